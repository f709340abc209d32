/// Draws a ``LineChart`` as SVG of a given width.
///
/// A page holds it twice, for a wide and for a narrow screen, so that its type has the same size on
/// both.
struct LineChartDrawing {
  let chart: LineChart
  let width: Double
  /// Distinguishes this drawing's title and description from the page's others.
  let id: String

  private var left: Double { 50 }
  private var right: Double { width - (chart.panels.contains { $0.right != nil } ? 46 : 10) }
  private var plotHeight: Double { width < 500 ? 150 : 168 }

  func node() -> HTMLNode {
    var children: [HTMLNode] = []
    var top = 0.0
    for (index, panel) in chart.panels.enumerated() {
      let isLast = index == chart.panels.count - 1
      top = draw(panel, top: top, labelsX: isLast, into: &children)
    }
    return DrawingFrame.svg(
      id: id, title: chart.title, description: chart.description, width: width, height: top,
      children)
  }

  /// Draws a panel and returns where it ends.
  private func draw(
    _ panel: LineChart.Panel, top: Double, labelsX: Bool, into nodes: inout [HTMLNode]
  ) -> Double {
    // Bold type is a little wider than a legend's.
    let title = ResultText.cut(panel.title, Int(width / 6.8))
    nodes.append(ChartText.at(0, top + 14, title, class: "c-title"))
    let legend = LegendLayout(panel.series, width: width)
    nodes += legend.nodes(top: top + 22)
    let scales = panel.right == nil ? 12.0 : 26
    let plotTop = top + 22 + legend.height + scales
    let plotBottom = plotTop + plotHeight * (panel.isShort ? 2 / 3 : 1)
    let x = AxisScale(
      range: chart.xRange ?? 0...Double(max(chart.xEnd, 1)), start: left, end: right)
    let y = AxisScale(range: panel.range, start: plotBottom, end: plotTop)

    let ticks = AxisScale.ticks(in: panel.range, count: 3)
    for value in ticks.values {
      let height = y.position(value)
      nodes.append(ChartText.line(left, height, right, height, class: "c-grid"))
      nodes.append(
        ChartText.at(
          left - 6, height + 4, NumberText.fixed(value, ticks.places), anchor: "end",
          class: "c-tick"))
    }
    nodes += rightScale(panel, y: y, top: plotTop)
    nodes.append(ChartText.line(left, plotBottom, right, plotBottom, class: "c-axis"))
    nodes += xTicks(x, at: plotBottom, labelled: labelsX)
    for series in panel.series { nodes += SeriesDrawing.nodes(series, x: x, y: y) }
    guard labelsX else { return plotBottom + 26 }
    nodes.append(
      ChartText.at(
        (left + right) / 2, plotBottom + 34, chart.xTitle, anchor: "middle", class: "c-tick"))
    return plotBottom + 42
  }

  private func rightScale(_ panel: LineChart.Panel, y: AxisScale, top: Double) -> [HTMLNode] {
    guard let scale = panel.right else { return [] }
    let range = panel.range.lowerBound * scale.factor...panel.range.upperBound * scale.factor
    let ticks = AxisScale.ticks(in: range, count: 3)
    let title = ChartText.at(width, top - 12, scale.title, anchor: "end", class: "c-tick")
    return [title]
      + ticks.values.flatMap { value in
        let height = y.position(value / scale.factor)
        return [
          ChartText.line(right, height, right + 4, height, class: "c-axis"),
          ChartText.at(
            right + 7, height + 4, NumberText.fixed(value, ticks.places), class: "c-tick"),
        ]
      }
  }

  private func xTicks(_ x: AxisScale, at height: Double, labelled: Bool) -> [HTMLNode] {
    ticks.flatMap { value, text in
      let position = x.position(value)
      let tick = ChartText.line(position, height, position, height + 4, class: "c-axis")
      let label = ChartText.at(position, height + 17, text, anchor: "middle", class: "c-tick")
      return labelled ? [tick, label] : [tick]
    }
  }

  /// Values that are written below the horizontal axis.
  private var ticks: [(value: Double, text: String)] {
    if let range = chart.xRange {
      let ticks = AxisScale.ticks(in: range, count: width < 500 ? 3 : 6)
      return ticks.values.map { ($0, NumberText.fixed($0, ticks.places)) }
    }
    let fitting = max(1, Int((right - left) / 26))
    let step = max(1, (chart.xEnd + fitting - 1) / fitting)
    return stride(from: step, through: max(chart.xEnd, 1), by: step).map { (Double($0), "\($0)") }
  }
}
