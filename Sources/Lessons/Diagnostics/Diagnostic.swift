/// Something wrong, or worth a look, in a lesson file.
///
/// Problems in a lesson are collected values, all shown at once; errors are thrown only for files,
/// the network and the engine.
public struct Diagnostic: Sendable, Equatable {
  public enum Severity: String, Sendable, Codable { case error, warning }

  public var severity: Severity
  /// The stable name of the rule, such as `unknown-action`.
  public var code: String
  /// The path of the file, as the user named it.
  public var file: String
  public var range: SourceRange
  /// What is wrong: one line, no final period.
  public var message: String
  /// What was expected, what is allowed, what to do: a line each.
  public var notes: [String]

  public init(
    _ severity: Severity = .error, code: String, file: String, range: SourceRange, message: String,
    notes: [String] = []
  ) {
    self.severity = severity
    self.code = code
    self.file = file
    self.range = range
    self.message = message
    self.notes = notes
  }
}
