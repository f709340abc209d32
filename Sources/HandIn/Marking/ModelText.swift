import Lessons
import Records

/// The text of a model answer, and the number or choice that it states.
struct ModelText {
  struct Problem: Error { var message: String }

  enum Number {
    case number(Double)
    /// A line is there, and no one number can be read from it.
    case unreadable(String)
    /// A line with a percentage.
    case percentage(String)
    case absent
  }

  /// Code apart: what stands there is an example.
  private let text: String
  /// Without the notes on marking.
  private let prose: String

  init(_ answer: ParsedAnswer) {
    let blocks = answer.content.filter { if case .code = $0 { false } else { true } }
    let paragraphs = blocks.map { MarkupText.text(of: [$0]) }
    text = paragraphs.joined(separator: "\n")
    prose = paragraphs.filter { !$0.lowercased().hasPrefix("marking") }.joined(separator: "\n")
  }

  /// What is said where a model answer lacks its line.
  static func missing(_ example: String) -> String {
    "the model answer does not state what the check is tried on; write what a student would type on "
      + "a line of its own, as `\(example)`"
  }

  /// The number of the line `value: …`, or of a first line that is nothing else.
  ///
  /// - Parameter inPercent: whether the question asks for a percentage. Elsewhere `50 %` is one half,
  ///   and 50 is not.
  func number(inPercent: Bool) -> Number {
    let lines = ["value", "answer"].lazy.map { TypedValue.keyed([$0], in: text) }
      .first { !$0.isEmpty }
    guard let lines else { return TypedValue.number(in: text).map(Number.number) ?? .absent }
    if !inPercent, let line = lines.first(where: ModelNumber.isPercentage) {
      return .percentage(OneLine.of("value:\(line)", limit: 80))
    }
    let numbers = lines.map(ModelNumber.read)
    guard let first = numbers[0], numbers.allSatisfy({ $0 == first }) else {
      return .unreadable(
        OneLine.of(lines.map { "value:\($0)" }.joined(separator: ", "), limit: 80))
    }
    return .number(first)
  }

  /// The choice of the line `choice: …`, or of a first line that starts with nothing else, where the
  /// text names no other.
  func choice(options: [String]) -> Result<String, Problem> {
    guard let choice = TypedValue.choice(in: text, options: options) else {
      guard let line = TypedValue.line(after: "choice", in: text) else {
        return .failure(Problem(message: Self.missing("choice: \(options.first ?? "a")")))
      }
      let offered =
        options.isEmpty ? "" : "; the question offers \(options.joined(separator: ", "))"
      return .failure(
        Problem(
          message:
            "the check marks no model answer: no one choice of the question can be read from "
            + "`choice: \(OneLine.of(line, limit: 60))`\(offered)"))
    }
    let said = SaidAnswers.choices(in: prose, options: options)
    let first = TypedValue.firstChoice(of: text, options: options).map { [$0] } ?? []
    if let other = (first + said).first(where: { $0 != choice.lowercased() }) {
      return .failure(
        Problem(message: "the model answer says \(other) in its text and \(choice) in its line"))
    }
    return .success(choice)
  }

  /// Every number of the text, notes on marking apart.
  var numbers: [Double] {
    prose.split(whereSeparator: { $0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{202F}" })
      .compactMap { word in
        ModelNumber.read(word.without { "()[]{},;:.!?*_`\"'“”‘’".contains($0) })
      }
  }

  /// Numbers of the text that say otherwise than its line: those that are called the answer, and those
  /// that are the line's number but for a slip.
  func otherNumbers(than number: Double) -> [Double] {
    SaidAnswers.numbers(in: prose) + SaidAnswers.slips(of: number, among: numbers)
  }
}
