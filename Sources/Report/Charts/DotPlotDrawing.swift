/// Draws a ``DotPlot`` as SVG of a given width: values that fall together are stacked.
struct DotPlotDrawing {
  let plot: DotPlot
  let width: Double
  let id: String

  func node() -> HTMLNode {
    let x = AxisScale(range: plot.range, start: 12, end: width - 12)
    let positions = Self.stacked(plot.values.map { x.position($0) })
    let height = Double(max(4, (positions.map(\.level).max() ?? 0) + 1)) * 8 + 8
    let top = 46.0
    let bottom = top + height
    var nodes = [ChartText.at(0, 14, plot.title, class: "c-title")]
    nodes.append(ChartText.line(x.start - 8, bottom, x.end + 8, bottom, class: "c-axis"))
    let ticks = AxisScale.ticks(in: plot.range, count: width < 500 ? 3 : 5)
    for value in ticks.values {
      let position = x.position(value)
      nodes.append(ChartText.line(position, bottom, position, bottom + 4, class: "c-axis"))
      nodes.append(
        ChartText.at(
          position, bottom + 17, NumberText.fixed(value, ticks.places), anchor: "middle",
          class: "c-tick"))
    }
    let line = x.position(plot.reference)
    nodes.append(ChartText.line(line, top - 6, line, bottom, class: "c-reference"))
    let anchor = line < width / 3 ? "start" : line > width * 2 / 3 ? "end" : "middle"
    nodes.append(ChartText.at(line, 33, plot.referenceName, anchor: anchor, class: "c-tick"))
    nodes += positions.map { position in
      .node(
        .circle,
        [
          .class("c-dot"), .plain(.cx, ChartText.number(position.x)),
          .plain(.cy, ChartText.number(bottom - 5 - Double(position.level) * 8)),
          .plain(.r, "3.4"),
        ])
    }
    nodes.append(
      ChartText.at(width / 2, bottom + 34, plot.xTitle, anchor: "middle", class: "c-tick"))
    return DrawingFrame.svg(
      id: id, title: plot.title, description: plot.description, width: width,
      height: bottom + 42, nodes)
  }

  /// Puts each position into a column 8 units wide, on top of those already there.
  private static func stacked(_ positions: [Double]) -> [(x: Double, level: Int)] {
    var levels: [Double: Int] = [:]
    return positions.filter(\.isFinite).sorted().map { position in
      let column = (position / 8).rounded() * 8
      let level = levels[column, default: 0]
      levels[column] = level + 1
      return (column, level)
    }
  }
}
