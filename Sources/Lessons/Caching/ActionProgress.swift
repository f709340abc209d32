import Engine
import Files
import Foundation
import Records
import Synchronization

/// Saves where an expensive action stands while it runs, and finds where an earlier run of it
/// stopped.
///
/// It writes only while it holds the lock on its place: of two runs of the same action at once, the
/// second simply computes.
final class ActionProgress: Sendable {
  /// A batch that takes long is saved earlier, so that this is never more than is lost.
  private static let mostLost = Duration.seconds(30)
  /// How often the seconds spent are noted.
  private static let heartbeat = Duration.seconds(5)

  /// Seconds that earlier runs have spent on the action.
  let earlierSeconds: Double
  private let place: CachePlace
  private let key: ActionKey
  private let computedBy: ComputedBy
  private let trace: [ActionIngredients]
  private let interval: Duration
  private let report: @Sendable (CacheEvent) -> Void
  private let started = ContinuousClock.now
  private let lastBeat = Mutex(ContinuousClock.now)
  private let saving = Mutex(Saving())

  private struct Saving {
    var last = ContinuousClock.now
    var lastOffer = ContinuousClock.now
    /// Of the two names, the one the next state is written under.
    var generation = 0
    var hasFailed = false
  }

  init(
    _ place: CachePlace, _ key: ActionKey, _ keys: PlanKeys, cache: StepCache,
    report: @escaping @Sendable (CacheEvent) -> Void
  ) {
    self.place = place
    self.key = key
    computedBy = keys.computedBy
    trace = keys.trace(of: key)
    interval = cache.checkpointInterval
    self.report = report
    if cache.isFresh { Self.discard(place) }
    let text = try? String(contentsOf: place.elapsed, encoding: .utf8)
    earlierSeconds = text.flatMap(Double.init) ?? 0
  }

  /// Seconds spent on the action, earlier runs counted in.
  var seconds: Double { earlierSeconds + (ContinuousClock.now - started).inSeconds }

  /// Where an earlier run was saved, its parameters and its optimizer's states put back; `nil` where
  /// there is nothing to go on from.
  func resume<Content: Codable>(
    _ type: Content.Type, _ optimizer: (any Optimizer)?
  ) -> Content? {
    do throws(CacheProblem) {
      guard
        let checkpoint = try DurableFile.read(
          CacheCheckpoint<Content>.self, from: place.checkpoint),
        checkpoint.key == key.digest
      else { return nil }
      if let optimizer {
        guard let state = checkpoint.state else { throw CacheProblem(message: "no weights") }
        try state.restore(optimizer, from: place)
      }
      saving.withLock { $0.generation = checkpoint.state?.file == Self.states[0] ? 1 : 0 }
      report(.resuming(batch: checkpoint.done, of: checkpoint.total))
      return checkpoint.content
    } catch {
      report(.problem("\(error.message); the step starts again"))
      Self.discard(place)
      return nil
    }
  }

  /// Saves if it is time to.
  ///
  /// - Parameters:
  ///   - content: made only if it is.
  ///   - versions: the version of each of the optimizer's parameters before the action.
  func offer(
    _ content: @autoclosure () -> some Codable, done: Int, total: Int,
    _ optimizer: (any Optimizer)?, versions: [Int]
  ) {
    let isDue = saving.withLock { saving in
      let now = ContinuousClock.now
      defer { saving.lastOffer = now }
      let step = now - saving.lastOffer
      let waited = now - saving.last
      return waited >= interval || waited + step > Self.mostLost
    }
    if isDue { save(content(), done: done, total: total, optimizer, versions: versions) }
  }

  /// Saves where an action stands.
  ///
  /// Returns whether that worked: a full disk is no reason to stop computing, but is reported.
  @discardableResult
  func save(
    _ content: some Codable, done: Int, total: Int, _ optimizer: (any Optimizer)?, versions: [Int]
  ) -> Bool {
    let generation = saving.withLock { $0.generation }
    do throws(CacheProblem) {
      var state: SavedState?
      if let optimizer {
        state = try .write(
          optimizer, changedSince: versions, as: Self.states[generation], in: place)
      }
      try DurableFile.write(
        CacheCheckpoint(
          key: key.digest, computedBy: computedBy, trace: trace, saved: .now, done: done,
          total: total, content: content, state: state),
        to: place.checkpoint)
      // Only now is the state before it no longer needed.
      place.remove(Self.states[1 - generation])
      saving.withLock { saving in
        saving.generation = 1 - generation
        saving.last = .now
      }
      noteSeconds()
      return true
    } catch {
      let isNew = saving.withLock { saving in
        defer { (saving.hasFailed, saving.last) = (true, .now) }
        return !saving.hasFailed
      }
      if isNew { report(.problem("\(error.message); going on without saving")) }
      return false
    }
  }

  /// Saves where an action was interrupted, and says so.
  func interrupt(
    _ content: some Codable, done: Int, total: Int, _ optimizer: (any Optimizer)?, versions: [Int]
  ) {
    if save(content, done: done, total: total, optimizer, versions: versions) {
      report(.kept(batch: done, of: total))
    }
  }

  /// Notes now and then how many seconds were spent; called from any thread.
  func beat() {
    let isDue = lastBeat.withLock { last in
      guard ContinuousClock.now - last >= Self.heartbeat else { return false }
      last = .now
      return true
    }
    if isDue { noteSeconds() }
  }

  /// Notes the seconds spent so far.
  func noteSeconds() {
    try? NewFile.write(Data("\(seconds)".utf8), to: place.elapsed)
  }

  private static let states = ["checkpoint-0.safetensors", "checkpoint-1.safetensors"]

  /// Removes what an unfinished run has left.
  static func discard(_ place: CachePlace) {
    place.remove("checkpoint.json", "elapsed", states[0], states[1])
  }
}

extension Duration {
  /// As a floating-point number.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
