/// What has been found wrong in one file, while it is read.
struct DiagnosticBag {
  /// A hostile file must not fill the terminal: what comes after so many is left out.
  static let limit = 200

  let file: String
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether something of the lesson could not be read, so that what is left would be misjudged:
  /// a step that is missing would make every use of it look wrong.
  private(set) var hasLostContent = false

  init(file: String) { self.file = file }

  /// Adds an error; `losing` says that part of the lesson is missing because of it.
  mutating func error(
    _ code: String, at range: SourceRange, _ message: String, notes: [String] = [],
    losing: Bool = false
  ) {
    add(.error, code, range, message, notes)
    if losing { hasLostContent = true }
  }

  mutating func warning(
    _ code: String, at range: SourceRange, _ message: String, notes: [String] = []
  ) {
    add(.warning, code, range, message, notes)
  }

  /// Everything found, in the order of the file.
  var sorted: [Diagnostic] {
    diagnostics.enumerated()
      .sorted {
        ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
      }
      .map(\.element)
  }

  private mutating func add(
    _ severity: Diagnostic.Severity, _ code: String, _ range: SourceRange, _ message: String,
    _ notes: [String]
  ) {
    guard diagnostics.count < Self.limit else {
      // An error behind the limit must still stop the lesson.
      if severity == .error { hasLostContent = true }
      return
    }
    diagnostics.append(
      Diagnostic(
        severity, code: code, file: file, range: range, message: message, notes: notes))
  }
}
