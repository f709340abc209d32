/// The state of a training: its outcome so far, and what it needs to go on from its last step.
struct TrainingState {
  var outcome: TrainingOutcome
  var schedule: ScheduleState
  var best: BestWeights?
  let buffers: [ModuleBuffer]
  /// As of the last step: how much of the outcome belongs to it, and where the batches go on.
  private var position: BatchStream.Position
  private var batches: Int
  private var rows: Int

  /// - Parameters:
  ///   - checkpoint: where to go on; the buffers are put back.
  ///   - position: of the batches.
  init(
    _ checkpoint: TrainingCheckpoint?, batchesPerEpoch: Int, position: BatchStream.Position,
    buffers: [ModuleBuffer]
  ) {
    outcome = checkpoint?.outcome ?? TrainingOutcome(batchesPerEpoch: batchesPerEpoch)
    schedule = checkpoint?.schedule ?? ScheduleState()
    best = checkpoint?.best
    self.buffers = buffers
    self.position = position
    (batches, rows) = (outcome.losses.count, outcome.order.count)
    for (buffer, values) in zip(buffers, checkpoint?.buffers ?? []) {
      buffer.restore(values)
    }
  }

  /// Records that a step has ended here.
  mutating func mark(_ position: BatchStream.Position) {
    self.position = position
    (batches, rows) = (outcome.losses.count, outcome.order.count)
  }

  /// Everything that is needed to go on from the last step; copies the outcome so far, so it is not
  /// made at every step.
  var checkpoint: TrainingCheckpoint {
    var outcome = outcome
    outcome.losses.removeLast(outcome.losses.count - batches)
    outcome.order.removeLast(outcome.order.count - rows)
    return TrainingCheckpoint(
      outcome: outcome, generator: position.generator, epoch: position.epoch,
      pending: position.pending, schedule: schedule, buffers: buffers.map { $0.value.array },
      best: best)
  }
}

/// A training after one of its optimizer steps.
public struct TrainingStep {
  let state: TrainingState
  /// Whether the training was asked to stop and ends here.
  public let isInterrupted: Bool

  /// Batches done, all epochs counted together.
  public var batches: Int { state.outcome.losses.count }

  /// Over the rows held out, one an epoch.
  public var validationLosses: [Double] { state.outcome.validationLosses }

  /// Everything that is needed to go on from here; its making takes as long as the training has
  /// batches.
  public var checkpoint: TrainingCheckpoint { state.checkpoint }
}
