import Foundation
import Synchronization

/// Runs independent pieces of work on a number of threads.
///
/// The pieces are handed out in order to whichever worker is free. Nothing that a piece computes may
/// depend on which worker that is, so results do not depend on the number of threads.
public final class WorkerPool: Sendable {
  /// How many pieces may run at once.
  public let threads: Int

  public init(threads: Int) { self.threads = max(1, threads) }

  /// Calls `body(index, worker)` for every index below `count`, `worker` below ``threads``.
  ///
  /// Returns when all are done. Once a piece has thrown or `cancellation` is set no further piece is
  /// started, and the first error, or ``EngineError/interrupted``, is thrown.
  public func forEach(
    count: Int, cancellation: Cancellation? = nil,
    _ body: (_ index: Int, _ worker: Int) throws(EngineError) -> Void
  ) throws(EngineError) {
    let workers = min(threads, count)
    guard workers > 0 else { return }
    let failure: EngineError? = withoutActuallyEscaping(body) { body in
      let work = SharedWork(count: count, cancellation: cancellation, body: body)
      let finished = DispatchGroup()
      for worker in 1..<max(workers, 1) {
        finished.enter()
        let thread = Thread {
          work.run(worker: worker)
          finished.leave()
        }
        thread.stackSize = 4 << 20
        thread.start()
      }
      work.run(worker: 0)
      finished.wait()
      return work.failure
    }
    if let failure { throw failure }
    try cancellation?.check()
  }
}

/// The state that the workers of one call share.
///
/// Unchecked because it carries a closure that is not `Sendable`: what the closure touches is the
/// caller's to keep apart by index, and the caller waits until every worker is done.
private final class SharedWork: @unchecked Sendable {
  private let count: Int
  private let cancellation: Cancellation?
  private let body: (Int, Int) throws(EngineError) -> Void
  private let next = Atomic<Int>(0)
  private let firstFailure = Mutex<EngineError?>(nil)

  init(
    count: Int, cancellation: Cancellation?,
    body: @escaping (Int, Int) throws(EngineError) -> Void
  ) {
    self.count = count
    self.cancellation = cancellation
    self.body = body
  }

  var failure: EngineError? { firstFailure.withLock { $0 } }

  func run(worker: Int) {
    while cancellation?.isCancelled != true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      do {
        try body(index, worker)
      } catch {
        firstFailure.withLock { if $0 == nil { $0 = error } }
        next.store(count, ordering: .relaxed)
        return
      }
    }
  }
}
