/// Draws one series of a ``LineChart`` panel, and its sample in the legend.
enum SeriesDrawing {
  static func nodes(_ series: LineChart.Series, x: AxisScale, y: AxisScale) -> [HTMLNode] {
    let points = series.points.filter { $0.x.isFinite && $0.y.isFinite }
    let positions = points.map { (x: x.position($0.x), y: y.position($0.y)) }
    switch series.mark {
    case .line: return [path(positions, class: "c-line")]
    case .dots: return [path(positions, class: "c-joined")] + positions.map { dot($0.x, $0.y) }
    case .rings: return positions.map { ring($0.x, $0.y) }
    case .diamonds:
      return [path(positions, class: "c-broken")] + positions.map { diamond($0.x, $0.y) }
    case .levels:
      return points.map { point in
        let height = y.position(point.y)
        return ChartText.line(
          x.position(point.x - 1), height, x.position(point.x), height, class: "c-level")
      }
    case .reference:
      return positions.prefix(1).map { position in
        ChartText.line(x.start, position.y, x.end, position.y, class: "c-reference")
      }
    }
  }

  /// A sample 26 units wide, centred on a height.
  static func sample(_ mark: LineChart.Mark, x: Double, y: Double) -> [HTMLNode] {
    let ends = [(x: x, y: y), (x: x + 26, y: y)]
    switch mark {
    case .line:
      let zigzag = (0...6).map { (x: x + Double($0) * 26 / 6, y: y + ($0 % 2 == 0 ? 3.0 : -3)) }
      return [path(zigzag, class: "c-line")]
    case .levels: return [ChartText.line(x, y, x + 26, y, class: "c-level")]
    case .rings: return [ring(x + 13, y)]
    case .dots: return [path(ends, class: "c-joined"), dot(x + 13, y)]
    case .diamonds: return [path(ends, class: "c-broken"), diamond(x + 13, y)]
    case .reference: return [ChartText.line(x, y, x + 26, y, class: "c-reference")]
    }
  }

  private static func path(_ points: [(x: Double, y: Double)], class name: String) -> HTMLNode {
    let commands = points.enumerated().map { index, point in
      (index == 0 ? "M" : "L") + ChartText.number(point.x) + " " + ChartText.number(point.y)
    }
    return .node(.path, [.class(name), .plain(.d, commands.joined())])
  }

  private static func dot(_ x: Double, _ y: Double) -> HTMLNode { circle(x, y, 3.4, "c-dot") }

  private static func ring(_ x: Double, _ y: Double) -> HTMLNode { circle(x, y, 4, "c-ring") }

  private static func circle(_ x: Double, _ y: Double, _ radius: Double, _ name: String)
    -> HTMLNode
  {
    .node(
      .circle,
      [
        .class(name), .plain(.cx, ChartText.number(x)), .plain(.cy, ChartText.number(y)),
        .plain(.r, ChartText.number(radius)),
      ])
  }

  private static func diamond(_ x: Double, _ y: Double) -> HTMLNode {
    let corners = [(x, y - 4.6), (x + 4.6, y), (x, y + 4.6), (x - 4.6, y)]
    let path = corners.map { ChartText.number($0.0) + " " + ChartText.number($0.1) }
    return .node(
      .path, [.class("c-diamond"), .plain(.d, "M" + path.joined(separator: "L") + "Z")])
  }
}
