/// What modules need beside their inputs: how a batch goes through a network once.
public final class Pass {
  /// PyTorch's `training`: dropout drops and batch normalization uses the batch's own statistics.
  public let isTraining: Bool
  /// Whether a backward pass will follow: what only that needs is kept.
  public let goesBack: Bool
  /// Where dropout draws, in PyTorch's order.
  public let generator: TorchGenerator
  /// The threads that a batch's rows are handed to; no result depends on how many.
  public let pool: WorkerPool
  /// Looked at in the forward pass by modules that take long over a batch.
  public let cancellation: Cancellation?
  /// Told by such modules, from any thread, how many of a batch's rows are done.
  public let progress: (_ done: Int, _ total: Int) -> Void

  public init(
    isTraining: Bool, goesBack: Bool, generator: TorchGenerator, pool: WorkerPool,
    cancellation: Cancellation? = nil,
    progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) {
    (self.isTraining, self.goesBack) = (isTraining, goesBack)
    (self.generator, self.pool) = (generator, pool)
    (self.cancellation, self.progress) = (cancellation, progress)
  }
}

extension WorkerPool {
  /// Operations that are worth a thread's while: some 50 microseconds.
  private static let worthwhile = 1 << 19

  /// Calls `body` for ranges that together are all of `count` rows; no result depends on the cuts.
  ///
  /// Small work is done at once, by the calling thread.
  ///
  /// - Parameter cost: of a row, in operations.
  func forEachRange(of count: Int, cost: Int, _ body: (Range<Int>) -> Void) {
    guard count > 0 else { return }
    let rows = max(1, Self.worthwhile / max(1, cost))
    guard threads > 1, count > rows else { return body(0..<count) }
    // At most four pieces a thread, so that the threads end together.
    let size = max(rows, (count + 4 * threads - 1) / (4 * threads))
    let pieces = (count + size - 1) / size
    // The pool throws what a piece throws, or when it is asked to stop: neither can happen here.
    try? forEach(count: pieces) { piece, _ throws(EngineError) in
      body(piece * size..<min((piece + 1) * size, count))
    }
  }

  /// Calls `body` for each of a few pieces of work that write to different places.
  ///
  /// - Parameter cost: of one piece, in operations.
  func forEachPiece(count: Int, cost: Int, _ body: (Int) -> Void) {
    guard threads > 1, count > 1, cost &* count > Self.worthwhile else {
      for piece in 0..<count { body(piece) }
      return
    }
    try? forEach(count: count) { piece, _ throws(EngineError) in body(piece) }
  }
}
