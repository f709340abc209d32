import Records

extension ClassCollection {
  /// Puts the instructor's marks into the scores, and adds a row for every mark that is not typed
  /// yet.
  ///
  /// A typed mark counts before an automatic one. A mark above the question's points is taken, and
  /// said.
  ///
  /// - Returns: what is odd in the marks, a line each.
  public mutating func apply(_ marks: inout MarksFile) -> [String] {
    var warnings = lessons.compactMap(\.lesson.unmarked) + marks.warnings
    var used: Set<MarksFile.Key> = []
    let several = lessons.count > 1
    for index in handIns.indices {
      let handIn = handIns[index]
      guard !handIn.name.isEmpty || !handIn.id.isEmpty else { continue }
      for place in handIn.scorecard.scores.indices {
        let score = handIn.scorecard.scores[place]
        let question = OneLine.of(several ? "\(handIn.lesson)/\(score.question)" : score.question)
        let key = MarksFile.Key(id: handIn.id, name: handIn.name, question: question)
        used.insert(key)
        if let points = marks.mark(key) {
          if let maximum = score.maximum, points > maximum {
            warnings.append(
              "\(handIn.who), \(question): \(CanonicalJSON.number(points)) points of "
                + CanonicalJSON.number(maximum))
          }
          handIns[index].scorecard.scores[place].state = .marked(points)
        }
        marks.add(key, values: Self.row(handIn, score, question))
      }
    }
    let others = Set(marks.known.subtracting(used).map(\.student)).sorted()
    if !others.isEmpty {
      let names = others.prefix(5).map { OneLine.of($0, limit: 40) }.joined(separator: ", ")
      warnings.append(
        "marks kept of \(others.count) who handed in nothing here: \(names)"
          + (others.count > 5 ? ", …" : ""))
    }
    return warnings
  }

  private static func row(_ handIn: CollectedHandIn, _ score: Score, _ question: String)
    -> [String: String]
  {
    let automatic: String =
      switch score.state {
      case .right, .wrong, .unanswered: CanonicalJSON.number(score.points ?? 0)
      case .marked, .awaiting, .fault: ""
      }
    return [
      "id": handIn.id, "name": handIn.name, "question": question,
      "maximum": score.maximum.map(CanonicalJSON.number) ?? "", "automatic": automatic,
    ]
  }
}
