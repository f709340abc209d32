import Base
import Records

extension ClassCollection {
  /// Puts the instructor's marks into the scores, and adds a row for every mark that is not typed
  /// yet.
  ///
  /// A typed mark counts before an automatic one. A mark above the question's points is taken, and
  /// said. An answer that has changed since it was marked awaits marking again.
  ///
  /// - Returns: what is odd in the marks, a line each.
  package mutating func apply(_ marks: inout MarksFile) -> [String] {
    var warnings = lessons.compactMap(\.lesson.unmarked) + marks.warnings
    var used: Set<MarksFile.Key> = []
    let shared = questionsOfSeveralLessons
    let students = Set(
      handIns.map { MarksFile.Key(id: $0.id, name: $0.name, question: "").student })
    for index in handIns.indices {
      let handIn = handIns[index]
      guard handIn.counts, !handIn.name.isEmpty || !handIn.id.isEmpty else { continue }
      for place in handIn.scorecard.scores.indices {
        let score = handIn.scorecard.scores[place]
        let keys = Self.names(of: score.question, of: handIn.lesson, shared).map { question in
          MarksFile.Key(id: handIn.id, name: handIn.name, question: question)
        }
        // A row stays the one that counts when another lesson joins or leaves the folder.
        let key =
          keys.first(where: marks.known.contains)
          ?? marks.lookalike(ofOneOf: keys, students: students) ?? keys[0]
        let question = key.question
        used.insert(key)
        let digest = Self.digest(of: handIn.answers[score.question] ?? "")
        let isForAnother = marks.isForAnother(digest, key)
        if isForAnother {
          // Points for what somebody wrote before say nothing of what stands there now.
          handIns[index].scorecard.scores[place].state = .awaiting
          warnings.append(
            "\(handIn.who), \(question): marked, but the answer has changed since; mark it again, "
              + "or empty its cell in the column answer")
        } else if let points = marks.mark(key) {
          if let maximum = score.maximum, points > maximum {
            warnings.append(
              "\(handIn.who), \(question): \(CanonicalJSON.number(points)) points of "
                + CanonicalJSON.number(maximum))
          }
          handIns[index].scorecard.scores[place].state = .marked(points)
        }
        let values = Self.row(handIn, score, question)
        handIns[index].rows[score.question] = CollectedHandIn.Row(
          key: key, values: values, answer: digest, isForAnother: isForAnother)
        marks.add(key, values: values)
      }
    }
    let unused = marks.known.subtracting(used)
    for question in Set(unused.map(\.question)).intersection(shared).sorted() {
      warnings.append(
        "rows for \(question), which several lessons ask: write LESSON/\(question), whose it is")
    }
    let present = Set(used.map(\.student))
    let strange = Set(
      unused.filter { present.contains($0.student) && !shared.contains($0.question) }.map(
        \.question))
    for question in strange.sorted().prefix(5) {
      warnings.append("rows for \(OneLine.of(question)), which no lesson here asks")
    }
    let others = Set(unused.map(\.student)).subtracting(present).sorted()
    if !others.isEmpty {
      let names = others.prefix(5).map { OneLine.of($0, limit: 40) }.joined(separator: ", ")
      warnings.append(
        "marks kept of \(others.count) who handed in nothing here: \(names)"
          + (others.count > 5 ? ", …" : ""))
    }
    return warnings
  }

  /// Questions whose id alone does not say which lesson's they are.
  private var questionsOfSeveralLessons: Set<String> {
    var seen: [String: Int] = [:]
    for (lesson, _) in lessons {
      for id in Set(lesson.questions.map { OneLine.of($0.id) }) { seen[id, default: 0] += 1 }
    }
    return Set(seen.filter { $0.value > 1 }.keys)
  }

  /// What a row may call a question, the usual name first.
  private static func names(of question: String, of lesson: String, _ shared: Set<String>)
    -> [String]
  {
    let own = OneLine.of(question)
    let qualified = OneLine.of("\(lesson)/\(question)")
    return shared.contains(own) ? [qualified] : [own, qualified]
  }

  private static func digest(of answer: String) -> String {
    String(SHA256Digest.hex(of: answer).prefix(16))
  }

  private static func row(_ handIn: CollectedHandIn, _ score: Score, _ question: String)
    -> [String: String]
  {
    let automatic: String =
      switch score.state {
      case .right, .partial, .wrong, .unanswered: CanonicalJSON.number(score.points ?? 0)
      case .marked, .awaiting, .fault: ""
      }
    return [
      "id": handIn.id, "name": handIn.name, "question": question,
      "maximum": score.maximum.map(CanonicalJSON.number) ?? "", "automatic": automatic,
    ]
  }
}
