import Records

/// An expectation or a claim that two runs come out differently on.
package struct VerdictComparison: Sendable, Equatable {
  /// `train-head.mean_loss[0]: < 0.3`, `claim low-loss`.
  package var name: String
  /// `nil` where the run has no such expectation or claim.
  package var a: Verdict?
  package var b: Verdict?
  /// Whether the verdict would give away the answer to a question.
  package var answersAQuestion = false
  /// Of a claim that one of the lessons does not tell the outcome of, what came of it in each run.
  private var outcomes: [String?] = []

  /// What differs, expectations first.
  static func of(_ a: RunRecord, _ b: RunRecord) -> [VerdictComparison] {
    let (left, right) = (expectations(of: a), expectations(of: b))
    var found: [VerdictComparison] = []
    for name in left.names + right.names.filter({ left.verdicts[$0] == nil }) {
      let (x, y) = (left.verdicts[name], right.verdicts[name])
      if x != y { found.append(VerdictComparison(name: OneLine.of(name), a: x, b: y)) }
    }
    let claims = a.claims.map(\.id) + b.claims.map(\.id)
    for id in claims.reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
      let (x, y) = (a.claims.first { $0.id == id }, b.claims.first { $0.id == id })
      // What the author expects is not told in a hand-out.
      let isUntold = x?.isUntold == true || y?.isUntold == true
      let differs = x?.holds != y?.holds || (!isUntold && x?.verdict != y?.verdict)
      guard differs || (x == nil) != (y == nil) else { continue }
      found.append(
        VerdictComparison(
          name: OneLine.of("claim \(id)"), a: x?.verdict, b: y?.verdict,
          answersAQuestion: x?.question != nil || y?.question != nil,
          outcomes: isUntold ? [x, y].map(outcome) : []))
    }
    return found
  }

  /// The same constraint may stand in several blocks: the second is told from the first.
  private static func expectations(of record: RunRecord) -> (
    names: [String], verdicts: [String: Verdict]
  ) {
    var names: [String] = []
    var verdicts: [String: Verdict] = [:]
    for expectation in record.expectations {
      var name = "\(expectation.check.path): \(expectation.check.constraint)"
      while verdicts[name] != nil { name += " (again)" }
      names.append(name)
      verdicts[name] = expectation.check.verdict
    }
    return (names, verdicts)
  }

  private static func outcome(_ claim: ClaimRecord?) -> String? {
    guard let claim else { return nil }
    return claim.holds.map { $0 ? "holds" : "does not hold" }
      ?? (claim.isJudged ? "cannot be judged" : nil)
  }

  /// Whether only one of the runs was judged by it.
  package var isOneSided: Bool {
    guard outcomes.isEmpty else { return outcomes.contains(nil) }
    return [a, b].contains { $0 == nil || $0 == .notApplicable }
  }

  /// `pass | fail`, or no more than that it differs.
  package var text: String {
    if answersAQuestion { return "comes out differently" }
    let words = outcomes.isEmpty ? [a?.rawValue, b?.rawValue] : outcomes
    return words.map { $0 ?? "not there" }.joined(separator: " | ")
  }
}
