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
}
