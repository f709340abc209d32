/// The order in which PyTorch's `DataLoader` hands out rows, without worker processes.
public struct DataLoader: Sendable {
  /// At least 0.
  public let rows: Int
  /// Rows of every batch but an epoch's last, which may have fewer; at least 1.
  public let batchSize: Int
  /// Whether each epoch has an order of its own.
  public let shuffle: Bool
  /// Whether an epoch draws a seed for workers, as `DataLoader` does; a loop that hands over a whole
  /// tensor without a loader draws nothing.
  public let drawsSeed: Bool

  public init(rows: Int, batchSize: Int, shuffle: Bool, drawsSeed: Bool = true) {
    precondition(rows >= 0 && batchSize > 0)
    (self.rows, self.batchSize, self.shuffle) = (rows, batchSize, shuffle)
    self.drawsSeed = drawsSeed
  }

  /// Batches an epoch; the last may be short.
  public var batchCount: Int { (rows + batchSize - 1) / batchSize }

  /// One pass over the rows: batches of positions in the subset.
  ///
  /// Draws what PyTorch draws from the default generator: the workers' base seed, which nothing
  /// uses here, and when shuffling a seed for a generator of its own, whose `randperm` is the order.
  /// Source: PyTorch, `torch/utils/data/dataloader.py` and `sampler.py`.
  public func epoch(_ generator: TorchGenerator) -> [[Int]] {
    if drawsSeed { _ = generator.random64() }
    var order = Array(0..<rows)
    if shuffle {
      let seed = generator.random64() & 0x7FFF_FFFF_FFFF_FFFF
      order = TorchGenerator(seed: Int(seed)).permutation(rows)
    }
    return batches(of: order)
  }

  /// An order of the rows cut into batches.
  func batches(of order: [Int]) -> [[Int]] {
    stride(from: 0, to: rows, by: batchSize).map {
      Array(order[$0..<min($0 + batchSize, rows)])
    }
  }
}
