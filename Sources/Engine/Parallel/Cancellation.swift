import Synchronization

/// A request to stop, set by whoever runs the engine and looked at between pieces of work.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  /// Asks for a stop; may be called from any thread, and more than once.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether a stop has been asked for: never unset again.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Throws ``EngineError/interrupted`` once ``cancel()`` has been called.
  public func check() throws(EngineError) {
    if isCancelled { throw .interrupted }
  }
}
