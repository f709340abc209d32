import Engine
import Foundation
import Records
import Synchronization

/// Keeps the record of a run that is going on, and tells the observer what happens.
///
/// Progress comes from any thread; one lock orders all events, so that no observer sees an older
/// record after a newer one.
final class RunRecorder: Sendable {
  private struct State {
    var record: RunRecord
    /// The index of the current step.
    var step: Int?
    var stepStarted = ContinuousClock.now
    /// Seconds that earlier runs have spent on the current step.
    var earlierSeconds = 0.0
    /// Whether something of it was computed that could have come from the cache.
    var computed = false
    var lastRecord = ContinuousClock.now
  }

  private let state: Mutex<State>
  private let observer: RunObserver
  private let interval: Duration
  private let started = ContinuousClock.now

  /// - Parameter interval: a record goes out at least this often while a step reports progress.
  init(_ record: RunRecord, interval: Duration, observer: @escaping RunObserver) {
    state = Mutex(State(record: record))
    self.interval = interval
    self.observer = observer
  }

  /// Changes the record.
  func update(_ change: (inout RunRecord) -> Void) { state.withLock { change(&$0.record) } }

  func start(step index: Int) {
    state.withLock { state in
      state.step = index
      state.stepStarted = .now
      (state.earlierSeconds, state.computed) = (0, false)
      state.record.steps[index].status = .running
      observer(
        .stepStarted(
          id: state.record.steps[index].id, index: index + 1, count: state.record.steps.count))
      emit(&state)
    }
  }

  /// Ends the current step.
  ///
  /// A step that did not complete has no results.
  func end(_ status: RunStatus, results: [String: JSONValue] = [:], error: String? = nil) {
    state.withLock { state in
      guard let index = state.step else { return }
      state.record.steps[index].status = status
      state.record.steps[index].results = results
      state.record.steps[index].error = error
      // The runner lets no result through that a record cannot hold: this cannot fail.
      state.record.resultsSHA256 = (try? RunRecord.resultsDigest(of: state.record.steps)) ?? ""
      refresh(&state)
      state.step = nil
      observer(.stepEnded(state.record.steps[index]))
      emit(&state)
    }
  }

  /// Whether a step is the current one.
  func isInHand(_ id: String) -> Bool {
    state.withLock { state in state.step.map { state.record.steps[$0].id == id } ?? false }
  }

  /// What a step has measured; `nil` where it has not completed.
  func results(ofStep id: String) -> [String: JSONValue]? {
    state.withLock { state in
      state.record.step(id).flatMap { $0.status == .complete ? $0.results : nil }
    }
  }

  /// Counts seconds that earlier runs have spent on the current step.
  func addSeconds(_ seconds: Double) { state.withLock { $0.earlierSeconds += seconds } }

  /// Notes that an expensive action of the current step was taken from the cache, or computed: a
  /// step is from the cache where all of them are.
  func mark(fromCache: Bool) {
    state.withLock { state in
      guard let step = state.step else { return }
      state.computed = state.computed || !fromCache
      state.record.steps[step].fromCache = !state.computed
    }
  }

  func report(_ event: CacheEvent) {
    state.withLock { state in
      guard let index = state.step else { return }
      observer(.cache(step: state.record.steps[index].id, event))
    }
  }

  func print(_ line: String) {
    state.withLock { state in
      guard let index = state.step else { return }
      state.record.steps[index].printed.append(line)
      observer(.printed(step: state.record.steps[index].id, line: line))
      emitIfDue(&state)
    }
  }

  func progress(_ what: String, done: Int, total: Int) {
    state.withLock { state in
      guard let index = state.step else { return }
      observer(
        .progress(step: state.record.steps[index].id, what: what, done: done, total: total))
      emitIfDue(&state)
    }
  }

  func report(_ batch: BatchOutcome) {
    state.withLock { state in
      guard let index = state.step else { return }
      observer(.batch(step: state.record.steps[index].id, batch))
      emitIfDue(&state)
    }
  }

  func report(resumed losses: [Float], batchesPerEpoch: Int, epochs: Int) {
    state.withLock { state in
      guard let index = state.step else { return }
      observer(
        .resumed(
          step: state.record.steps[index].id, losses: losses, batchesPerEpoch: batchesPerEpoch,
          epochs: epochs))
    }
  }

  func report(_ progress: AssetProgress) {
    state.withLock { state in
      observer(.asset(progress))
      emitIfDue(&state)
    }
  }

  /// Sends the record out and returns it.
  func emit() -> RunRecord {
    state.withLock { state in
      emit(&state)
      return state.record
    }
  }

  private func emitIfDue(_ state: inout State) {
    if state.lastRecord.duration(to: .now) >= interval { emit(&state) }
  }

  private func emit(_ state: inout State) {
    refresh(&state)
    state.lastRecord = .now
    observer(.record(state.record))
  }

  /// Brings times and memory up to date.
  private func refresh(_ state: inout State) {
    state.record.seconds = started.duration(to: .now).seconds
    state.record.environment.peakMemoryBytes = PeakMemory.bytes()
    if let step = state.step {
      let seconds = state.stepStarted.duration(to: .now).seconds + state.earlierSeconds
      state.record.steps[step].seconds = (seconds * 1000).rounded() / 1000
    }
  }
}

extension Duration {
  /// Seconds, to a thousandth.
  fileprivate var seconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + (Double(attoseconds) / 1e15).rounded() / 1000
  }
}
