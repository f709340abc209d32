/// Reads a `step` fence: its header's attributes and its body, a YAML list of actions.
///
///     - optimizer: AdamW        # an action: its name, and what stands after it
///       parameters: [head]      # its arguments
struct StepParser {
  /// The step, `nil` where any of it cannot be read.
  ///
  /// `lines` are the body's, as they stand in the file, and `text` is what CommonMark makes of
  /// them.
  static func parse(
    _ header: DirectiveHeader, lines: [String], firstLine: Int, text: String, range: SourceRange,
    _ bag: inout DiagnosticBag
  ) -> ParsedStep? {
    var step = ParsedStep(
      id: header.id, cell: header.attributes["cell"], seed: nil,
      question: header.attributes["question"], actions: [], source: text, range: range)
    if let seed = header.attributes["seed"] {
      guard let number = Int(seed.value), Seed.range.contains(number) else {
        bag.error("attribute-value", at: seed.range, Seed.message, losing: true)
        return nil
      }
      step.seed = Located(number, at: seed.range)
    }
    let errors = bag.diagnostics.count
    let body = YAMLReader.read(lines, at: SourceLocation(line: firstLine, column: 1), &bag)
    guard bag.diagnostics.count == errors else { return nil }
    guard case .list(let items, _)? = body, !items.isEmpty else {
      bag.error(
        "empty-step", at: body?.range ?? header.range,
        "the body of step `\(header.id.value)` is no list of actions",
        notes: ["one action a line: `- name: value`, its arguments indented below it"],
        losing: true)
      return nil
    }
    for item in items {
      if let action = action(item, &bag) { step.actions.append(action) }
    }
    return step.actions.count == items.count ? step : nil
  }

  private static func action(_ item: YAMLValue, _ bag: inout DiagnosticBag) -> ParsedAction? {
    guard case .mapping(let pairs, let range) = item, let first = pairs.first else {
      bag.error(
        "action-syntax", at: item.range, "an action is written `- name: value`", losing: true)
      return nil
    }
    return ParsedAction(
      name: first.key, value: first.value,
      arguments: pairs.dropFirst().map { .init(name: $0.key, value: $0.value) }, range: range)
  }
}
