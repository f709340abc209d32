import Records

/// Reads a student's variant with the very reader of lessons, within narrower limits.
enum OwnReading {
  /// More than anybody types: steps, and bytes of all of them.
  static let mostSteps = 20
  static let mostBytes = 16 << 10

  /// The steps, and everything that is wrong with their text.
  ///
  /// - Parameter offset: added to the number of each line, so that it can be told apart from those of a lesson.
  static func steps(
    of text: OwnText, offset: Int = 0
  ) -> (steps: [ParsedStep], diagnostics: [Diagnostic]) {
    var bag = DiagnosticBag(file: text.source.file)
    let fences = text.fences.map { fence in
      var fence = fence
      fence.line += offset
      return fence
    }
    guard isWithinLimits(fences, &bag) else { return ([], bag.sorted) }
    var steps: [ParsedStep] = []
    for fence in fences {
      guard let step = step(fence, &bag) else { continue }
      if steps.contains(where: { $0.id.value == step.id.value }) {
        bag.error(
          "duplicate-id", at: step.id.range,
          "the variant gives step `\(step.id.value)` anew already")
      }
      steps.append(step)
    }
    return (steps, bag.sorted)
  }

  static func variant(_ steps: [ParsedStep], question: String) -> OwnVariant {
    OwnVariant(
      question: question,
      steps: steps.map { .init(id: $0.id.value, seed: $0.seed?.value, source: $0.source) })
  }

  private static func isWithinLimits(_ fences: [OwnText.Fence], _ bag: inout DiagnosticBag) -> Bool
  {
    var bytes = 0
    for (index, fence) in fences.enumerated() {
      bytes += fence.info.utf8.count + fence.body.reduce(0) { $0 + $1.utf8.count + 1 }
      guard index >= mostSteps || bytes > mostBytes else { continue }
      bag.error(
        "own-too-large", at: place(of: fence),
        "a variant of your own has at most \(mostSteps) steps and \(mostBytes) bytes in all")
      return false
    }
    return true
  }

  private static func place(of fence: OwnText.Fence) -> SourceRange {
    let start = SourceLocation(line: fence.line, column: fence.column)
    return SourceRange(start, start.advanced(by: fence.info.utf8.count))
  }

  private static func step(_ fence: OwnText.Fence, _ bag: inout DiagnosticBag) -> ParsedStep? {
    guard hasCleanCharacters(fence, &bag) else { return nil }
    let start = SourceLocation(line: fence.line, column: fence.column)
    let words = DirectiveHeader.words(of: Substring(fence.info), at: start)
    if let word = words.first, word.value != DirectiveKind.instead.rawValue {
      bag.error(
        "unknown-directive", at: word.range, "`\(word.value)` gives no step anew",
        notes: ["write \(DirectiveKind.instead.usage)"])
      return nil
    }
    guard let header = DirectiveHeader(.instead, words: words, &bag) else { return nil }
    let end = SourceLocation(line: fence.line + fence.body.count + 1, column: 1)
    return StepParser.parse(
      header, lines: fence.body, firstLine: fence.line + 1,
      text: fence.body.map { $0 + "\n" }.joined(),
      range: SourceRange(SourceLocation(line: fence.line, column: 1), end), &bag)
  }

  /// What parsers and terminals take for something else is refused, as in a lesson.
  private static func hasCleanCharacters(
    _ fence: OwnText.Fence, _ bag: inout DiagnosticBag
  ) -> Bool {
    for (index, line) in ([fence.info] + fence.body).enumerated() {
      var column = index == 0 ? fence.column : 1
      for scalar in line.unicodeScalars {
        guard InputLimits.isRefused(scalar) else {
          column += UTF8.width(scalar)
          continue
        }
        let place = SourceLocation(line: fence.line + index, column: column)
        let hex = String(scalar.value, radix: 16, uppercase: true)
        bag.error(
          "control-character", at: SourceRange(place, place.advanced(by: UTF8.width(scalar))),
          "the character U+\(String(repeating: "0", count: max(0, 4 - hex.count)))\(hex) cannot stand in a step"
        )
        return false
      }
    }
    return true
  }
}
