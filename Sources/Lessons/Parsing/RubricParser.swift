/// The items of an answer's rubric, a line each: points and what earns them.
///
///     item -> points ":" name
///
/// Points below zero are what a mistake costs.
enum RubricParser {
  static func items(_ fence: FenceShape?, _ source: SourceText, _ bag: inout DiagnosticBag)
    -> [ParsedAnswer.RubricItem]
  {
    guard let fence else { return [] }
    var isWhole = true
    let lines = CheckParser.lines(
      fence.body.map { source.line($0) }, firstLine: fence.body.lowerBound, isWhole: &isWhole, &bag)
    if lines.isEmpty, isWhole {
      bag.error(
        "empty-block", at: fence.opening, "`rubric` has no item",
        notes: ["write `1: names both changes`"])
    }
    var items: [ParsedAnswer.RubricItem] = []
    for line in lines {
      let name = line.value.value
      guard let points = PlainScalar.number(line.key.value), points != 0, abs(points) <= 1e6 else {
        bag.error(
          "rubric-syntax", at: line.key.range, "an item is points and what earns them",
          notes: ["write `1: names both changes`, or `-0.5: no unit`"])
        continue
      }
      // The table of marks holds the chosen items in one cell.
      if name.contains(";") || name.isEmpty || items.contains(where: { $0.name == name }) {
        bag.error(
          "rubric-syntax", at: line.value.range,
          name.isEmpty
            ? "the item has no name"
            : name.contains(";") ? "an item has no semicolon" : "there is another item of this name"
        )
        continue
      }
      items.append(
        ParsedAnswer.RubricItem(name: name, points: Located(points, at: line.key.range)))
    }
    return items
  }
}
