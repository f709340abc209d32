import HandIn
import Records

/// The marking of one answers file, as graders pass it on.
package struct Grade: Sendable {
  /// One question that has points.
  struct Item: Sendable, Equatable {
    var question: String
    var points: Double
    /// 0 for what awaits an instructor: it stands outside the total.
    var maximum: Double
    var isFull: Bool
    /// The result in words.
    var text: String
  }

  let lesson: String
  let items: [Item]
  /// What a student should know beside the points.
  let note: String

  var points: Double { items.reduce(0) { $0 + $1.points } }
  var maximum: Double { items.reduce(0) { $0 + $1.maximum } }

  /// The marks of answers that could be read.
  package init(_ scorecard: Scorecard, lesson: String) {
    self.lesson = lesson
    items = scorecard.scores.filter { $0.maximum != nil }.map { score in
      let maximum = score.counts ? score.maximum ?? 0 : 0
      return Item(
        question: score.question, points: score.points ?? 0, maximum: maximum,
        isFull: score.counts && score.points == score.maximum, text: Words.state(score))
    }
    let awaiting = scorecard.scores.count { !$0.counts }
    note =
      awaiting == 0
      ? "" : "\(Words.count(awaiting, "answer")) await an instructor, outside the total"
  }

  /// An answers file that cannot be read scores nothing, and says why.
  ///
  /// - Parameter questions: the lesson's, all of them unanswered.
  package init(unreadable problem: HandInProblem, questions: Scorecard, lesson: String) {
    self.lesson = lesson
    items = questions.scores.compactMap { score in
      score.maximum.map { maximum in
        Item(
          question: score.question, points: 0, maximum: maximum, isFull: false,
          text: "not marked: the answers file cannot be read")
      }
    }
    note = OneLine.of(problem.description, limit: 500)
  }

  /// In one line, for a log.
  package var summary: String {
    let total = "\(Words.points(points)) of \(Words.points(maximum)) points"
    return "\(lesson): \(total)\(note.isEmpty ? "" : "; \(note)")"
  }
}

/// The graders whose files can be written.
package enum Grader: String, CaseIterable, Sendable {
  case classroom50, gradescope

  /// The name of the file that the grader reads.
  package var fileName: String { self == .classroom50 ? "result.json" : "results.json" }

  /// - Parameter date: when it was graded, ISO 8601 in UTC.
  package func value(
    _ grade: Grade, environment: [String: String], date: String
  ) -> JSONValue {
    switch self {
    case .classroom50: Classroom50Result.value(grade, environment: environment, date: date)
    case .gradescope: GradescopeResults.value(grade)
    }
  }

  /// The member in which a grader leaves room for what it does not know; `nil` where it takes such
  /// members anywhere.
  ///
  /// Source: Gradescope, "Autograder specifications", `extra_data`.
  package var freeMember: String? { self == .gradescope ? "extra_data" : nil }
}
