/// Draws a ``BarChart`` as SVG of a given width.
struct BarChartDrawing {
  let chart: BarChart
  let width: Double
  let id: String

  private let rowHeight = 24.0
  private let barHeight = 14.0
  /// Room for a bar's value, to the right of the longest bar.
  private let valueWidth = 52.0

  func node() -> HTMLNode {
    let names = chart.bars.map { ResultText.cut($0.name, Int(width / 3 / 6.5)) }
    let left = (names.map(ChartText.width).max() ?? 0) * 1.2 + 10
    let x = AxisScale(
      range: 0...(chart.end > 0 ? chart.end : 1), start: left, end: width - valueWidth)
    let top = chart.reference == nil ? 24.0 : 42
    let bottom = top + Double(chart.bars.count) * rowHeight
    var nodes = [ChartText.at(0, 14, chart.title, class: "c-title")]
    for (index, bar) in chart.bars.enumerated() {
      let middle = top + (Double(index) + 0.5) * rowHeight
      // A value off the axis, or none at all, is drawn at the axis' end: the text has it.
      let end = bar.value.isFinite ? min(max(x.position(bar.value), x.start), x.end) : x.start
      nodes += [
        ChartText.at(left - 8, middle + 4, names[index], anchor: "end", class: "c-tick"),
        self.bar(from: x.start, to: end, middle: middle, isStressed: bar.isStressed),
        ChartText.at(end + 6, middle + 4, bar.text, class: "c-tick"),
      ]
    }
    nodes.append(ChartText.line(left, top, left, bottom, class: "c-axis"))
    if let reference = chart.reference, reference.value.isFinite {
      let position = min(max(x.position(reference.value), x.start), x.end)
      nodes += [
        ChartText.line(position, top - 4, position, bottom, class: "c-reference"),
        ChartText.at(
          position, top - 9, reference.name,
          anchor: position < width / 3 ? "start" : position > width * 2 / 3 ? "end" : "middle",
          class: "c-tick"),
      ]
    }
    return DrawingFrame.svg(
      id: id, title: chart.title, description: chart.description, width: width,
      height: bottom + 8, nodes)
  }

  private func bar(
    from start: Double, to end: Double, middle: Double, isStressed: Bool
  ) -> HTMLNode {
    let corners = [
      (start, middle - barHeight / 2), (end, middle - barHeight / 2),
      (end, middle + barHeight / 2), (start, middle + barHeight / 2),
    ]
    let path = corners.map { ChartText.number($0.0) + " " + ChartText.number($0.1) }
    return .node(
      .path,
      [
        .class(isStressed ? "c-bar" : "c-bar-hollow"),
        .plain(.d, "M" + path.joined(separator: "L") + "Z"),
      ])
  }
}
