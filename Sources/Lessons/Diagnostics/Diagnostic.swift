/// Something wrong, or worth a look, in a lesson file.
///
/// Problems in a lesson are collected values, all shown at once; errors are thrown only for files,
/// the network and the engine.
package struct Diagnostic: Sendable, Equatable {
  package enum Severity: String, Sendable, Codable { case error, warning }

  package var severity: Severity
  /// The stable name of the rule, such as `unknown-action`.
  package var code: String
  /// The path of the file, as the user named it.
  package var file: String
  package var range: SourceRange
  /// What is wrong: one line, no final period.
  package var message: String
  /// What was expected, what is allowed, what to do: a line each.
  package var notes: [String]

  package init(
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

  /// An error of a file as a whole, shown at its first line.
  package init(code: String, wholeFile file: String, message: String, notes: [String] = []) {
    let place = SourceLocation(line: 1, column: 1)
    self.init(
      code: code, file: file, range: SourceRange(place, place), message: message, notes: notes)
  }

  /// Several lessons of one id, of which each would write over the reports of the others.
  package static func namesakes(
    _ id: Located<String>, in file: String, _ others: [String]
  ) -> Diagnostic {
    Diagnostic(
      code: "duplicate-lesson-id", file: file, range: id.range,
      message: "`\(id.value)` is the id of another lesson too: \(others.joined(separator: ", "))",
      notes: ["give one of them another id: reports and records are named after it"])
  }
}
