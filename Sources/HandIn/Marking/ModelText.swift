import Lessons
import Records

/// The text of a model answer, and the number or choice that it states.
struct ModelText {
  struct Problem: Error { var message: String }

  enum Number {
    case number(Double)
    /// A line is there, and no one number can be read from it.
    case unreadable(String)
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
  func number() -> Number {
    let lines = ["value", "answer"].lazy.map { TypedValue.keyed([$0], in: text) }
      .first { !$0.isEmpty }
    guard let lines else { return TypedValue.number(in: text).map(Number.number) ?? .absent }
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
    let known = Set(options.map { $0.lowercased() })
    let said = saidWords.map { $0.lowercased() }.filter {
      known.isEmpty ? $0.count == 1 && $0.first?.isLetter == true : known.contains($0)
    }
    let first = TypedValue.firstChoice(of: text, options: options).map { [$0] } ?? []
    if let other = (first + said).first(where: { $0 != choice }) {
      return .failure(
        Problem(message: "the model answer says \(other) in its text and \(choice) in its line"))
    }
    return .success(choice)
  }

  /// Every number of the text, notes on marking apart.
  var numbers: [Double] {
    prose.split(whereSeparator: { $0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{202F}" })
      .compactMap { word in
        ModelNumber.read(word.trimming { "()[]{},;:.!?*_`\"'".contains($0) })
      }
  }

  /// The numbers after "answer is".
  var saidNumbers: [Double] {
    said.compactMap { rest in
      let word = rest.prefix { !$0.isWhitespace || $0 == "\u{A0}" || $0 == "\u{202F}" }
      return ModelNumber.read(word.trimming { "()[],;:.!?*_`\"'".contains($0) })
    }
  }

  /// The words after "answer is" that end there: "a" may be an article.
  private var saidWords: [String] {
    said.compactMap { rest in
      let rest = rest.drop { "([*_`\"'“‘".contains($0) }
      let word = rest.prefix { $0.isLetter || $0.isNumber }
      let next = rest.dropFirst(word.count).drop { "*_`\"'”’".contains($0) }.first
      guard !word.isEmpty, next.map({ !$0.isWhitespace || $0.isNewline }) ?? true else {
        return nil
      }
      return String(word)
    }
  }

  /// What follows each "answer is" of the text.
  private var said: [Substring] {
    text.ranges(of: "answer is ").map { text[$0.upperBound...] }
  }
}

extension Substring {
  /// Without the characters at both ends that are to go.
  fileprivate func trimming(_ isOut: (Character) -> Bool) -> Substring {
    var text = drop(while: isOut)
    while let last = text.last, isOut(last) { text.removeLast() }
    return text
  }
}
