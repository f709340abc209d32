import Engine
import Foundation
import Lessons
import LivePage
import Records
import Synchronization

/// Runs a plan: fetches what is missing, shows how far it is, and keeps the record on disk.
struct Replay {
  var plan: LessonPlan
  var store: AssetStore
  var threads: Int
  var display: RunDisplay
  /// Where the report goes; `nil` where none is wanted.
  var folder: ReportFolder?
  /// Where results of earlier runs come from; `nil` where everything is to be computed.
  var cache: StepCache?
  /// Other runs for the report to be compared with.
  var beside: [BesideRun] = []
  /// Told of the record at the end, also where the run did not complete.
  var keep: (@Sendable (RunRecord) -> Void)?
  /// Who watches the run, and is told where its report is.
  var live: LiveRun?

  /// The record of the run and where its report lies.
  ///
  /// Throws where the run did not complete, after having written what there is.
  func run() throws -> (record: RunRecord, report: URL?) {
    Interrupt.install()
    do {
      try AssetFetching(store: store, display: display).fetchMissing(plan.assets)
    } catch {
      folder?.discard()
      throw error
    }

    // The runner knows nothing of disks: a record that cannot be written stops it.
    let problem = Mutex<Failure?>(nil)
    let runner = LessonRunner(
      plan: plan, assets: store, threads: threads, cache: cache, beside: beside
    ) { event in
      display.show(event)
      guard case .record(let record) = event else { return }
      do {
        try folder?.write(record)
      } catch {
        problem.withLock { $0 = error as? Failure }
        Interrupt.cancellation.cancel()
      }
    }
    let (record, failure) = runner.run(cancellation: Interrupt.cancellation)
    display.finish()
    keep?(record)
    if let failure = problem.withLock({ $0 }) { throw failure }
    let report = try folder?.finish(record)
    if let report { live?.end(.report("\(report.path)/report.html")) }
    if let failure {
      if let report {
        Terminal.errorLine("lesson: what there is so far: \(report.path)/report.html")
      }
      if failure.kind == .interrupted, let cache {
        let command = "the same command" + (cache.isFresh ? ", without --fresh," : "")
        Terminal.errorLine("lesson: what was saved is kept; \(command) goes on from there")
      }
      throw Failure(failure)
    }
    return (record, report)
  }
}
