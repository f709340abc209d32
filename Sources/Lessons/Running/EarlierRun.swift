import Engine
import Records

/// An earlier run's record in the place of a run.
package enum EarlierRun {
  /// Why a record does not serve, in a few words.
  package struct Unfit: Error, Sendable, Equatable, CustomStringConvertible {
    package var description: String
  }

  /// The record with the verdicts that the lesson of today gives it.
  ///
  /// It serves where running the plan now would give the same results: a complete run of the same
  /// steps with the same values on the same files, by this engine with these products, and
  /// with nothing in it changed since. Prose, questions and expectations may be others: no result
  /// depends on them.
  ///
  /// - Parameter assets: what is on this machine now of the plan's data and weights, each file
  ///   digested.
  package static func judged(
    _ record: RunRecord, for plan: LessonPlan, assets: [LocatedAsset]
  ) throws(Unfit) -> RunRecord {
    try require(record.status == .complete, "it is of a run that did not complete")
    try require(record.lesson.id == plan.identity.id, "it is of another lesson")
    try require(
      record.parameters == plan.recordedParameters && record.seed == plan.seed
        && record.profile == plan.profile,
      "it is of a run with other parameters")
    let files = assets.map(\.record).reduce(into: [AssetRecord]()) { files, asset in
      if !files.contains(asset) { files.append(asset) }
    }
    try require(record.assets == files, "it is of a run on other data or weights")
    let engine = Machine.engine()
    try require(
      record.engine.version == engine.version,
      "it was made by engine \(record.engine.version), and this is \(engine.version)")
    try require(
      record.engine.rounding == engine.rounding,
      "its products were \(record.engine.rounding), and they would be \(engine.rounding)")
    try require(
      steps(of: record.document) == steps(of: plan.document)
        && record.steps.map(\.id) == plan.steps.map(\.id)
        && record.steps.map(\.seed) == plan.steps.map(\.seed)
        && record.steps.map(\.status) == plan.steps.map { $0.isSkipped ? .skipped : .complete },
      "its steps are not the lesson's")
    try require(
      (try? RunRecord.resultsDigest(of: record.steps)) == record.resultsSHA256,
      "its results were changed: their digest is another")
    var judged = record
    (judged.expectations, judged.claims) = Judge.judge(plan, record: record)
    return judged
  }

  private static func steps(of document: [DocumentBlock]) -> [[String]] {
    document.compactMap { block in
      if case .step(let step) = block { [step.id, step.source] } else { nil }
    }
  }

  private static func require(_ holds: Bool, _ reason: String) throws(Unfit) {
    guard holds else { throw Unfit(description: reason) }
  }
}
