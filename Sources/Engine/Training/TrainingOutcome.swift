/// The result of one training batch.
public struct BatchOutcome: Sendable, Codable, Equatable {
  /// From 0.
  public var epoch: Int
  /// Within the epoch, from 0.
  public var batch: Int
  /// The same in every epoch.
  public var batchesPerEpoch: Int
  /// Of the whole training, those to come counted in.
  public var epochs: Int
  /// Of the batch as the loss reduces it, before the optimizer's step.
  public var loss: Float
  /// Positions in the data.
  public var rows: [Int]
}

/// The result of a training.
public struct TrainingOutcome: Sendable, Codable, Equatable {
  /// One a batch.
  public var losses: [Float] = []
  /// Over the rows held out, one an epoch; empty where there are none.
  public var validationLosses: [Double] = []
  /// Positions in the data in the order they were visited, all epochs.
  public var order: [Int] = []
  /// Positions of the first batch.
  public var firstBatch: [Int] = []
  /// The model's outputs for the first batch, one list a row: logits where it is a classifier.
  public var firstOutputs: [[Float]] = []
  /// Norms of the first batch's gradients by parameter name: of a head and of the backbone where
  /// both train; no name is in both.
  public var firstGradientNorms: [String: Double] = [:]
  /// The same in every epoch: ``losses`` falls into pieces of that length.
  public var batchesPerEpoch = 0
  /// Optimizer steps taken.
  public var steps = 0
}

/// Where a training stands after an optimizer step: everything it needs to go on as if it had never
/// stopped, but for the parameters and the optimizer's own state.
public struct TrainingCheckpoint: Sendable, Codable, Equatable {
  /// Up to the last optimizer step: batches after it are computed again.
  public var outcome: TrainingOutcome
  /// As it stands when the next batch is drawn.
  public var generator: TorchGenerator.State
  /// The current epoch, from 0; -1 before the first.
  public var epoch: Int
  /// Batches of that epoch still to come.
  public var pending: [[Int]]
  /// What the schedule has gathered from the epochs' figures.
  public var schedule = ScheduleState()
  /// The values of the model's buffers, in their order.
  public var buffers: [[Float]] = []
  /// Where the best weights are to be put back at the end: those of the epochs so far.
  public var best: BestWeights?
}
