/// The order in which PyTorch's `DataLoader` hands out rows, without worker processes.
public struct DataLoader: Sendable {
  /// What says the order of the rows in an epoch.
  public enum Sampler: String, Sendable, CaseIterable {
    /// As they stand.
    case sequential
    /// `shuffle=True`: in each epoch another, from a generator of its own that the default one seeds.
    case random
    /// `SubsetRandomSampler`: in each epoch another, from the default generator itself.
    case subsetRandom = "subset_random"
  }

  /// At least 0.
  public let rows: Int
  /// Rows of every batch but an epoch's last, which may have fewer; at least 1.
  public let batchSize: Int
  public let sampler: Sampler
  /// Whether a last batch with fewer rows is left out.
  public let dropsLast: Bool
  /// Whether an epoch draws a seed for workers, as `DataLoader` does; a loop that hands over a whole
  /// tensor without a loader draws nothing.
  public let drawsSeed: Bool
  /// What is drawn anew of each row that is fetched, row after row in a batch's order; `nil` for nothing.
  public let augmentation: PictureAugmentation?

  public init(
    rows: Int, batchSize: Int, sampler: Sampler, dropsLast: Bool = false, drawsSeed: Bool = true,
    augmentation: PictureAugmentation? = nil
  ) {
    precondition(rows >= 0 && batchSize > 0)
    (self.rows, self.batchSize, self.sampler) = (rows, batchSize, sampler)
    (self.dropsLast, self.drawsSeed, self.augmentation) = (dropsLast, drawsSeed, augmentation)
  }

  public init(
    rows: Int, batchSize: Int, shuffle: Bool, drawsSeed: Bool = true,
    augmentation: PictureAugmentation? = nil
  ) {
    self.init(
      rows: rows, batchSize: batchSize, sampler: shuffle ? .random : .sequential,
      drawsSeed: drawsSeed, augmentation: augmentation)
  }

  /// Batches an epoch.
  public var batchCount: Int { (rowsPerEpoch + batchSize - 1) / batchSize }

  /// Rows that an epoch hands out: all, but for those of a last batch that is left out.
  public var rowsPerEpoch: Int { dropsLast ? rows - rows % batchSize : rows }

  /// One pass over the rows: batches of positions in the subset.
  ///
  /// Draws what PyTorch draws from the default generator: the workers' base seed, which nothing
  /// uses here, and then, for `random`, a seed for a generator of its own, whose `randperm` is the order,
  /// or for `subsetRandom` that `randperm` itself.
  /// Source: PyTorch, `torch/utils/data/dataloader.py` and `sampler.py`.
  public func epoch(_ generator: TorchGenerator) -> [[Int]] {
    if drawsSeed { _ = generator.random64() }
    switch sampler {
    case .sequential: return batches(of: Array(0..<rows))
    case .random:
      let seed = generator.random64() & 0x7FFF_FFFF_FFFF_FFFF
      return batches(of: TorchGenerator(seed: Int(seed)).permutation(rows))
    case .subsetRandom: return batches(of: generator.permutation(rows))
    }
  }

  /// Draws what a pass draws whose rows nobody looks at.
  func skip(_ generator: TorchGenerator) {
    _ = epoch(generator)
    augmentation?.skip(rowsPerEpoch, generator)
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
    stride(from: 0, to: rowsPerEpoch, by: batchSize).map {
      Array(order[$0..<min($0 + batchSize, rows)])
    }
  }
}
