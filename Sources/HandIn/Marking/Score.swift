/// What one answer is worth.
package struct Score: Sendable, Equatable {
  package enum State: Sendable, Equatable {
    /// Nothing was written: no points, unless an instructor gives some.
    case unanswered
    /// Marked by the answer's own check.
    case right, wrong
    /// Wrong in a way that the answer's own check has a name and points for.
    case partial(Double, name: String)
    /// Marked by an instructor.
    case marked(Double)
    /// Left to an instructor, and outside the total until then.
    case awaiting
    /// The check itself failed: never a wrong answer, and outside the total.
    case fault(String)
  }

  package var question: String
  /// `nil` for a question without points.
  package var maximum: Double?
  package var state: State

  /// Points, where they are known.
  package var points: Double? {
    switch state {
    case .unanswered, .wrong: 0
    case .right: maximum ?? 0
    case .marked(let points), .partial(let points, _): points
    case .awaiting, .fault: nil
    }
  }

  /// Whether the answer counts in the total.
  package var counts: Bool { points != nil }
}

/// The scores of one hand-in, in the order of the lesson.
package struct Scorecard: Sendable, Equatable {
  package var scores: [Score]

  /// The points of everything that is marked.
  package var points: Double { scores.reduce(0) { $0 + ($1.points ?? 0) } }

  /// The most that could be had for what is marked.
  package var maximum: Double {
    scores.reduce(0) { $0 + ($1.counts ? $1.maximum ?? 0 : 0) }
  }

  /// The most that could be had for everything.
  package var fullMaximum: Double { scores.reduce(0) { $0 + ($1.maximum ?? 0) } }

  /// How many answers await marking, those included whose check failed.
  package var awaiting: Int { scores.count { !$0.counts } }

  package subscript(question: String) -> Score? { scores.first { $0.question == question } }
}
