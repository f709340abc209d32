/// What every drawing has around it: a size, a title and a description.
enum DrawingFrame {
  static func svg(
    id: String, title: String, description: String, width: Double, height: Double,
    _ children: [HTMLNode]
  ) -> HTMLNode {
    let box = "0 0 \(ChartText.number(width)) \(ChartText.number(height))"
    return .node(
      .svg,
      [
        .class(width < 500 ? "chart narrow" : "chart wide"), .plain(.viewBox, box),
        .plain(.width, ChartText.number(width)), .plain(.height, ChartText.number(height)),
        .plain(.role, "img"), .plain(.ariaLabelledBy, "\(id)-title \(id)-desc"),
      ],
      [
        .node(.title, [.plain(.id, "\(id)-title")], text: title),
        .node(.desc, [.plain(.id, "\(id)-desc")], text: description),
      ] + children)
  }
}
