import Lessons
import Records
import Report

/// What the instructor's own answers would be, typed by a student: an answer's text where it holds a
/// value or choice that can be read, else what its check names.
struct ModelAnswers {
  /// By question.
  private(set) var texts: [String: String] = [:]
  /// Questions whose check has something to be tried on.
  private var marked: Set<String> = []

  init(_ answers: [ParsedAnswer], _ marker: Marker, _ run: RunRecord?) {
    for answer in answers {
      let id = answer.id.value
      let text = MarkupText.text(of: answer.content)
      let options = marker.questions.first { $0.id == id }?.options ?? []
      texts[id] = Self.typed(answer.selfCheck, text, options, run)
      if Self.canBeTried(answer.selfCheck, text, run) { marked.insert(id) }
    }
  }

  func canBeMarked(_ question: String) -> Bool { marked.contains(question) }

  /// A check that compares with a run needs one, and what is hidden cannot be read out of its check.
  private static func canBeTried(
    _ checks: [ParsedAnswer.SelfCheck], _ text: String, _ run: RunRecord?
  ) -> Bool {
    !checks.isEmpty
      && checks.allSatisfy { check in
        switch check {
        case .value(.same): run != nil
        case .value(.hidden): TypedValue.number(in: text) != nil
        case .value, .choice: true
        }
      }
  }

  /// A line for each thing the checks ask for and the text does not say.
  private static func typed(
    _ checks: [ParsedAnswer.SelfCheck], _ text: String, _ options: [String], _ run: RunRecord?
  ) -> String {
    var lines: [String] = []
    if TypedValue.number(in: text) == nil,
      let number = checks.lazy.compactMap({ named($0, run) }).first
    {
      lines.append("value: \(CanonicalJSON.number(number))")
    }
    for case .choice(let choice) in checks
    where TypedValue.choice(in: text, options: options) == nil {
      lines.append("choice: \(choice)")
    }
    return lines.isEmpty ? text : lines.joined(separator: "\n")
  }

  /// The number that a check names; `nil` where it names none or several.
  private static func named(_ check: ParsedAnswer.SelfCheck, _ run: RunRecord?) -> Double? {
    guard case .value(let constraint) = check else { return nil }
    return switch constraint {
    case .equals(let value, _), .near(let value, _): value
    case .between(let lower, let upper): (lower + upper) / 2
    case .same(let path):
      run.flatMap { ResultPath(path)?.value(in: $0)?.number }
    default: nil
    }
  }
}
