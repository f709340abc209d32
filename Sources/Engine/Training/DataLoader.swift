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
  /// What is drawn anew of each row that is fetched, row after row in a batch's order; `nil` for nothing.
  public let augmentation: PictureAugmentation?

  public init(
    rows: Int, batchSize: Int, shuffle: Bool, drawsSeed: Bool = true,
    augmentation: PictureAugmentation? = nil
  ) {
    precondition(rows >= 0 && batchSize > 0)
    (self.rows, self.batchSize, self.shuffle) = (rows, batchSize, shuffle)
    (self.drawsSeed, self.augmentation) = (drawsSeed, augmentation)
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

  /// Draws what a pass draws whose rows nobody looks at.
  func skip(_ generator: TorchGenerator) {
    _ = epoch(generator)
    augmentation?.skip(rows, generator)
  }

  /// A batch of the rows, as a pass that has come to it fetches them.
  ///
  /// - Parameters:
  ///   - batch: positions in the rows.
  ///   - rows: all of them; what is drawn anew is their first input.
  func fetch(
    _ batch: [Int], of rows: LabelledRows, _ generator: TorchGenerator
  ) -> LabelledRows {
    guard let augmentation, case .numbers(let pictures)? = rows.inputs.first else {
      return rows.rows(batch)
    }
    return LabelledRows(
      inputs: [.numbers(augmentation.fetch(batch, of: pictures, generator))]
        + rows.inputs.dropFirst().map { $0.rows(batch) }, targets: rows.targets.rows(batch))
  }

  /// The shapes of what is fetched, by those of the rows.
  func shapes(_ rows: [ActivationShape]) -> [ActivationShape] {
    guard let augmentation, var pictures = rows.first else { return rows }
    pictures.shape = pictures.shape.prefix(1) + augmentation.shape
    return [pictures] + rows.dropFirst()
  }

  /// An order of the rows cut into batches.
  func batches(of order: [Int]) -> [[Int]] {
    stride(from: 0, to: rows, by: batchSize).map {
      Array(order[$0..<min($0 + batchSize, rows)])
    }
  }
}
