/// Tensors cut into pieces of a fixed size, one task each.
///
/// The cuts depend on the tensors alone. So what is summed piece by piece, and then over the pieces
/// in order, has the same bits on any number of threads.
struct TensorChunks {
  /// Values of a piece: 256 KiB, large beside the cost of handing it out.
  static let size = 65_536

  private let pieces: [(tensor: Int, range: Range<Int>)]
  /// Of all tensors together.
  private let values: Int

  /// - Parameter counts: the number of values of each tensor.
  init(counts: [Int]) {
    values = counts.reduce(0, +)
    pieces = counts.enumerated().flatMap { tensor, count in
      stride(from: 0, to: count, by: Self.size).map { start in
        (tensor, start..<min(start + Self.size, count))
      }
    }
  }

  var count: Int { pieces.count }

  /// Calls `body` for every piece, with its place among all, its tensor and its range in that.
  ///
  /// Few values are gone through at once, by the calling thread.
  func forEach(
    _ pool: WorkerPool, _ body: (_ piece: Int, _ tensor: Int, _ range: Range<Int>) -> Void
  ) {
    guard pool.threads > 1, values > Self.size else {
      for (piece, place) in pieces.enumerated() { body(piece, place.tensor, place.range) }
      return
    }
    // The pool throws what a piece throws, or when it is asked to stop: neither can happen here.
    try? pool.forEach(count: pieces.count) { piece, _ throws(EngineError) in
      body(piece, pieces[piece].tensor, pieces[piece].range)
    }
  }
}
