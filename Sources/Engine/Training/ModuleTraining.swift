/// Trains any module on rows with targets.
public struct ModuleTraining {
  /// What is trained: its parameters that ask for a gradient, which the optimizer should hold.
  public var module: any Module
  /// What rows go through first, without gradient, such as a BERT whose features a head learns from: it
  /// is no part of what is trained.
  public var features: (any Module)?
  /// Looks at the module's first output and the rows' targets.
  public var loss: any Loss
  /// What is learned from, all of it in memory.
  public var rows: LabelledRows
  /// Rows held out, for a loss after each epoch; `nil` for none.
  public var validation: ModuleWork.Validation?
  /// Loaders that are gone through after each epoch and of which nothing is computed: they draw when they
  /// begin, and of each row what is drawn anew.
  public var looks: [DataLoader] = []
  /// Batches, optimizer, schedule and when to stop; its loader has as many rows as ``rows``.
  public var loop: Training
  /// PyTorch's `training` while it trains; in evaluation mode dropout does nothing.
  public var isTraining = true
  /// Whether ``ModuleWork`` computes also where a faster way would give the same.
  public var isGeneral = false

  public init(_ module: any Module, loss: any Loss, rows: LabelledRows, loop: Training) {
    (self.module, self.loss, self.rows, self.loop) = (module, loss, rows, loop)
  }

  /// Runs all epochs, or what is left of them.
  ///
  /// - Parameters:
  ///   - generator: the step's generator, freshly seeded.
  ///   - checkpoint: where to go on; parameters and the optimizer's states must stand as they stood
  ///     then.
  ///   - onFeatures: called from any thread after each text that a BERT has encoded, with how many of how
  ///     many are done: over the whole training, but for one that trains the BERT.
  ///   - onBatch: called after each batch, in order.
  ///   - onStep: called after each optimizer step, and once where the training is interrupted: see
  ///     ``Training``.
  /// - Throws: `invalidInput` for rows that do not fit the module or the loss; `nonFinite` where a loss
  ///   or a gradient is not finite; `interrupted`.
  public func run(
    generator: TorchGenerator, pool: WorkerPool, cancellation: Cancellation,
    resuming checkpoint: TrainingCheckpoint? = nil,
    onFeatures: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in },
    onBatch: (BatchOutcome) -> Void = { _ in },
    onStep: (TrainingStep) throws(EngineError) -> Void = { _ throws(EngineError) in }
  ) throws(EngineError) -> TrainingOutcome {
    try check()
    var training = self
    training.loss = loop.mistake?.loss(for: loss) ?? loss
    if loop.mistake == .swapsLabels { training.rows = rows.swapped }
    let place = WorkPlace(
      stream: BatchStream(
        loop.loader, batches: loop.batches, generator: generator, from: checkpoint?.position,
        mistake: loop.mistake),
      pool: pool, cancellation: cancellation,
      batchesDone: checkpoint?.outcome.losses.count ?? 0, onFeatures: onFeatures)
    let work = try training.fastWork(place) ?? ModuleWork(training, place)
    let trained = module.allParameters.filter { $0.parameter.requiresGradient }
    return try loop.run(
      work, trained: trained.map { $0.parameter }, names: trained.map { $0.name },
      buffers: module.allBuffers.map { $0.buffer }, pool: pool, cancellation: cancellation,
      resuming: checkpoint, onBatch: onBatch, onStep: onStep)
  }

  /// Refuses at once what some batch would be refused for.
  private func check() throws(EngineError) {
    guard loop.loader.rows == rows.count else {
      throw .invalidInput(.loaderRows(loop.loader.rows, rows: rows.count))
    }
    guard !rows.count.multipliedReportingOverflow(by: loop.epochs).overflow else {
      throw .invalidInput(.epochs(loop.epochs, rows: rows.count))
    }
    guard rows.count > 0 else { return }
    func ofABatch(_ activation: Activation) -> ActivationShape {
      var shape = ActivationShape(of: activation)
      shape.shape[0] = min(loop.loader.batchSize, rows.count)
      return shape
    }
    var shapes = loop.loader.shapes(rows.inputs.map(ofABatch))
    if let features { shapes = try features.outputs(of: shapes, named: "features") }
    guard let output = try module.outputs(of: shapes, named: "model").first else {
      throw .invalidInput(.noOutput)
    }
    do throws(ShapeProblem) {
      try loss.check(output: output.shape, target: ofABatch(rows.targets))
    } catch {
      throw .invalidInput(.shapes(error, of: "loss"))
    }
    guard case .indices(let targets) = rows.targets else { return }
    let (classes, labels) = (output.shape[1], targets.values.count / rows.count)
    for (place, label) in targets.values.enumerated() where !(0..<classes).contains(Int(label)) {
      throw .invalidInput(.label(label, row: place / labels, classes: classes))
    }
  }
}

extension TrainingCheckpoint {
  /// Where the batches go on.
  var position: BatchStream.Position {
    BatchStream.Position(generator: generator, epoch: epoch, pending: pending)
  }
}
