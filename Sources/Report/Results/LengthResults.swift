import Records

/// How long the rows drawn are: what is filler in them, and what the tokenizer's limit cuts off.
enum LengthResults {
  private static let columns = 16

  /// - Parameters:
  ///   - lengths: tokens of each row, ascending, after cutting.
  ///   - cut: how many rows were cut.
  static func blocks(
    _ lengths: [Int], cut: Int, _ step: StepRecord, _ context: ReportContext
  ) -> [ReportBlock] {
    guard let longest = lengths.last, longest > 0, longest < 1 << 20 else { return [] }
    let setting = context.tokenizing(upTo: step)
    let limit = setting.maxLength.flatMap { $0 >= longest && $0 < 1 << 20 ? $0 : nil }
    let columnWidth = max(1, ((limit ?? longest) + columns - 1) / columns)
    // The rows that were cut are exactly as long as the limit, and the last ones in order.
    let whole = lengths.dropLast(limit == longest ? max(0, min(cut, lengths.count)) : 0)
    var counts = Array(repeating: 0, count: ((limit ?? longest) - 1) / columnWidth + 1)
    for length in whole where length > 0 { counts[(length - 1) / columnWidth] += 1 }
    let histogram = Histogram(
      title: "How long the rows are",
      description: description(lengths, cut: cut, limit: limit),
      xTitle: "tokens in a row", yTitle: "rows", columnWidth: Double(columnWidth), counts: counts,
      limit: limit.map { limit in
        .init(
          value: Double(limit), name: "longest row: \(NumberText.count(limit))",
          cut: lengths.count - whole.count)
      })
    return [.chart(.columns(histogram))] + filler(lengths, limit: setting.pads ? limit : nil)
      + [figures(histogram, columnWidth: columnWidth)]
  }

  private static func description(_ lengths: [Int], cut: Int, limit: Int?) -> String {
    let rows = NumberText.count(lengths.count, "row")
    let shortest = NumberText.count(lengths.first ?? 0)
    let longest = NumberText.count(lengths.last ?? 0)
    let middle = NumberText.count(lengths[(lengths.count - 1) / 2])
    var text = """
      \(rows) of \(shortest) to \(longest) tokens, half of them of at most \(middle).
      """
    guard let limit else { return text }
    text +=
      cut > 0
      ? " \(NumberText.count(cut)) had more than \(NumberText.count(limit)) and lost their end."
      : " None was longer than \(NumberText.count(limit))."
    return text
  }

  /// Filler beside text, where every row is filled up to the limit; which share that is, a lesson
  /// may ask.
  private static func filler(_ lengths: [Int], limit: Int?) -> [ReportBlock] {
    guard let limit else { return [] }
    let text = ResultText.sum(lengths)
    let padding = Double(limit) * Double(lengths.count) - text
    return [
      .chart(
        .bars(
          BarChart(
            title: "Text and filler in these rows",
            description: """
              Filled up to \(NumberText.count(limit)) tokens each, the rows are \
              \(NumberText.count(text)) tokens of text and \(NumberText.count(padding)) of padding.
              """,
            bars: [
              .init(name: "text", value: text, text: NumberText.count(text), isStressed: true),
              .init(
                name: "padding", value: padding, text: NumberText.count(padding), isStressed: false),
            ], end: max(text, padding))))
    ]
  }

  private static func figures(_ chart: Histogram, columnWidth: Int) -> ReportBlock {
    var rows = chart.counts.enumerated().map { index, count -> [[ReportInline]] in
      let start = NumberText.count(index * columnWidth + 1)
      let end = NumberText.count((index + 1) * columnWidth)
      return [[.text("\(start) to \(end)")], [.text(NumberText.count(count))]]
    }
    if let limit = chart.limit, limit.cut > 0 {
      let name = "more, cut to \(NumberText.count(limit.value))"
      rows.append([[.text(name)], [.text(NumberText.count(limit.cut))]])
    }
    return .fold(
      .init(
        ["The lengths as a table"],
        [
          .table(
            ReportTable(
              "Rows by their length", columns: [.text("tokens"), .number("rows")], rows: rows))
        ]))
  }
}
