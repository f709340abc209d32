import Records

/// What a model says of each row of a table, beside what it is.
enum RowPredictionResults {
  /// Rows that a page shows; the record has them all.
  private static let limit = 200

  static func view(_ reader: inout ResultReader) -> ResultView? {
    guard let predictions = reader.take(.predictions)?.array, !predictions.isEmpty else {
      return nil
    }
    var blocks: [ReportBlock] = []
    if let chart = chart(predictions) { blocks.append(.chart(.line(chart))) }
    let shown = table(predictions.prefix(limit))
    blocks.append(
      predictions.count <= 12
        ? .table(shown) : .fold(.init([.text(shown.caption)], staysShut: true, [.table(shown)])))
    if predictions.count > limit {
      blocks.append(
        .paragraph([
          .note(
            "The first \(limit) of \(NumberText.count(predictions.count)) rows. All of them as CSV: "
          ),
          .code("lesson report NAME --csv STEP"),
        ]))
    }
    return ResultView(gist: gist(predictions), blocks: blocks)
  }

  private static func gist(_ predictions: [JSONValue]) -> String {
    let rows = NumberText.count(predictions.count, "row")
    let classed = predictions.filter { $0[.predicted]?.string != nil && $0[.actual] != nil }
    guard !classed.isEmpty else { return "what the model says of \(rows)" }
    let right = classed.count { $0[.predicted]?.string == $0[.actual]?.string }
    return "\(NumberText.count(right)) of \(rows) told rightly"
  }

  private static func table(_ predictions: some Collection<JSONValue>) -> ReportTable {
    let hasActual = predictions.contains { $0[.actual] != nil }
    let hasOutput = predictions.contains { $0[.output] != nil }
    let isText = predictions.contains { $0[.predicted]?.string != nil }
    func column(_ title: String) -> ReportTable.Column { isText ? .text(title) : .number(title) }
    var columns: [ReportTable.Column] = [.number("row of the data")]
    if hasActual { columns.append(column("is")) }
    columns.append(column("the model says"))
    if hasOutput { columns.append(.number("output")) }
    if isText, hasActual { columns.append(.text("right")) }
    let rows = predictions.map { row -> [[ReportInline]] in
      var cells = [ResultText.count(row[.row])]
      if hasActual { cells.append(cell(row[.actual])) }
      cells.append(cell(row[.predicted]))
      if hasOutput { cells.append(cell(row[.output])) }
      if isText, hasActual {
        let isRight = row[.predicted]?.string == row[.actual]?.string
        cells.append([isRight ? "yes" : .strong(["no"])])
      }
      return cells
    }
    return ReportTable("What the model says, row by row", columns: columns, rows: rows)
  }

  private static func cell(_ value: JSONValue?) -> [ReportInline] {
    switch value {
    case .number(let number)?: ResultText.number(number)
    case .string(let text)?: [.text(ResultText.cut(text, 60))]
    case let value?: [.text(ResultText.plain(value, limit: 60))]
    case nil: ["–"]
    }
  }

  /// Numbers, predicted over actual, with the line on which both are equal.
  private static func chart(_ predictions: [JSONValue]) -> LineChart? {
    let points = predictions.compactMap { row -> (x: Double, y: Double)? in
      guard let x = row[.actual]?.number, let y = row[.predicted]?.number else { return nil }
      return (x, y)
    }
    guard points.count == predictions.count, points.count > 1,
      let low = points.map(\.x).min(), let high = points.map(\.x).max()
    else { return nil }
    let lowest = points.map(\.y).min() ?? 0
    let highest = points.map(\.y).max() ?? 0
    return .onePanel(
      "What the model says, over what it is",
      description: """
        What it is goes from \(NumberText.short(low)) to \(NumberText.short(high)), what the model says \
        from \(NumberText.short(lowest)) to \(NumberText.short(highest)). On the line both are equal.
        """,
      xTitle: "what it is", xRange: AxisScale.range(holding: [low, high]),
      series: [
        (name: "a row", mark: .rings, points: points),
        (name: "equal", mark: .line, points: [(low, low), (high, high)]),
      ])
  }
}
