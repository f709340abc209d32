import Lessons
import Records
import Report

/// Whether a lesson's marking can be trusted: a hand-out with nothing answered scores nothing, and
/// the model answers score full marks.
package enum ScoringCheck {
  /// What is wrong; nothing for a lesson without answers.
  ///
  /// - Parameter run: a run of the lesson, for checks that compare with one; without it those are
  ///   left out.
  package static func problems(of loaded: LoadedLesson, run: RunRecord? = nil) -> [ScoringProblem] {
    guard let lesson = loaded.lesson, !loaded.answers.isEmpty else { return [] }
    let marker = Marker(lesson, answers: loaded.answers)
    let empty = marker.mark(Self.blankAnswers(lesson, loaded.answers), of: run)
    let unearned = empty.scores.filter { $0.points != 0 }.map { score in
      problem(score.question, "a hand-out with nothing answered does not score 0", loaded)
    }
    let models = ModelAnswers(
      loaded.answers, marker, run, isDefault: isDefault(run, of: lesson))
    let scores = marker.mark(models.texts, of: run).scores
    return unearned
      + scores.compactMap { score in
        (models.problems[score.question] ?? words(score, models.texts[score.question]))
          .map { problem(score.question, $0, loaded) }
      }
  }

  /// Answers whose check is not tried though nothing is wrong with it, with the reason.
  package static func untried(of loaded: LoadedLesson, run: RunRecord? = nil) -> [ScoringProblem] {
    guard let lesson = loaded.lesson, !loaded.answers.isEmpty else { return [] }
    let models = ModelAnswers(
      loaded.answers, Marker(lesson, answers: loaded.answers), run,
      isDefault: isDefault(run, of: lesson))
    return loaded.answers.compactMap { answer in
      models.untried[answer.id.value].map {
        problem(answer.id.value, "the check is not tried: \($0)", loaded)
      }
    }
  }

  private static func isDefault(_ run: RunRecord?, of lesson: ParsedLesson) -> Bool {
    guard let run else { return false }
    let front = lesson.frontMatter
    return run.seed == front.seed.value
      && front.parameters.allSatisfy { run.parameters[$0.name.value] == $0.value.value }
  }

  /// Why a model answer does not score full marks; `nil` where it does.
  ///
  /// - Parameter typed: what a student would have typed; `nil` where there is nothing to try.
  private static func words(_ score: Score, _ typed: String?) -> String? {
    guard let typed else { return nil }
    let line = typed.replacing("\n", with: ", ")
    return switch score.state {
    case .right: nil
    case .wrong: "the check does not accept the model answer, which says `\(line)`"
    case .partial: "the check takes the model answer, which says `\(line)`, for partly right"
    case .fault(let reason): reason
    case .unanswered, .awaiting, .marked: "the check marks no model answer that says `\(line)`"
    }
  }

  /// The answers of a student who hands in the hand-out as it is.
  private static func blankAnswers(_ lesson: ParsedLesson, _ answers: [ParsedAnswer])
    -> [String: String]
  {
    let merged = AnswersMerge(AnswersTemplate(lesson, answers: answers))
    return Dictionary(
      AnswersText(merged.text).sections.map { ($0.id, AnswersReader.answer(in: $0)) },
      uniquingKeysWith: { $1 })
  }

  /// With the file and line of the answer.
  private static func problem(
    _ question: String, _ message: String, _ loaded: LoadedLesson
  ) -> ScoringProblem {
    let line = loaded.answers.first { $0.id.value == question }?.range.lowerBound.line
    let file = line.flatMap { line in
      loaded.sources.first { $0.value.line(line).contains("answer \(question)") }?.key
    }
    return ScoringProblem(
      file: file, line: file == nil ? nil : line, question: question, message: message)
  }
}

/// Something in a lesson's marking that cannot be trusted.
package struct ScoringProblem: Sendable, Equatable, CustomStringConvertible {
  /// Where the answer stands; `nil` where that is not known.
  package var file: String?
  package var line: Int?
  package var question: String
  package var message: String

  package var description: String {
    let place = file.map { "\($0):\(line.map { "\($0): " } ?? " ")" } ?? ""
    return "\(place)answer \(question): \(message)"
  }
}
