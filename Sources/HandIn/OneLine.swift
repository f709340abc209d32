import Report

/// Text of a student on a line of ours: for terminals, logs and the cells of tables.
///
/// A name, a file's name or an answer can hold line breaks, terminal escapes, and the commands that
/// a CI system looks for in what it logs.
public enum OneLine {
  /// The text on one line, cut where it is long.
  public static func of(_ text: some StringProtocol, limit: Int = 120) -> String {
    VisibleText.line(text, limit: limit)
  }
}
