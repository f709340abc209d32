extension LineChart {
  /// A chart of one panel, for numbers of more than one run.
  ///
  /// - Parameters:
  ///   - description: what the chart shows, in words and figures.
  ///   - xRange: where the horizontal axis runs instead of from 0 to the last point.
  ///   - series: each with a mark of its own.
  package static func onePanel(
    _ title: String, description: String, xTitle: String, xRange: ClosedRange<Double>? = nil,
    series: [(name: String, mark: Mark, points: [(x: Double, y: Double)])]
  ) -> LineChart {
    let points = series.flatMap(\.points)
    // Far more ticks than a chart can hold would be drawn beyond this.
    let end = min(points.map(\.x).max() ?? 1, 1e6)
    return LineChart(
      title: title, description: description, xTitle: xTitle, xEnd: Int(end.rounded(.up)),
      xRange: xRange,
      panels: [
        Panel(
          title: title,
          series: series.map { series in
            Series(
              name: series.name, mark: series.mark,
              points: series.points.map { Point(x: $0.x, y: $0.y) })
          }, range: AxisScale.range(holding: points.map(\.y)), right: nil, isShort: false)
      ])
  }
}
