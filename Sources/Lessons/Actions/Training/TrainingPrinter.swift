import Engine

/// Tells of a training while it goes on: each batch, and what the notebook's loop prints.
final class TrainingPrinter {
  private(set) var losses: EpochLosses
  private let context: RunContext
  private let epochs, perEpoch, batches: Int
  private let count: (_ done: Int, _ total: Int) -> Void
  /// Whether an epoch's line waits for the loss over the rows held out.
  private let validates: Bool
  /// What is to be printed once that is known.
  private var pending: String?
  private var epoch = 0
  private var validated = 0

  /// - Parameter batches: of an epoch.
  init(_ action: TrainAction, batches: Int, validates: Bool = false, _ context: RunContext) {
    losses = EpochLosses(batches: batches, printed: action.printed, every: action.printEvery)
    (self.context, perEpoch, epochs) = (context, batches, action.epochs)
    self.validates = validates
    let (all, overflow) = batches.multipliedReportingOverflow(by: action.epochs)
    self.batches = min(overflow ? .max : all, action.maxBatches ?? .max)
    count = context.progress("training")
  }

  /// Tells of what an earlier run has computed.
  func resume(_ outcome: TrainingOutcome?) {
    guard let outcome else { return }
    context.report(resumed: outcome.losses, batchesPerEpoch: perEpoch, epochs: epochs)
    count(outcome.losses.count, batches)
    for (batch, loss) in outcome.losses.enumerated() {
      add(loss, epoch: batch / perEpoch)
      if validates, (batch + 1) % perEpoch == 0 { validate(outcome.validationLosses) }
    }
  }

  func add(_ batch: BatchOutcome) {
    context.report(batch)
    count(batch.epoch * perEpoch + batch.batch + 1, batches)
    add(batch.loss, epoch: batch.epoch)
  }

  /// Takes the losses over the rows held out, one an epoch.
  func validate(_ validationLosses: [Double]) {
    guard validationLosses.count > validated else { return }
    let loss = validationLosses[validated]
    validated += 1
    guard let line = pending else { return }
    pending = nil
    context.print(line + ", Validation loss: \(pythonRounded(loss, places: 4))")
  }

  private func add(_ loss: Float, epoch: Int) {
    guard let printed = losses.add(loss) else { return }
    let line = "Epoch [\(epoch + 1)/\(epochs)], Loss: \(printed)"
    if validates, losses.printed != .eachBatch { pending = line } else { context.print(line) }
  }
}
