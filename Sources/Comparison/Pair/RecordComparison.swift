import Records
import Report

/// Two runs beside each other: what they started from, then what came of it.
package struct RecordComparison: Sendable {
  /// A run and what to call it.
  package struct Side: Sendable {
    /// Where it was read from, as the user named it.
    package var name: String
    package var record: RunRecord

    package init(name: String, record: RunRecord) { (self.name, self.record) = (name, record) }
  }

  package var a: Side
  package var b: Side
  package var tolerance: Tolerance
  package var inputs: [InputComparison]
  /// Every step of both, in A's order and then in B's.
  package var steps: [StepComparison]
  package var predictions: [PredictionComparison]
  /// Expectations and claims that come out differently.
  package var verdicts: [VerdictComparison]

  package init(_ a: Side, _ b: Side, tolerance: Tolerance = .standard) {
    (self.a, self.b, self.tolerance) = (a, b, tolerance)
    let own = Set(a.record.steps.map(\.id))
    let ids = a.record.steps.map(\.id) + b.record.steps.map(\.id).filter { !own.contains($0) }
    steps = ids.map { StepComparison($0, a.record.step($0), b.record.step($0), tolerance) }
    inputs = InputComparison.of(a.record, b.record)
    predictions = PredictionComparison.of(a.record, b.record)
    verdicts = VerdictComparison.of(a.record, b.record)
  }

  /// Of all results; `different` too where no step was completed by both.
  package var agreement: Agreement {
    guard steps.contains(where: \.isCompared) else { return .different }
    return steps.reduce(.identical) { $0.and($1.agreement) }
  }

  /// What B changes of A, where they are of one lesson and not of the same variant.
  var changes: VariantChanges? {
    let (one, other) = (a.record, b.record)
    guard one.lesson.id == other.lesson.id,
      one.variant != other.variant || one.own != other.own
    else { return nil }
    return VariantChanges(plain: one, variant: other)
  }

  /// How many expectations and claims were judged in one of the runs alone.
  package var oneSidedVerdicts: Int { verdicts.count(where: \.isOneSided) }

  /// The whole in one sentence.
  package var summary: String {
    guard steps.contains(where: \.isCompared) else {
      return "different: no step was completed by both runs"
    }
    guard agreement == .different else {
      return "\(agreement.text): \(Words.count(steps.count, "step"))"
    }
    let different = steps.filter { $0.agreement == .different }
    let path = different.first?.differences.first.map { ".\($0.path)" } ?? ""
    let first = OneLine.of((different.first?.id ?? "") + path)
    return "different: \(different.count) of \(Words.count(steps.count, "step")), first \(first)"
  }
}
