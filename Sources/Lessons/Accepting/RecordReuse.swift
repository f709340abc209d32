import Engine
import Foundation
import Records

/// Whether the record of an earlier run says what a run would come to now.
public enum RecordReuse {
  /// Why a record does not serve, in words that follow "the record is "; `nil` where it does.
  ///
  /// Prose, questions and expectations may differ: no result depends on them.
  ///
  /// - Throws: where an asset that the plan names is unknown or, being a place of the user's, cannot
  ///   be read.
  public static func obstacle(
    _ record: RunRecord, to plan: LessonPlan, store: AssetStore
  ) throws(AssetError) -> String? {
    guard record.status == .complete else { return "of a run that did not complete" }
    guard record.lesson.id == plan.identity.id else { return "of another lesson" }
    guard record.parameters == plan.recordedParameters, record.profile == plan.profile,
      record.seed == plan.seed
    else { return "of other parameters" }
    let seeds = record.steps.map(\.seed) == plan.steps.map(\.seed)
    guard seeds, steps(of: record.document) == steps(of: plan.document) else {
      return "of other steps than the lesson has now"
    }
    guard record.engine.version == Machine.engineVersion else {
      return "of another version of the engine"
    }
    guard record.engine.kernelFingerprint == kernelFingerprint else {
      return "of a machine whose kernels round otherwise"
    }
    var files: Set<String> = []
    for request in plan.assets {
      files.formUnion(try store.expected(request).record.files.map(\.sha256))
    }
    guard files == Set(record.assets.flatMap(\.files).map(\.sha256)) else {
      return "of other data or weights"
    }
    guard (try? RunRecord.resultsDigest(of: record.steps)) == record.resultsSHA256 else {
      return "damaged or edited: its digest does not recompute"
    }
    return nil
  }

  /// Measured once: a sweep asks for every one of its runs.
  private static let kernelFingerprint = KernelFingerprint.measure().digest

  private static func steps(of document: [DocumentBlock]) -> [[String]] {
    document.compactMap { block in
      if case .step(let step) = block { [step.id, step.source] } else { nil }
    }
  }
}
