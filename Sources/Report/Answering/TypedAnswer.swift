/// What a student typed.
enum TypedAnswer {
  /// The text without empty lines around it; `nil` where there is nothing.
  static func text(_ text: String?) -> String? {
    guard let text else { return nil }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let isEmpty = { (line: Substring) in line.allSatisfy(\.isWhitespace) }
    guard let first = lines.firstIndex(where: { !isEmpty($0) }),
      let last = lines.lastIndex(where: { !isEmpty($0) })
    else { return nil }
    return lines[first...last].joined(separator: "\n")
  }

  /// The text with the lines joined that an editor broke in the middle of a paragraph, for a column
  /// of another width: long lines that another one of prose follows.
  ///
  /// Empty lines, lists, quotations, tables and code stay as they are.
  static func joined(_ text: String) -> String {
    var lines: [String] = []
    var fence: Fence?
    var mayGoOn = false
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let wasCode = fence != nil
      fence = Fence.after(line, open: fence)
      let isCode = wasCode || fence != nil
      if mayGoOn, !isCode, isProse(line) {
        lines[lines.count - 1] += " " + line
      } else {
        lines.append(String(line))
      }
      mayGoOn = !isCode && line.count >= brokenLength && line.last != " "
    }
    return lines.joined(separator: "\n")
  }

  /// Editors break lines at 72 columns and more, at a word.
  private static let brokenLength = 60

  /// Whether a line may go on a paragraph: it starts with no mark of a list, a quotation or a table.
  private static func isProse(_ line: Substring) -> Bool {
    guard let first = line.first, !first.isWhitespace, !"-+*>#|`~=".contains(first) else {
      return false
    }
    let rest = line.drop { $0.isASCII && $0.isNumber }
    return rest.startIndex == line.startIndex || !(rest.hasPrefix(". ") || rest.hasPrefix(") "))
  }
}
