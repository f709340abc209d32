/// The manual of actions, made from what each action says of itself.
package enum StepsManual {
  /// The names of all actions.
  package static var actions: [String] { ActionCatalog.names }

  /// The whole manual, as `docs/steps.md` holds it.
  package static func markdown() -> String {
    let pages = ActionCatalog.all.map { page(of: $0.manual, heading: "## ") }
    return """
      # Actions

      What the steps of a lesson can do. A step's body is a list of actions; `$name` as a whole \
      value stands for the lesson's parameter of that name, and `$$` at the start of a text for a \
      dollar.

      \(pages.joined(separator: "\n\n"))

      \(catalogues)
      """
  }

  /// What the engine has, each catalogue once.
  private static var catalogues: String {
    var all: [CatalogueText] = []
    for text in ActionCatalog.all.flatMap({ $0.manual.catalogues }) where !all.contains(text) {
      all.append(text)
    }
    return all.map { section($0, heading: "## ") }.joined(separator: "\n\n")
  }

  private static func section(_ catalogue: CatalogueText, heading: String) -> String {
    "\(heading)\(catalogue.title)\n\n" + catalogue.lines.joined(separator: "\n")
  }

  /// One action's page, or with `nil` a line for each; `nil` for an action there is not.
  package static func text(action: String?) -> String? {
    guard let action else {
      let width = ActionCatalog.names.map(\.count).max() ?? 0
      return ActionCatalog.all.map { type in
        let name = type.manual.name
        return name + String(repeating: " ", count: width + 2 - name.count)
          + firstSentence(type.manual.summary)
      }.joined(separator: "\n")
    }
    return ActionCatalog.action(named: action).map { type in
      let manual = type.manual
      let catalogues = manual.catalogues.map { "\n\n" + section($0, heading: "") }
      return page(of: manual, heading: "") + catalogues.joined()
    }
  }

  private static func page(of manual: ActionManual, heading: String) -> String {
    var lines = [
      "\(heading)\(manual.name)", "", manual.summary, "", "```yaml", manual.example, "```", "",
    ]
    if let code = ExampleCode.byAction[manual.name] {
      lines += ["In PyTorch:", "", "```python", code, "```", ""]
    }
    lines.append("Value: \(manual.value.type). \(manual.value.help)")
    if !manual.arguments.isEmpty {
      lines += ["", "Arguments:", ""]
      lines += manual.arguments.map { argument in
        let fallback = argument.defaultText.map { "default: \($0)" } ?? "required"
        return "- `\(argument.name)`: \(argument.type) (\(fallback)). \(argument.help)"
      }
    }
    if !manual.results.isEmpty {
      lines += ["", "Results:", ""]
      lines += manual.results.map { "- `\($0.name)`: \($0.shape.manualText). \($0.help)" }
    }
    return lines.joined(separator: "\n")
  }

  private static func firstSentence(_ text: String) -> Substring {
    text.firstRange(of: ". ").map { text[..<$0.lowerBound] + "." } ?? Substring(text)
  }
}
