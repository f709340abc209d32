/// What is taken over from a markdown cell: its headings, and how much prose stands between them.
///
/// The prose itself is its author's and is not kept.
struct MarkdownOutline: Equatable {
  enum Piece: Equatable {
    case heading(level: Int, text: String)
    case prose(paragraphs: Int)
  }

  private(set) var pieces: [Piece] = []

  init(_ markdown: String) {
    var fence: Substring?
    var paragraph: [Substring] = []
    func endParagraph(_ outline: inout MarkdownOutline) {
      if !paragraph.isEmpty { outline.addParagraph() }
      paragraph = []
    }
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      let isIndented = line.count - text.count > 3
      if let open = fence {
        if text.hasPrefix(open) { fence = nil }
      } else if !isIndented, text.hasPrefix("```") || text.hasPrefix("~~~") {
        fence = text.prefix(3)
        paragraph.append(text)
      } else if text.allSatisfy(\.isWhitespace) {
        endParagraph(&self)
      } else if !isIndented, let heading = Self.heading(text) {
        endParagraph(&self)
        pieces.append(heading)
      } else if !isIndented, paragraph.count == 1, let level = Self.underline(text) {
        pieces.append(.heading(level: level, text: Self.plain(paragraph[0])))
        paragraph = []
      } else {
        paragraph.append(text)
      }
    }
    endParagraph(&self)
  }

  private mutating func addParagraph() {
    if case .prose(let count)? = pieces.last {
      pieces[pieces.count - 1] = .prose(paragraphs: count + 1)
    } else {
      pieces.append(.prose(paragraphs: 1))
    }
  }

  /// `## text ##`, or one HTML heading on a line.
  private static func heading(_ line: Substring) -> Piece? {
    if line.hasPrefix("<h"), let digit = line.dropFirst(2).first?.wholeNumberValue,
      (1...6).contains(digit), line.contains("</h\(digit)>")
    {
      return .heading(level: digit, text: plain(line))
    }
    let level = line.prefix { $0 == "#" }.count
    let rest = line.dropFirst(level)
    guard (1...6).contains(level), rest.first.map({ $0 == " " || $0 == "\t" }) ?? true else {
      return nil
    }
    var text = rest
    while text.last?.isWhitespace == true { text.removeLast() }
    let open = text.reversed().drop { $0 == "#" }
    if open.first?.isWhitespace ?? true { text = text.prefix(open.count) }
    return .heading(level: level, text: plain(text))
  }

  private static func underline(_ line: Substring) -> Int? {
    var text = line
    while text.last?.isWhitespace == true { text.removeLast() }
    if text.allSatisfy({ $0 == "=" }) { return 1 }
    return text.allSatisfy { $0 == "-" } ? 2 : nil
  }

  /// A heading's words without markup.
  private static func plain(_ text: Substring) -> String {
    var out = ""
    var rest = text
    while let character = rest.popFirst() {
      switch character {
      case "\\": if let next = rest.popFirst() { out.append(next) }
      case "`", "*": continue
      case "<" where rest.contains(">"): rest = rest.drop { $0 != ">" }.dropFirst()
      case "!" where rest.hasPrefix("["):
        if let end = rest.firstIndex(of: ")") { rest = rest[end...].dropFirst() }
      case "[": continue
      case "]" where rest.hasPrefix("("): rest = rest.drop { $0 != ")" }.dropFirst()
      case "]": continue
      default:
        let isShown = character.unicodeScalars.allSatisfy { scalar in
          scalar.properties.generalCategory != .control
            && scalar.properties.generalCategory != .format
            && scalar.value != 0x2028 && scalar.value != 0x2029
        }
        out += isShown ? String(character) : " "
      }
    }
    return out.split { $0.isWhitespace }.joined(separator: " ")
  }
}
