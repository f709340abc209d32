import Lessons
import Records

/// What the instructor's own answers would be, typed by a student.
///
/// An answer with a check has to state what the check is tried on, in one form: a line `value: …` or
/// `choice: …`. The check's own number proves nothing of the text beside it.
struct ModelAnswers {
  /// What there is to try a check on.
  private enum Reading {
    /// What a student would type, a line for each thing the checks ask for.
    case typed([String])
    /// Nothing, for a reason that is no mistake.
    case untried(String)
    /// Nothing, though there should be; with what to do.
    case problem(String)
  }

  /// What a student would type, by question.
  private(set) var texts: [String: String] = [:]
  /// Why a model answer cannot be marked though it should, by question.
  private(set) var problems: [String: String] = [:]
  /// Why a check is not tried though nothing is wrong, by question.
  private(set) var untried: [String: String] = [:]

  /// - Parameter isDefault: whether the run is that of the lesson's defaults, of which its answers
  ///   speak.
  init(_ answers: [ParsedAnswer], _ marker: Marker, _ run: RunRecord?, isDefault: Bool) {
    for answer in answers where !answer.selfCheck.isEmpty {
      let id = answer.id.value
      let question = marker.questions.first { $0.id == id }
      switch Self.reading(of: answer, question, run, isDefault) {
      case .typed(let lines): texts[id] = lines.joined(separator: "\n")
      case .untried(let reason): untried[id] = reason
      case .problem(let problem): problems[id] = problem
      }
    }
  }

  private static func reading(
    of answer: ParsedAnswer, _ question: Marker.Question?, _ run: RunRecord?, _ isDefault: Bool
  ) -> Reading {
    let text = ModelText(answer)
    let number = text.number(inPercent: question?.asksInPercent ?? false)
    var lines: [String] = []
    if answer.selfCheck.contains(where: \.asksForChoice) {
      switch text.choice(options: question?.options ?? []) {
      case .success(let choice): lines.append("choice: \(choice)")
      case .failure(let problem): return .problem(problem.message)
      }
    }
    let values = answer.selfCheck.filter { !$0.asksForChoice }
    guard !values.isEmpty else { return .typed(lines) }
    switch value(values, text, number, run, isDefault) {
    case .typed(let value): return .typed(lines + value)
    case let other: return other
    }
  }

  private static func value(
    _ checks: [ParsedAnswer.SelfCheck], _ text: ModelText, _ number: ModelText.Number,
    _ run: RunRecord?, _ isDefault: Bool
  ) -> Reading {
    let paths = checks.compactMap(\.path)
    if !paths.isEmpty, run == nil { return .untried("it compares with a run, and there is none") }
    if !paths.isEmpty, !isDefault, case .number = number {
      return .untried("the model answer states the number of another run")
    }
    switch number {
    case .number(let number):
      if let said = text.otherNumbers(than: number).first(where: { said in
        checks.contains { $0.verdict(onValue: said, of: run) == .fail }
      }) {
        return .problem(
          "the text says \(CanonicalJSON.number(said)) and its line "
            + "\(CanonicalJSON.number(number)), and the check does not accept the former; write the "
            + "number on its line and nowhere else")
      }
      return .typed(["value: \(CanonicalJSON.number(number))"])
    case .unreadable(let line):
      return .problem(
        "no one number can be read from the model answer's `\(line)`; write a line such as "
          + "`value: 0.5` or `value: 1,032 weights`")
    case .percentage(let line):
      return .problem(
        "`\(line)` is a percentage, and the question does not ask for one: write a plain number, or "
          + "say in the question that the answer is to be in %")
    case .absent: break
    }
    // What is compared with a run differs from run to run: the path itself is the model answer.
    if let path = paths.first, let run {
      guard let number = ResultPath(path)?.value(in: run)?.number else {
        return .problem("the run has no number at `\(path)`")
      }
      return .typed(["value: \(CanonicalJSON.number(number))"])
    }
    guard checks.contains(where: \.isHidden) else {
      return .problem(ModelText.missing("value: 0.5"))
    }
    // The line would show what the check hides.
    let numbers = text.numbers
    guard !numbers.isEmpty else {
      return .untried("its number is hidden, and the model answer does not tell it")
    }
    guard
      let met = numbers.first(where: { number in
        checks.allSatisfy { $0.verdict(onValue: number, of: run) == .pass }
      })
    else {
      return .problem(
        "no number of the model answer's text is the hidden one; state it as `value: 0.5` on a line "
          + "of its own, or leave numbers to paragraphs that start with `Marking`")
    }
    return .typed(["value: \(CanonicalJSON.number(met))"])
  }
}

extension ParsedAnswer.SelfCheck {
  fileprivate var asksForChoice: Bool { if case .choice = self { true } else { false } }

  fileprivate var isHidden: Bool { if case .value(.hidden) = self { true } else { false } }

  /// The place of a run that it compares with.
  fileprivate var path: String? { if case .value(.same(let path)) = self { path } else { nil } }
}
