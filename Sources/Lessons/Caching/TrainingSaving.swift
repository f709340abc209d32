import Engine

/// Saves a training as it goes on, and once more where it is interrupted.
final class TrainingSaving {
  private let progress: ActionProgress?
  private let optimizer: any Optimizer
  private let batches: Int
  /// The parameters' versions before the training.
  private let versions: [Int]
  /// - Parameters:
  ///   - progress: where to; `nil` saves nothing.
  ///   - batches: of the whole training.
  init(_ progress: ActionProgress?, _ optimizer: any Optimizer, batches: Int) {
    (self.progress, self.optimizer, self.batches) = (progress, optimizer, batches)
    versions = optimizer.parameters.map(\.version)
  }

  /// Where to go on, parameters and optimizer put back; `nil` at the start.
  func resume() -> TrainingCheckpoint? { progress?.resume(TrainingCheckpoint.self, optimizer) }

  /// Takes a step, and saves where it stands if it is time to or nothing comes after it.
  ///
  /// Where a training is interrupted the optimizer has not stepped since: only gradients have changed.
  func offer(_ step: TrainingStep) {
    if step.isInterrupted {
      progress?.interrupt(
        step.checkpoint, done: step.checkpoint.outcome.losses.count, total: batches, optimizer,
        versions: versions)
    } else {
      progress?.offer(
        step.checkpoint, done: step.batches, total: batches, optimizer, versions: versions)
    }
  }
}
