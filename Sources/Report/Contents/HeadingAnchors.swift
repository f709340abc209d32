/// Names for a page's headings, so that links can lead to them: `at-question-3`.
///
/// Made from a heading's text in the page's own order, hence whoever walks through the same blocks
/// gets the same names. The prefix keeps them apart from the ids that the page's script looks for.
struct HeadingAnchors {
  private var used: Set<String> = []
  /// How often a name was asked for, so that thousands of equal titles take no time.
  private var counts: [String: Int] = [:]

  /// The name of the next heading: the letters and digits of its title.
  mutating func next(_ content: [ReportInline]) -> String {
    let words = Self.title(of: content).lowercased()
      .split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    let name = "at-" + words.joined(separator: "-").prefix(60)
    while true {
      let number = counts[name, default: 0] + 1
      counts[name] = number
      let unique = number == 1 ? name : "\(name)-\(number)"
      if used.insert(unique).inserted { return unique }
    }
  }

  /// A heading's text without secondary information.
  static func title(of content: [ReportInline]) -> String {
    PlainText.of(content.filter { if case .note = $0 { false } else { true } })
  }
}
