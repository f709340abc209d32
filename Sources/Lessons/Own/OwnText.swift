import Records

/// A student's variant as it was typed: fences of an answers file that give steps anew.
///
///     ```instead STEP [seed=N]
///     - windows: months
///       length: 6
///     ```
package struct OwnText: Sendable {
  /// A fence.
  package struct Fence: Sendable, Equatable {
    /// The number of its opening line, from 1.
    package var line: Int
    /// What stands behind the marks, and the column of its first byte, from 1.
    package var info: String
    package var column: Int
    /// The lines between the fence's own.
    package var body: [String]

    package init(line: Int, info: String, column: Int, body: [String]) {
      (self.line, self.info, self.column, self.body) = (line, info, column, body)
    }
  }

  /// The question under which it stands.
  package var question: String
  package var fences: [Fence]
  /// The text that messages show lines of, and the name that they call it by.
  package var source: SourceText

  package init(question: String, fences: [Fence], source: SourceText) {
    (self.question, self.fences, self.source) = (question, fences, source)
  }

  /// A variant as a hand-in's record tells of it.
  ///
  /// - Parameter name: what messages call it.
  package init(_ own: OwnVariant, name: String) {
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
  package var name: String { "\(OwnVariant.name)-\(question)" }

  /// The variant as a record holds it; `nil` where it cannot be read.
  package var variant: OwnVariant? {
    let (steps, diagnostics) = OwnReading.steps(of: self)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    return OwnReading.variant(steps, question: question)
  }
}
