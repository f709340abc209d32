/// Trains any module on rows with targets.
public struct ModuleTraining {
  public var module: any Module
  public var loss: any Loss
  public var rows: LabelledRows
  public var validation: ModuleWork.Validation?
  public var loop: Training
  /// PyTorch's `training` while it trains; in evaluation mode dropout does nothing.
  public var isTraining = true

  public init(_ module: any Module, loss: any Loss, rows: LabelledRows, loop: Training) {
    (self.module, self.loss, self.rows, self.loop) = (module, loss, rows, loop)
  }

  /// Runs all epochs, or what is left of them; the arguments are those of ``ClassifierTraining``.
  public func run(
    generator: TorchGenerator, pool: WorkerPool, cancellation: Cancellation,
    resuming checkpoint: TrainingCheckpoint? = nil, onBatch: (BatchOutcome) -> Void = { _ in },
    onStep: (TrainingStep) throws(EngineError) -> Void = { _ throws(EngineError) in }
  ) throws(EngineError) -> TrainingOutcome {
    guard loop.loader.rows == rows.count else {
      throw .invalidInput("a loader of \(loop.loader.rows) rows over \(rows.count) rows")
    }
    let stream = BatchStream(
      loop.loader, batches: loop.batches, generator: generator, from: checkpoint?.position,
      mistake: loop.mistake)
    let work = ModuleWork(
      module, loss: loop.mistake == .broadcastsTarget ? BroadcastLoss(loss) : loss,
      rows: loop.mistake == .swapsLabels ? rows.swapped : rows, validation: validation,
      isTraining: isTraining,
      stream: stream, pool: pool)
    let named = module.allParameters
    return try loop.run(
      work, trained: named.map { $0.parameter }, names: named.map { $0.name },
      buffers: module.allBuffers.map { $0.buffer }, pool: pool, cancellation: cancellation,
      resuming: checkpoint, onBatch: onBatch, onStep: onStep)
  }
}

extension TrainingCheckpoint {
  /// Where the batches go on.
  var position: BatchStream.Position {
    BatchStream.Position(generator: generator, epoch: epoch, pending: pending)
  }
}
