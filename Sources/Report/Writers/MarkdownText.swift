import Records

/// Escapes and lays out runs of text for GitHub's Markdown.
///
/// Nothing in them is read as Markdown or HTML.
package enum MarkdownText {
  /// Runs of text as one line, or several where the text has hard line breaks.
  static func line(_ inlines: [ReportInline]) -> String {
    let text = inlines.map(inline).joined()
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { protectingStart(of: $0.drop { $0 == " " || $0 == "\t" }) }.joined(separator: "\n")
  }

  /// The same for a table's cell: no line break, and bars escaped in code too.
  static func cell(_ inlines: [ReportInline]) -> String {
    inlines.map { inline in
      if case .code(let text) = inline { return code(text, inTable: true) }
      return self.inline(inline)
    }.joined().split { $0.isNewline }.joined(separator: " ")
  }

  private static func inline(_ inline: ReportInline) -> String {
    switch inline {
    case .text(let text), .value(let text), .isolated(let text), .note(let text): escaped(text)
    case .code(let text): code(text, inTable: false)
    case .emphasis(let content): marked("*", content)
    case .strong(let content): marked("**", content)
    case .link(let destination, _, let content):
      WebLink(destination).map { "[\(content.map(Self.inline).joined())](\(target($0)))" }
        ?? content.map(Self.inline).joined()
    case .place(let place): escaped(place.title)
    case .image(_, _, let alternative): "*\\[image: \(escaped(PlainText.of(alternative)))\\]*"
    case .softBreak: " "
    case .lineBreak: "\\\n"
    case .missing(let reason): "**⟨no value: \(escaped(reason))⟩**"
    }
  }

  /// Emphasis, which Markdown allows only around text that neither starts nor ends in a space.
  private static func marked(_ mark: String, _ content: [ReportInline]) -> String {
    let text = content.map(inline).joined()
    let trimmed = text.drop { $0 == " " }
    let end = trimmed.lastIndex { $0 != " " }
    guard let end, !text.contains("\n") else { return text }
    return String(text.prefix(text.count - trimmed.count)) + mark + trimmed[...end] + mark
      + trimmed[trimmed.index(after: end)...]
  }

  /// Text with everything escaped that Markdown, its HTML or GitHub's additions would act on.
  package static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in VisibleText.of(text).unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$", "#": out += "\\\(scalar)"
      case "\n", "\t": out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
    // GitHub links bare addresses and mentions names: neither is wanted of quoted text.
    return out.replacingScalars("://", with: "&#58;//").replacingScalars("www.", with: "www&#46;")
      .replacingScalars("@", with: "&#64;")
  }

  /// A code span that nothing within can end.
  private static func code(_ text: String, inTable: Bool) -> String {
    let text = VisibleText.of(text).replacingScalars("\n", with: " ")
    guard !text.isEmpty else { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let first = text.unicodeScalars.first
    let pad = first == "`" || first == " " || text.unicodeScalars.last == "`" ? " " : ""
    let inside = inTable ? text.replacingScalars("|", with: "\\|") : text
    return fence + pad + inside + pad + fence
  }

  static func longestRun(of mark: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var run = 0
    for next in text.unicodeScalars {
      run = next == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// A link's destination between angle brackets, which then end it alone.
  private static func target(_ link: WebLink) -> String {
    let text = link.destination.replacingScalars("<", with: "%3C")
      .replacingScalars(">", with: "%3E").replacingScalars("\\", with: "%5C")
      .replacingScalars("|", with: "%7C")
    return "<\(text)>"
  }

  /// What would start a list, a rule or a heading stays text.
  private static func protectingStart(of line: Substring) -> String {
    if let first = line.unicodeScalars.first, "-+=:".unicodeScalars.contains(first) {
      return "\\" + line
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    let isList = rest.dropFirst().first.map { $0 == " " || $0 == "\t" } ?? true
    if !digits.isEmpty, isList, let mark = rest.first, mark == "." || mark == ")" {
      return digits + "\\" + rest
    }
    return String(line)
  }
}
