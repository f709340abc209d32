/// Text of somebody else on a line of ours: for terminals, logs and the cells of tables.
///
/// A name, a file's name or an answer can hold line breaks, terminal escapes, and the commands that
/// a CI system looks for in what it logs.
public enum OneLine {
  /// The text on one line, cut where it is long.
  ///
  /// GitHub runs `##[…]` anywhere in a line, and `::…::` at its start.
  public static func of(_ text: some StringProtocol, limit: Int = 120) -> String {
    var line = VisibleText.of(String(text)).split { $0.isWhitespace || $0.isNewline }
      .joined(separator: " ")
    line = line.replacingScalars("##[", with: "## [")
    if line.unicodeScalars.starts(with: "::".unicodeScalars) { line = "·" + line }
    guard line.count > limit else { return line }
    return line.prefix(limit - 1) + "…"
  }
}
