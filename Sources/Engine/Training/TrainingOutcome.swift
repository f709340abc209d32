/// What one batch came to.
public struct BatchOutcome: Sendable, Codable, Equatable {
  /// From 0.
  public var epoch: Int
  /// Within the epoch, from 0.
  public var batch: Int
  public var batchesPerEpoch: Int
  public var epochs: Int
  public var loss: Float
  /// Positions in the subset.
  public var rows: [Int]
}

/// What a training came to.
public struct TrainingOutcome: Sendable, Codable, Equatable {
  /// One a batch.
  public var losses: [Float] = []
  /// Positions in the subset in the order they were visited, all epochs.
  public var order: [Int] = []
  /// Positions of the first batch.
  public var firstBatch: [Int] = []
  /// Logits of the first batch, [B][labels].
  public var firstLogits: [[Float]] = []
  /// Norms of the first batch's gradients by parameter name: the head's, and the backbone's where
  /// it trains; no name is in both.
  public var firstGradientNorms: [String: Double] = [:]
  public var batchesPerEpoch = 0
  /// Optimizer steps taken.
  public var steps = 0
}

/// Where a training stands after an optimizer step: everything it needs to go on as if it had never
/// stopped, but for the parameters and the optimizer's own state.
public struct TrainingCheckpoint: Sendable, Codable, Equatable {
  public var outcome: TrainingOutcome
  /// As it stands when the next batch is drawn.
  public var generator: TorchGenerator.State
  /// The epoch in hand, from 0; -1 before the first.
  public var epoch: Int
  /// Batches of that epoch still to come.
  public var pending: [[Int]]
}
