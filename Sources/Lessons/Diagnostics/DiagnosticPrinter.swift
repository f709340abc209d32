import Base

/// Writes diagnostics for a reader: where, what, the line itself with the place underlined, and what
/// to do.
///
///     lessons/9_1.md:12:3: error: there is no action `opimizer` [unknown-action]
///       12 | - opimizer: AdamW
///          |   ^~~~~~~~
///       note: did you mean `optimizer`?
package struct DiagnosticPrinter: Sendable {
  private static let width = 96
  private static let longest = 1000
  private let color: Bool

  package init(color: Bool) { self.color = color }

  /// The text of all diagnostics, ending in a newline; empty where there are none.
  package func text(_ diagnostics: [Diagnostic], sources: [String: SourceText]) -> String {
    diagnostics.map { text($0, source: sources[$0.file]) }.joined()
  }

  private func text(_ diagnostic: Diagnostic, source: SourceText?) -> String {
    let start = diagnostic.range.lowerBound
    let severity = paint(
      diagnostic.severity.rawValue + ":", diagnostic.severity == .error ? "1;31" : "1;33")
    let place = Self.printable("\(diagnostic.file):\(start)")
    var text = "\(paint("\(place):", "1")) \(severity) "
    text += paint(Self.printable(Self.short(diagnostic.message)), "1") + " [\(diagnostic.code)]\n"
    if let source { text += excerpt(diagnostic.range, source) }
    for note in diagnostic.notes { text += "  note: \(Self.printable(Self.short(note)))\n" }
    return text
  }

  // MARK: - The line and what is underlined

  private func excerpt(_ range: SourceRange, _ source: SourceText) -> String {
    let number = String(range.lowerBound.line)
    let line = source.line(range.lowerBound.line)
    let length = line.utf8.count
    let start = min(max(0, range.lowerBound.column - 1), length)
    let isOneLine = range.upperBound.line == range.lowerBound.line
    let end = min(max(start, isOneLine ? range.upperBound.column - 1 : length), length)
    var cells = Self.cells(of: line)
    var caret = cells.prefix { $0.offset + $0.bytes <= start }.count
    // A line longer than a terminal's is shown from shortly before the place on.
    var lead = ""
    if caret > Self.width / 2 {
      cells.removeFirst(caret - Self.width / 4)
      caret = Self.width / 4
      lead = "…"
    }
    let isCut = cells.count > Self.width
    cells = Array(cells.prefix(Self.width))
    let before = cells.prefix(caret).reduce(lead.isEmpty ? 0 : 1) { $0 + $1.columns }
    let marked = cells.dropFirst(caret).prefix { $0.offset < end }.reduce(0) { $0 + $1.columns }
    let gutter = String(repeating: " ", count: number.count)
    let underline = "^" + String(repeating: "~", count: max(0, marked - 1))
    return """
        \(number) | \(lead)\(cells.map(\.text).joined())\(isCut ? "…" : "")
        \(gutter) | \(String(repeating: " ", count: before))\(paint(underline, "1;32"))

      """
  }

  /// A character as a terminal shows it.
  private struct Cell {
    var text: String
    /// Where it starts in the line, in bytes, and how many it has.
    var offset: Int
    var bytes: Int
    /// How many columns a terminal gives it.
    var columns: Int
  }

  private static func cells(of line: String) -> [Cell] {
    var offset = 0
    return line.map { character in
      let text = printable(String(character))
      let isWide = character.unicodeScalars.contains { scalar in
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
          0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0xFE0F:
          true
        default: false
        }
      }
      defer { offset += character.utf8.count }
      // What acts is shown by its name, which is longer.
      let columns = text == String(character) || text == " " ? 1 : text.count
      return Cell(
        text: text, offset: offset, bytes: character.utf8.count, columns: isWide ? 2 : columns)
    }
  }

  /// A message may quote what an author wrote, and that may be a page of digits.
  private static func short(_ text: String) -> String {
    text.count <= longest ? text : text.prefix(longest / 2) + " … " + text.suffix(longest / 2)
  }

  /// A lesson is not trusted: nothing in it may move a terminal's cursor or reorder its text.
  static func printable(_ text: String) -> String {
    VisibleText.of(text).replacingScalars("\t", with: " ").replacingScalars("\n", with: " ")
  }

  private func paint(_ text: String, _ code: String) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
