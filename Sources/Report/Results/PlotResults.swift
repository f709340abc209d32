import Records

/// What `plot` draws, and `show` prints.
enum PlotResults {
  /// Points of a series that a page draws: more make it heavy, and no screen shows them apart.
  private static let mostDrawn = 2000
  private static let mostListed = 200
  private static let marks: [LineChart.Mark] = [.line, .diamonds, .dots, .rings]
  /// Of a few points each can be seen.
  private static let marksOfFew: [LineChart.Mark] = [.dots, .diamonds, .rings, .line]
  private static let few = 60
  private static let scattered: [LineChart.Mark] = [.rings, .dots, .diamonds, .dots]

  static func view(_ reader: inout ResultReader) -> ResultView? {
    guard let plots = reader.take(.plots)?.object, !plots.isEmpty else { return nil }
    let drawn = plots.sorted { $0.key < $1.key }.map { Plot($0.value) }
    return ResultView(
      gist: drawn.map(\.title).joined(separator: ", "), blocks: drawn.flatMap(blocks))
  }

  private struct Plot {
    var title: String
    var isScattered: Bool
    var x, y: String?
    var over: [Double]?
    var series: [(name: String, values: [Double])]

    init(_ value: JSONValue) {
      title = value[.title]?.string ?? "A plot"
      isScattered = value[.kind]?.string == "scatter"
      (x, y) = (value[.x]?.string, value[.y]?.string)
      over = value[.over]?.array?.compactMap(\.number)
      series = (value[.series]?.array ?? []).map { series in
        (series[.name]?.string ?? "", (series[.values]?.array ?? []).compactMap(\.number))
      }
    }

    /// Where a point stands on the horizontal axis.
    func position(_ place: Int) -> Double {
      guard let over, over.indices.contains(place) else { return Double(place + 1) }
      return over[place]
    }
  }

  private static func blocks(_ plot: Plot) -> [ReportBlock] {
    guard !plot.series.isEmpty else { return [] }
    let longest = plot.series.map(\.values.count).max() ?? 0
    // Every n-th point, the last one always among them.
    let step = max(1, (longest + mostDrawn - 1) / mostDrawn)
    let marks = plot.isScattered ? scattered : longest <= few ? marksOfFew : marks
    let series = plot.series.enumerated().map { index, series in
      let places = series.values.indices.filter {
        $0 % step == 0 || $0 == series.values.count - 1
      }
      return LineChart.Series(
        name: series.name, mark: marks[min(index, marks.count - 1)],
        points: places.map { .init(x: plot.position($0), y: series.values[$0]) })
    }
    let values = plot.series.flatMap(\.values)
    let positions = series.flatMap(\.points).map(\.x)
    let title = plot.title + (plot.y.map { ": \($0)" } ?? "")
    let chart = LineChart(
      title: plot.title, description: description(plot), xTitle: plot.x ?? "",
      xEnd: max(1, longest), xRange: plot.over == nil ? nil : AxisScale.range(holding: positions),
      panels: [
        .init(
          title: title, series: series, range: AxisScale.range(holding: values), right: nil,
          isShort: false)
      ])
    var blocks: [ReportBlock] = [.chart(.line(chart))]
    if step > 1 {
      blocks.append([.note("One point of \(step) is drawn; run.json has all of them.")])
    }
    return blocks + [
      .fold(
        .init([.text("The figures of “\(plot.title)”")], staysShut: true, [table(plot, longest)]))
    ]
  }

  private static func description(_ plot: Plot) -> String {
    plot.series.map { series in
      guard let low = series.values.min(), let high = series.values.max() else {
        return "\(series.name): nothing."
      }
      return """
        \(series.name): \(NumberText.count(series.values.count, "value")) from \
        \(NumberText.short(low)) to \(NumberText.short(high)).
        """
    }.joined(separator: " ")
  }

  private static func table(_ plot: Plot, _ longest: Int) -> ReportBlock {
    let rows = (0..<min(longest, mostListed)).map { place -> [[ReportInline]] in
      [ResultText.number(plot.position(place))]
        + plot.series.map { series in
          ResultText.number(series.values.indices.contains(place) ? series.values[place] : nil)
        }
    }
    return .table(
      ReportTable(
        longest > mostListed ? "\(plot.title), the first \(mostListed)" : plot.title,
        columns: [.number(plot.x ?? "place")] + plot.series.map { .number($0.name) }, rows: rows))
  }
}
