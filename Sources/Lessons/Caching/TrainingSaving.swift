import Engine

/// Saves a training as it goes on, and once more where it is interrupted.
final class TrainingSaving {
  private let progress: ActionProgress?
  private let optimizer: any Optimizer
  private let batches: Int
  /// The parameters' versions before the training.
  private let versions: [Int]
  /// The last that was offered: parameters and optimizer stand as they did then.
  private var latest: TrainingCheckpoint?

  /// - Parameters:
  ///   - progress: where to; `nil` saves nothing.
  ///   - batches: of the whole training.
  init(_ progress: ActionProgress?, _ optimizer: any Optimizer, batches: Int) {
    (self.progress, self.optimizer, self.batches) = (progress, optimizer, batches)
    versions = optimizer.parameters.map(\.version)
  }

  /// Where to go on, parameters and optimizer put back; `nil` at the start.
  func resume() -> TrainingCheckpoint? {
    latest = progress?.resume(TrainingCheckpoint.self, optimizer)
    return latest
  }

  /// Takes a checkpoint, and saves it if it is time to.
  func offer(_ checkpoint: TrainingCheckpoint) {
    latest = checkpoint
    progress?.offer(
      checkpoint, done: checkpoint.outcome.losses.count, total: batches, optimizer,
      versions: versions)
  }

  /// Runs the training; saves its last checkpoint where it is interrupted.
  ///
  /// The optimizer has not stepped since then: only gradients have changed.
  func run(_ body: () throws(EngineError) -> TrainingOutcome) throws(EngineError) -> TrainingOutcome
  {
    do throws(EngineError) {
      return try body()
    } catch {
      if error == .interrupted, let latest {
        progress?.interrupt(
          latest, done: latest.outcome.losses.count, total: batches, optimizer, versions: versions)
      }
      throw error
    }
  }
}
