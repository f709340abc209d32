import Records

/// A student's variant as it was typed: fences of an answers file that give steps anew.
///
///     ```instead STEP [seed=N]
///     - windows: months
///       length: 6
///     ```
public struct OwnText: Sendable {
  /// A fence.
  public struct Fence: Sendable, Equatable {
    /// The number of its opening line, from 1.
    public var line: Int
    /// What stands behind the marks, and the column of its first byte, from 1.
    public var info: String
    public var column: Int
    /// The lines between the fence's own.
    public var body: [String]

    public init(line: Int, info: String, column: Int, body: [String]) {
      (self.line, self.info, self.column, self.body) = (line, info, column, body)
    }
  }

  /// The question under which it stands.
  public var question: String
  public var fences: [Fence]
  /// The text that messages show lines of, and the name that they call it by.
  public var source: SourceText

  public init(question: String, fences: [Fence], source: SourceText) {
    (self.question, self.fences, self.source) = (question, fences, source)
  }

  /// A variant as a hand-in's record tells of it.
  ///
  /// - Parameter name: what messages call it.
  public init(_ own: OwnVariant, name: String) {
    var lines: [String] = []
    var fences: [Fence] = []
    for step in own.steps {
      var body = step.source.split(
        omittingEmptySubsequences: false, whereSeparator: { $0.isNewline }
      ).map(String.init)
      if body.last?.isEmpty == true { body.removeLast() }
      let info = "instead \(step.id)" + (step.seed.map { " seed=\($0)" } ?? "")
      fences.append(Fence(line: lines.count + 1, info: info, column: 4, body: body))
      lines += ["```\(info)"] + body + ["```"]
    }
    self.init(
      question: own.question, fences: fences,
      source: SourceText(file: name, text: lines.joined(separator: "\n")))
  }

  /// The name by which `--variant` asks for it where there are several.
  public var name: String { "\(OwnVariant.name)-\(question)" }

  /// The variant as a record holds it; `nil` where it cannot be read.
  public var variant: OwnVariant? {
    let (steps, diagnostics) = OwnReading.steps(of: self)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    return OwnReading.variant(steps, question: question)
  }
}
