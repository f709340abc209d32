import Lessons
import Records

/// Marks answers by the checks of the instructor's file; what has none awaits an instructor.
package struct Marker: Sendable {
  /// A question with what marks it.
  struct Question: Sendable {
    var id: String
    var points: Double?
    /// The letters that its list offers.
    var options: [String]
    /// Whether it asks for a percentage.
    var asksInPercent = false
    var checks: [ParsedAnswer.SelfCheck]
    var partials: [ParsedAnswer.Partial] = []
  }

  let questions: [Question]

  package init(_ lesson: ParsedLesson, answers: [ParsedAnswer]) {
    questions = lesson.blocks.compactMap { block in
      guard case .question(let question) = block else { return nil }
      let answer = answers.first { $0.id.value == question.id.value }
      return Question(
        id: question.id.value, points: question.points,
        options: Self.options(in: question.content),
        asksInPercent: Self.speaksOfPercent(question.content), checks: answer?.selfCheck ?? [],
        partials: answer?.partials ?? [])
    }
  }

  /// Where no lesson is at hand: the questions as the record has them, all of them awaiting.
  package init(_ record: RunRecord) {
    questions = record.questions.map { question in
      Question(id: question.id, points: question.points, options: [], checks: [])
    }
  }

  /// The scores of some answers, by the question's id.
  ///
  /// - Parameter run: the student's own run, for checks that compare with it.
  package func mark(_ answers: [String: String], of run: RunRecord? = nil) -> Scorecard {
    Scorecard(
      scores: questions.map { question in
        Score(
          question: question.id, maximum: question.points,
          state: Self.state(of: answers[question.id] ?? "", question, run))
      })
  }

  private static func state(of text: String, _ question: Question, _ run: RunRecord?)
    -> Score.State
  {
    guard !AnswersReader.isBlank(text) else { return .unanswered }
    guard !question.checks.isEmpty else { return .awaiting }
    var verdicts: [Verdict] = []
    for check in question.checks {
      switch check {
      case .value:
        guard let value = TypedValue.number(in: text) else { return .awaiting }
        verdicts.append(check.verdict(onValue: value, of: run))
      case .choice:
        guard let choice = TypedValue.choice(in: text, options: question.options) else {
          return .awaiting
        }
        verdicts.append(check.verdict(onChoice: choice))
      }
    }
    if verdicts.contains(.error) || verdicts.contains(.notApplicable) {
      return .fault("the check cannot be evaluated on this answer")
    }
    guard verdicts.contains(.fail) else { return .right }
    // In half of the world 1.000 is a thousand. Where that would be right a person decides.
    if let thousands = TypedValue.thousands(in: text),
      question.checks.allSatisfy({ $0.verdict(onValue: thousands, of: run) == .pass })
    {
      return .awaiting
    }
    return partial(text, question, run)
  }

  /// What a wrong answer is worth: the first of the kinds that it is.
  private static func partial(_ text: String, _ question: Question, _ run: RunRecord?)
    -> Score.State
  {
    let met = question.partials.first { partial in
      let verdict: Verdict? =
        switch partial.check {
        case .value:
          TypedValue.number(in: text).map { partial.check.verdict(onValue: $0, of: run) }
        case .choice:
          TypedValue.choice(in: text, options: question.options).map {
            partial.check.verdict(onChoice: $0)
          }
        }
      return verdict == .pass
    }
    return met.map { .partial($0.points.value, name: $0.name) } ?? .wrong
  }

  private static func speaksOfPercent(_ content: [MarkupBlock]) -> Bool {
    let text = MarkupText.text(of: content).lowercased()
    return ["%", "percent", "per cent"].contains { text.contains($0) }
  }

  /// The letters a question offers: list items that start with a single word in strong type.
  static func options(in content: [MarkupBlock]) -> [String] {
    content.flatMap { block -> [String] in
      guard case .list(_, _, let items) = block else { return [] }
      return items.compactMap { item in
        guard case .paragraph(let inlines)? = item.first, case .strong(let word)? = inlines.first
        else { return nil }
        let text = MarkupText.text(of: word).trimmingPrefix("(")
        return String(text.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      }
    }
  }
}
