import Records

/// A step of two runs.
package struct StepComparison: Sendable, Equatable {
  package var id: String
  /// How the step stands in each run; `nil` in a run that has no such step.
  package var statusA: RunStatus?
  package var statusB: RunStatus?
  package var secondsA: Double?
  package var secondsB: Double?
  /// Whether the time is that of an earlier run, kept in the cache.
  package var isCachedA: Bool
  package var isCachedB: Bool
  /// What differs in its results, the worst first.
  package var differences: [ValueDifference]

  init(_ id: String, _ a: StepRecord?, _ b: StepRecord?, _ tolerance: Tolerance) {
    self.id = id
    (statusA, statusB) = (a?.status, b?.status)
    (secondsA, secondsB) = (a?.seconds, b?.seconds)
    (isCachedA, isCachedB) = (a?.fromCache ?? false, b?.fromCache ?? false)
    guard let a, let b else {
      differences = []
      return
    }
    let all = ValueComparison(tolerance: tolerance)
      .differences(.object(a.results), .object(b.results), at: "")
    let rank = { (difference: ValueDifference) in
      (difference.agreement == .different ? 0 : 1, difference.path.count { $0 == "." })
    }
    // A loss tells more than the digest of a tensor, so what lies deep comes last.
    differences = all.enumerated().sorted {
      (rank($0.element).0, rank($0.element).1, $0.offset)
        < (rank($1.element).0, rank($1.element).1, $1.offset)
    }.map(\.element)
  }

  /// Whether both runs completed it.
  package var isCompared: Bool { statusA == .complete && statusB == .complete }

  package var agreement: Agreement {
    guard statusA == statusB else { return .different }
    return differences.reduce(.identical) { $0.and($1.agreement) }
  }

  /// Its agreement in words, or why there is none.
  package var text: String {
    switch (statusA, statusB) {
    case (nil, _): "only in B"
    case (_, nil): "only in A"
    case (let a?, let b?) where a != b: "\(a.rawValue) | \(b.rawValue)"
    case (let a?, _) where a != .complete: "\(a.rawValue) in both"
    default: agreement.text
    }
  }
}
