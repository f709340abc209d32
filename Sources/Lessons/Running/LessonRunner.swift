import Engine
import Foundation
import Records

/// Runs a plan: fetches what it needs, takes its steps in order, and keeps the record.
package struct LessonRunner: Sendable {
  private let plan: LessonPlan
  private let assets: any AssetProvider
  private let threads: Int
  private let cache: StepCache?
  private let observer: RunObserver
  /// Other runs for the record to be compared with.
  private let beside: [BesideRun]
  /// How often a record goes out within a step.
  var recordInterval = Duration.seconds(30)
  /// What the run may use; `nil` where that is not known.
  var memory = MachineMemory.limit()

  /// - Parameter cache: where results come from that an earlier run has computed, and where this one
  ///   leaves its own; `nil` computes everything and keeps nothing.
  package init(
    plan: LessonPlan, assets: any AssetProvider, threads: Int, cache: StepCache? = nil,
    beside: [BesideRun] = [], observer: @escaping RunObserver
  ) {
    self.plan = plan
    self.assets = assets
    self.threads = threads
    self.cache = cache
    self.beside = beside
    self.observer = observer
  }

  /// Runs all steps that the plan does not skip, or until one fails or `cancellation` is set.
  ///
  /// The record says the same as the failure: the step that failed has the message and no results,
  /// and the steps after it are pending.
  ///
  /// - Parameter states: where what each step starts from goes; `nil` where it is not asked for.
  package func run(
    cancellation: Cancellation, states: ProofStates? = nil
  ) -> (record: RunRecord, failure: StepFailure?) {
    let record = initialRecord()
    let recorder = RunRecorder(record, interval: recordInterval, observer: observer)
    do throws(StepFailure) {
      let located = try locateAssets(recorder, cancellation)
      try checkModels(located, recorder)
      let cached = cache.map {
        CachedRun(plan, $0, engine: record.engine, assets: located, recorder: recorder)
      }
      let context = RunContext(
        pool: WorkerPool(threads: threads), cancellation: cancellation, assets: located,
        recorder: recorder, features: { cached?.features(of: $0, $1) })
      for index in plan.steps.indices where !plan.steps[index].isSkipped {
        recorder.start(step: index)
        try write(states, before: plan.steps[index].id, context)
        recorder.end(.complete, results: try run(step: index, context, cached))
      }
      if let last = plan.steps.last { try write(states, before: nil, context, in: last.id) }
    } catch {
      let status: RunStatus = error.kind == .interrupted ? .interrupted : .failed
      recorder.end(status, error: error.message)
      finish(recorder, status)
      return (recorder.emit(), error)
    }
    finish(recorder, .complete)
    return (recorder.emit(), nil)
  }

  /// Finds all data and weights before the first step: what is missing is said at once, and not an
  /// hour into a training.
  private func locateAssets(
    _ recorder: RunRecorder, _ cancellation: Cancellation
  ) throws(StepFailure) -> [AssetRequest: LocatedAsset] {
    var located: [AssetRequest: LocatedAsset] = [:]
    for request in plan.assets {
      let index = plan.steps.firstIndex { $0.assets.contains(request) } ?? 0
      do {
        let asset = try assets.locate(
          request, cancellation: cancellation, progress: { recorder.report($0) })
        located[request] = asset
        recorder.update { record in
          if !record.assets.contains(asset.record) { record.assets.append(asset.record) }
        }
      } catch {
        recorder.start(step: index)
        throw StepFailure(step: plan.steps[index].id, error)
      }
    }
    return located
  }

  /// Refuses a run whose models do not fit together, or for which this machine has not the memory: to
  /// begin it might bring the machine down.
  private func checkModels(
    _ assets: [AssetRequest: LocatedAsset], _ recorder: RunRecorder
  ) throws(StepFailure) {
    do throws(StepFailure) {
      _ = try KnownModels(plan, assets)
      try MemoryEstimate(plan, assets).check(memory)
    } catch {
      recorder.start(step: plan.steps.firstIndex { $0.id == error.step } ?? 0)
      throw error
    }
  }

  /// Takes one step, every action from the step's own seed on.
  private func run(
    step index: Int, _ context: RunContext, _ cached: CachedRun?
  ) throws(StepFailure) -> [String: JSONValue] {
    let step = plan.steps[index]
    context.start(seed: step.seed)
    do {
      for (place, action) in step.actions.enumerated() {
        try context.cancellation.check()
        if let cached {
          try cached.run(action, cached.keys.key(step: index, action: place), context)
        } else {
          try action.run(context)
        }
      }
    } catch {
      throw StepFailure(step: step.id, error)
    }
    for (key, value) in context.results.sorted(by: { $0.key < $1.key }) {
      if (try? CanonicalJSON.text(value)) == nil {
        throw StepFailure(
          step: step.id, kind: .computation, message: "`\(key)` holds a number that is not finite")
      }
    }
    return context.results
  }

  /// Writes what a step starts from, or with `nil` what the last one leaves.
  private func write(
    _ states: ProofStates?, before step: String?, _ context: RunContext, in place: String = ""
  ) throws(StepFailure) {
    do throws(EngineError) {
      try states?.write(before: step, context.bound)
    } catch {
      throw StepFailure(step: step ?? place, error)
    }
  }

  /// Sets what is known at the end only: how it ended, and the verdicts of a run that completed.
  private func finish(_ recorder: RunRecorder, _ status: RunStatus) {
    recorder.update { record in
      record.status = status
      if status == .complete {
        (record.expectations, record.claims) = Judge.judge(plan, record: record)
      }
    }
  }

  private func initialRecord() -> RunRecord {
    RunRecord(
      status: .running, lesson: plan.identity, lessonSHA256: plan.lesson.sha256,
      document: plan.document, parameters: plan.recordedParameters,
      changedParameters: plan.changedParameters, profile: plan.profile, variant: plan.variant,
      own: plan.own, seed: plan.seed,
      departures: plan.departures, assets: [], engine: Machine.engine(),
      environment: Machine.environment(threads: threads),
      steps: plan.steps.map { step in
        StepRecord(
          id: step.id, cell: step.cell, status: step.isSkipped ? .skipped : .pending,
          seed: step.seed, notebookPrinted: step.notebookPrinted)
      },
      beside: beside.isEmpty ? nil : beside, startedAt: Date.now.ISO8601Format(), seconds: 0)
  }
}
