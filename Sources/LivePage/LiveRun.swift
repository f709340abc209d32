import Lessons
import Records
import Synchronization

/// A run as it stands, for those who watch it.
///
/// Told of every event, it only takes it down: the run never waits for anybody who looks.
package final class LiveRun: Sendable {
  /// How a run ended.
  package enum Ending: Sendable, Equatable {
    /// Its report, whole or not, is written; the path of its page.
    case report(String)
    /// There is no report: why.
    case message(String)
  }

  /// What there is to see.
  package struct State: Sendable {
    /// The lesson's id and title.
    package var lesson: String
    package var title: String
    /// The record as it stands; `nil` until the first step starts.
    package var record: RunRecord?
    package var progress: StepProgress?
    /// What is being fetched or checked before a step can begin.
    package var fetching: StepProgress?
    package var ending: Ending?
    /// Counts what was taken down.
    package var version = 0
  }

  private let state: Mutex<State>
  private let clock = ContinuousClock.now

  package init(lesson: String, title: String) {
    state = Mutex(State(lesson: lesson, title: title))
  }

  /// The run as it stands.
  package var current: State { state.withLock { $0 } }

  /// Takes an event down.
  package func take(_ event: RunEvent) {
    let now = clock.duration(to: .now) / .seconds(1)
    state.withLock { state in
      state.version += 1
      switch event {
      case .stepStarted(let id, let index, let count):
        state.progress = StepProgress(id: id, index: index, count: count)
        state.fetching = nil
      case .progress(_, let what, let done, let total):
        state.progress?.count(what, done: done, total: total, at: now)
      case .batch(_, let batch):
        state.progress?.add(batch, at: now)
      case .resumed(_, let losses, let batches, let epochs):
        state.progress?.resume(losses, batchesPerEpoch: batches, epochs: epochs)
      case .printed(let step, let line):
        let index = state.record?.steps.firstIndex { $0.id == step }
        if let index { state.record?.steps[index].printed.append(line) }
      case .asset(let progress): state.take(progress, at: now)
      case .record(let record): state.record = record
      case .stepEnded, .cache: break
      }
    }
  }

  /// Takes down how the run ended; the first ending counts.
  package func end(_ ending: Ending) {
    state.withLock { state in
      state.version += 1
      state.ending = state.ending ?? ending
    }
  }
}

extension LiveRun.State {
  fileprivate mutating func take(_ progress: AssetProgress, at now: Double) {
    let label: String
    switch progress {
    case .waiting(let name): label = "waiting for another lesson that is fetching \(name)"
    case .fetching(let name, _, let total): label = "fetching \(name) (\(ByteCount.text(total)))"
    case .verifying(let name): label = "checking \(name)"
    case .ready:
      fetching = nil
      return
    }
    if fetching?.id != label { fetching = StepProgress(id: label, index: 0, count: 0) }
    if case .fetching(_, let bytes, let total) = progress {
      fetching?.count(label, done: bytes, total: total, at: now)
    }
  }
}
