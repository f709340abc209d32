import Records

/// Rows the lesson holds out: how many the model gets right, beside what guessing gets right.
enum HeldOutResults {
  static func view(_ reader: inout ResultReader, _ context: ReportContext) -> ResultView? {
    guard let held = reader.take("held_out"), let accuracy = held["accuracy"]?.number else {
      return nil
    }
    let confusion = (held["confusion"]?.array ?? []).map { row in
      (row.array ?? []).compactMap(\.int)
    }
    let rows = held["rows"]?.number ?? ResultText.sum(confusion.joined())
    let right = ResultText.sum(
      confusion.enumerated().compactMap { label, row in
        row.indices.contains(label) ? row[label] : nil
      })
    var facts: [(name: String, value: [ReportInline])] = [
      ("rows scored", [.text(NumberText.count(rows))]),
      ("accuracy", [.strong([.text(NumberText.percent(accuracy))])]),
    ]
    if !confusion.isEmpty { facts.append(("rows right", [.text(NumberText.count(right))])) }
    if let largest = confusion.map(ResultText.sum).max(), rows > 0 {
      facts.append(
        (
          "accuracy of always answering the commoner class",
          [.text(NumberText.percent(largest / rows))]
        ))
    }
    var blocks: [ReportBlock] = [.table(.facts("On held-out rows", facts))]
    if !confusion.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            "Confusion matrix",
            columns: [.text("the row’s label")]
              + confusion.indices.map { .number("predicted \(context.className($0))") },
            rows: confusion.enumerated().map { label, row in
              [[.text(context.className(label))]] + row.map { [.text(NumberText.count($0))] }
            })))
    }
    return ResultView(
      gist: "accuracy \(NumberText.percent(accuracy)) on \(NumberText.count(rows)) held-out rows",
      isFinding: true, blocks: blocks)
  }
}
