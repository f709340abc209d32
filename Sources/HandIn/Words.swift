import Records

extension Words {
  static func verdict(_ handIn: CollectedHandIn) -> String {
    switch handIn.verdict {
    case .intact: "as written"
    case .edited: "edited"
    case .otherVersion: "another version"
    }
  }

  /// Points as people write them.
  package static func points(_ value: Double) -> String { CanonicalJSON.number(value) }

  /// What an item of a rubric gives or takes.
  static func credit(_ value: Double) -> String { "\(value > 0 ? "+" : "−")\(points(abs(value)))" }

  /// A question by its place, as the page has it, and by its id, as the answers file has it.
  static func question(_ number: Int, _ id: String) -> String {
    "question \(number) (\(OneLine.of(id)))"
  }

  /// The questions that have no answer.
  package static func open(_ record: RunRecord, _ answers: [String: String]) -> [String] {
    record.questions.enumerated().filter { answers[$1.id] == nil }.map { question($0 + 1, $1.id) }
  }

  /// The result of one answer.
  package static func state(_ score: Score) -> String {
    let maximum = score.maximum.map { " of \(points($0))" } ?? ""
    return switch score.state {
    case .unanswered: "no answer"
    case .right: "right, \(points(score.points ?? 0))\(maximum)"
    case .partial(let given, let name):
      "partly right (\(OneLine.of(name))), \(points(given))\(maximum)"
    case .wrong: "wrong, 0\(maximum)"
    case .marked(let given): "marked \(points(given))\(maximum)"
    case .awaiting: "awaiting marking"
    case .fault(let reason): "awaiting marking: \(reason)"
    }
  }

  /// The questions without an answer.
  static func missing(_ handIn: CollectedHandIn) -> [String] {
    handIn.scorecard.scores.map(\.question).filter { (handIn.answers[$0] ?? "").isEmpty }
  }

  /// Who wrote much the same: `low-loss as Ada (62 %)`.
  static func similar(_ handIn: CollectedHandIn, among handIns: [CollectedHandIn]) -> [String] {
    handIn.similar.sorted { $0.key < $1.key }.map { question, others in
      "\(OneLine.of(question)) as \(names(of: others, among: handIns))"
    }
  }

  /// Whose answers share much of the wording, the nearest first.
  static func names(of others: [CollectedHandIn.Similar], among handIns: [CollectedHandIn])
    -> String
  {
    let sorted = others.sorted { ($1.share, $0.place) < ($0.share, $1.place) }
    let names = sorted.prefix(5).map { other in
      "\(handIns[other.place].who) (\(Int((other.share * 100).rounded())) %)"
    }
    let more = others.count > 5 ? " and \(others.count - 5) more" : ""
    return names.joined(separator: ", ") + more
  }

  /// Who wrote the same: `low-loss as Ada, Bob`.
  static func identical(_ handIn: CollectedHandIn) -> [String] {
    handIn.identical.sorted { $0.key < $1.key }.map { question, others in
      let names = others.prefix(5).joined(separator: ", ")
      let more = others.count > 5 ? " and \(others.count - 5) more" : ""
      return "\(OneLine.of(question)) as \(names)\(more)"
    }
  }
}
