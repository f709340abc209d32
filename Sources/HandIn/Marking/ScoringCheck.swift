import Lessons
import Records

/// Whether a lesson's marking can be trusted: a hand-out with nothing answered scores nothing, and
/// the model answers score full marks.
public enum ScoringCheck {
  /// What is wrong, a line each with the place of the answer; nothing for a lesson without answers.
  public static func problems(of loaded: LoadedLesson) -> [String] {
    guard let lesson = loaded.lesson, !loaded.answers.isEmpty else { return [] }
    let marker = Marker(lesson, answers: loaded.answers)
    let empty = marker.mark(Self.blankAnswers(lesson, loaded.answers))
    var problems = empty.scores.filter { $0.points != 0 }.map { score in
      "\(place(of: score.question, loaded)): a hand-out with nothing answered does not score 0"
    }
    let models = Dictionary(
      loaded.answers.map { ($0.id.value, model(of: $0, marker)) }, uniquingKeysWith: { $1 })
    for score in marker.mark(models).scores {
      guard let answer = loaded.answers.first(where: { $0.id.value == score.question }),
        !answer.selfCheck.isEmpty, let words = problem(score.state)
      else { continue }
      problems.append("\(place(of: score.question, loaded)): \(words)")
    }
    return problems
  }

  private static func problem(_ state: Score.State) -> String? {
    switch state {
    case .right: nil
    case .wrong: "the check does not accept the model answer"
    case .fault(let reason): reason
    case .unanswered, .awaiting, .marked:
      """
      the check marks no model answer; write one into the answer, on a line of its own, as \
      `value: 0.5` or `choice: b`
      """
    }
  }

  /// The answers of a student who hands in the hand-out as it is.
  private static func blankAnswers(_ lesson: ParsedLesson, _ answers: [ParsedAnswer])
    -> [String: String]
  {
    let merged = AnswersMerge(AnswersTemplate(lesson, answers: answers))
    return Dictionary(
      AnswersText(merged.text).sections.map { ($0.id, $0.body) }, uniquingKeysWith: { $1 })
  }

  /// What the instructor's own answer would be, typed by a student: the answer's text where it
  /// holds a value or choice that can be read, else what its check names.
  private static func model(of answer: ParsedAnswer, _ marker: Marker) -> String {
    let text = MarkupText.text(of: answer.content)
    let options = marker.questions.first { $0.id == answer.id.value }?.options ?? []
    switch answer.selfCheck.first {
    case .value(let constraint):
      if TypedValue.number(in: text) != nil { return text }
      return named(constraint).map { "value: \(CanonicalJSON.number($0))" } ?? text
    case .choice(let choice):
      return TypedValue.choice(in: text, options: options) == nil ? "choice: \(choice)" : text
    case nil: return text
    }
  }

  /// The number that a constraint names; `nil` where it names none or several.
  private static func named(_ constraint: Constraint) -> Double? {
    switch constraint {
    case .equals(let value, _), .near(let value, _): value
    case .between(let lower, let upper): (lower + upper) / 2
    default: nil
    }
  }

  /// The file and line of an answer.
  private static func place(of question: String, _ loaded: LoadedLesson) -> String {
    guard let answer = loaded.answers.first(where: { $0.id.value == question }) else {
      return question
    }
    let line = answer.range.lowerBound.line
    let file = loaded.sources.first { $0.value.line(line).contains("answer \(question)") }?.key
    return "\(file.map { "\($0):\(line): " } ?? "")answer \(question)"
  }
}
