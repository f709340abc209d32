import Records

extension VisibleText {
  /// The text on one line, cut where it is long, for a terminal, a log or a table's cell.
  ///
  /// GitHub runs `##[…]` anywhere in a line, and `::…::` at its start.
  public static func line(_ text: some StringProtocol, limit: Int) -> String {
    var line = of(String(text)).split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    line = line.replacingScalars("##[", with: "## [")
    if line.unicodeScalars.starts(with: "::".unicodeScalars) { line = "·" + line }
    guard line.count > limit else { return line }
    return line.prefix(limit - 1) + "…"
  }
}
