import Records

/// Rows drawn from a data set: their labels, how long they are, how many were cut.
enum SubsetResults {
  static func view(
    _ reader: inout ResultReader, _ step: StepRecord, _ context: ReportContext
  ) -> ResultView? {
    guard let indices = reader.take(.indices)?.array else { return nil }
    let lengths = (reader.take(.lengths)?.array ?? []).compactMap(\.int).sorted()
    let rows = reader.take(.rows)?.int ?? indices.count
    var facts: [(name: String, value: [ReportInline])] = [
      ("rows", [.text(NumberText.count(rows))])
    ]
    for (name, count) in ordered(reader.take(.labelCounts)?.object ?? [:], context) {
      facts.append(("labelled \(name)", ResultText.count(count)))
    }
    let first = indices.prefix(8).map { ResultText.plain($0) }.joined(separator: ", ")
    let more = indices.count > 8 ? ", …" : ""
    facts.append(("their places in the data set", [.text(first + more)]))
    if let shortest = lengths.first, let longest = lengths.last {
      let sum = ResultText.sum(lengths)
      facts += [
        ("tokens", [.text(NumberText.count(sum))]),
        (
          "tokens in one row",
          [
            .text(
              """
              \(shortest) to \(longest), half of the rows at most \(lengths[(lengths.count - 1) / 2])
              """)
          ]
        ),
      ]
    }
    let cut = reader.take(.truncatedRows)?.int
    if let cut, rows > 0 {
      let share = NumberText.percent(Double(cut) / Double(rows))
      facts.append(
        ("rows cut at the end, tokens lost", [.text("\(NumberText.count(cut)) (\(share))")]))
    }
    let pictures =
      if let earlier = context.stepThatDrewTheRows(of: step) {
        [["These are the rows of step ", .code(earlier.id), "."] as ReportBlock]
      } else {
        LengthResults.blocks(lengths, cut: cut ?? 0, step, context)
      }
    return ResultView(
      gist: NumberText.count(rows, "row") + " drawn"
        + (cut.map { $0 > 0 ? ", \(NumberText.count($0)) of them cut" : "" } ?? ""),
      blocks: [.table(.facts("The rows drawn", facts))] + pictures)
  }

  /// Label counts in the order of the classes.
  private static func ordered(_ counts: [String: JSONValue], _ context: ReportContext)
    -> [(String, JSONValue)]
  {
    let names = context.classNames.filter { counts[$0] != nil }
    let others = counts.keys.filter { !names.contains($0) }.sorted()
    return (names + others).compactMap { name in counts[name].map { (name, $0) } }
  }
}
