/// Draws a ``Histogram`` as SVG of a given width.
struct HistogramDrawing {
  let chart: Histogram
  let width: Double
  let id: String

  private let top = 46.0
  private var bottom: Double { top + (width < 500 ? 120 : 140) }
  private var columnsEnd: Double { Double(chart.counts.count) * chart.columnWidth }

  /// Room beyond a limit, for one more column and its name.
  private var beyond: Double { (width < 500 ? 5 : 4) * chart.columnWidth }

  func node() -> HTMLNode {
    let most = max(chart.counts.max() ?? 0, chart.limit?.cut ?? 0, 1)
    let end = max(columnsEnd, chart.limit.map { $0.value + beyond } ?? 0, 1)
    let x = AxisScale(range: 0...end, start: 44, end: width - 6)
    let y = AxisScale(range: 0...Double(most), start: bottom, end: top)
    var nodes = [
      ChartText.at(0, 14, chart.title, class: "c-title"),
      ChartText.at(0, 32, chart.yTitle, class: "c-tick"),
    ]
    nodes += grid(x, y, most: most)
    for (index, count) in chart.counts.enumerated() where count > 0 {
      let start = Double(index) * chart.columnWidth
      nodes.append(
        column(x.position(start) + 1, x.position(start + chart.columnWidth) - 1, y, count, "c-bar"))
    }
    nodes.append(ChartText.line(x.start, bottom, x.end, bottom, class: "c-axis"))
    nodes += limit(x, y) + xTicks(x)
    nodes.append(
      ChartText.at(
        (x.start + x.end) / 2, bottom + 34, chart.xTitle, anchor: "middle", class: "c-tick"))
    return DrawingFrame.svg(
      id: id, title: chart.title, description: chart.description, width: width,
      height: bottom + 42, nodes)
  }

  private func grid(_ x: AxisScale, _ y: AxisScale, most: Int) -> [HTMLNode] {
    AxisScale.ticks(in: 0...Double(most), count: 3).values.filter { $0 == $0.rounded() }
      .flatMap { value in
        let height = y.position(value)
        return [
          ChartText.line(x.start, height, x.end, height, class: "c-grid"),
          ChartText.at(
            x.start - 6, height + 4, NumberText.count(value), anchor: "end", class: "c-tick"),
        ]
      }
  }

  private func limit(_ x: AxisScale, _ y: AxisScale) -> [HTMLNode] {
    guard let limit = chart.limit, limit.value.isFinite else { return [] }
    let position = x.position(limit.value)
    var nodes = [
      ChartText.line(position, top - 16, position, bottom, class: "c-reference"),
      ChartText.at(position - 6, top - 6, limit.name, anchor: "end", class: "c-tick"),
    ]
    guard limit.cut > 0 else { return nodes }
    let middle = limit.value + beyond / 2
    nodes += [
      column(
        x.position(middle - chart.columnWidth / 2), x.position(middle + chart.columnWidth / 2), y,
        limit.cut, "c-bar-hollow"),
      ChartText.at(
        x.position(middle), y.position(Double(limit.cut)) - 6,
        "cut: \(NumberText.count(limit.cut))", anchor: "middle", class: "c-tick"),
    ]
    return nodes
  }

  private func column(
    _ start: Double, _ end: Double, _ y: AxisScale, _ count: Int, _ name: String
  ) -> HTMLNode {
    let height = y.position(Double(count))
    let corners = [(start, bottom), (start, height), (end, height), (end, bottom)]
    let path = corners.map { ChartText.number($0.0) + " " + ChartText.number($0.1) }
    return .node(.path, [.class(name), .plain(.d, "M" + path.joined(separator: "L") + "Z")])
  }

  private func xTicks(_ x: AxisScale) -> [HTMLNode] {
    let end = chart.limit?.value ?? columnsEnd
    let step = chart.columnWidth * (width < 500 ? 8 : 4)
    return stride(from: 0, through: end, by: step).flatMap { value in
      let position = x.position(value)
      return [
        ChartText.line(position, bottom, position, bottom + 4, class: "c-axis"),
        ChartText.at(
          position, bottom + 17, NumberText.count(value), anchor: "middle", class: "c-tick"),
      ]
    }
  }
}
