import Dispatch
import Synchronization

/// Runs independent pieces of work on a number of threads.
///
/// The pieces are handed out in order to whichever worker is free. Nothing that a piece computes may
/// depend on which worker that is, so results do not depend on the number of threads.
public final class WorkerPool: Sendable {
  /// How many pieces may run at once.
  public let threads: Int

  /// - Parameter threads: below 1 counts as 1, the calling thread alone.
  public init(threads: Int) { self.threads = max(1, threads) }

  /// Calls `body(index, worker)` for every index below `count`, `worker` below ``threads``.
  ///
  /// Returns when all are done. Once a piece has thrown or `cancellation` is set no further piece is
  /// started, and the first error, or ``EngineError/interrupted``, is thrown.
  public func forEach(
    count: Int, cancellation: Cancellation? = nil,
    _ body: (_ index: Int, _ worker: Int) throws(EngineError) -> Void
  ) throws(EngineError) {
    let next = Atomic<Int>(0)
    let failure = Mutex<EngineError?>(nil)
    // Swift checks that the closure did not escape, and would put the file's whole path into that: two
    // folders would not give the same download.
    #sourceLocation(file:"WorkerPool.forEach",line:28)
    withoutActuallyEscaping(body) { body in
      // What the pieces touch is the caller's to keep apart by index; the call below returns only
      // when every worker is done.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: min(threads, count)) { worker in
        while cancellation?.isCancelled != true {
          let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard index < count else { return }
          do throws(EngineError) {
            try body(index, worker)
          } catch {
            failure.withLock { if $0 == nil { $0 = error } }
            next.store(count, ordering: .relaxed)
          }
        }
      }
    }
    #sourceLocation()
    if let failure = failure.withLock({ $0 }) { throw failure }
    try cancellation?.check()
  }
}
