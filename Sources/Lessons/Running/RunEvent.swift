import Engine
import Records

/// What happens in a run, as it happens.
package enum RunEvent: Sendable {
  /// `index` counts from 1.
  case stepStarted(id: String, index: Int, count: Int)
  /// A line as the notebook prints it.
  case printed(step: String, line: String)
  /// Work within a step, such as "encoding": so much of so much.
  case progress(step: String, what: String, done: Int, total: Int)
  case batch(step: String, BatchOutcome)
  /// A training goes on after the batches with these losses, which an earlier run has computed.
  case resumed(step: String, losses: [Float], batchesPerEpoch: Int, epochs: Int)
  case stepEnded(StepRecord)
  /// What the cache has done for the current step.
  case cache(step: String, CacheEvent)
  case asset(AssetProgress)
  /// The record as it stands: at the start, after each step, and at least every 30 seconds.
  case record(RunRecord)
}

/// Told of every event, one at a time, from whichever thread it happens on.
package typealias RunObserver = @Sendable (RunEvent) -> Void
