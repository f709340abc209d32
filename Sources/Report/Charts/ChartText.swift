/// Text and numbers inside a drawing.
enum ChartText {
  /// How wide a legend entry will be, near enough to wrap a legend: 11.5 px system type.
  static func width(_ text: String) -> Double { Double(text.count) * 6.1 }

  /// A coordinate, to a tenth of a unit.
  static func number(_ value: Double) -> String {
    let tenths = (value * 10).rounded()
    guard tenths.isFinite, abs(tenths) < 1e9 else { return "0" }
    let whole = Int(tenths)
    let text = "\(abs(whole) / 10)" + (whole % 10 == 0 ? "" : ".\(abs(whole) % 10)")
    return (whole < 0 ? "-" : "") + text
  }

  /// A text element; `anchor` is start, middle or end.
  static func at(
    _ x: Double, _ y: Double, _ text: String, anchor: String = "start", class name: String
  ) -> HTMLNode {
    .node(
      .text,
      [
        .class(name), .plain(.x, number(x)), .plain(.y, number(y)), .plain(.textAnchor, anchor),
      ], text: text)
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String
  ) -> HTMLNode {
    .node(
      .line,
      [
        .class(name), .plain(.x1, number(x1)), .plain(.y1, number(y1)), .plain(.x2, number(x2)),
        .plain(.y2, number(y2)),
      ])
  }
}
