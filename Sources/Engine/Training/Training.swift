/// The loop of a training: batches, optimizer, schedule, clipping, accumulation, validation, early
/// stopping, and where to go on after an interruption.
///
/// It knows nothing of models: what a batch is and how it is computed is its ``BatchWork``'s.
public struct Training {
  /// The order of the rows, epoch by epoch.
  public var loader: DataLoader
  /// Over the parameters that are trained; it may have taken steps before.
  public var optimizer: any Optimizer
  /// At most: early stopping and ``maxBatches`` may end it before.
  public var epochs: Int
  /// Stops after so many batches, all epochs counted together.
  public var maxBatches: Int?
  /// How the learning rates change.
  public var schedule: any Schedule = ConstantSchedule()
  /// Whether the schedule takes a step with each epoch, and not with each step of the optimizer.
  public var schedulesByEpoch = false
  /// Gradients whose norm over all parameters exceeds this are scaled down to it.
  public var maxGradientNorm: Double?
  /// So many batches make one optimizer step, their gradients averaged; an epoch's last step may
  /// have fewer.
  public var accumulate = 1
  /// Looks at the losses over the rows held out; without those there is nothing to look at.
  public var earlyStopping: EarlyStopping?
  /// Whether the model has at the end the weights of the epoch with the least loss over the rows held
  /// out, and not those of the last.
  public var restoresBest = false
  /// Gets the loop wrong on purpose.
  ///
  /// A training with one cannot be resumed.
  public var mistake: LoopMistake?
  /// Puts one unit of rounding into each weight after each step, at random.
  ///
  /// What a right program on another machine may be apart by is of that size.
  public var isNoisy = false

  public init(
    loader: DataLoader, optimizer: any Optimizer, epochs: Int, maxBatches: Int? = nil
  ) {
    (self.loader, self.optimizer) = (loader, optimizer)
    (self.epochs, self.maxBatches) = (epochs, maxBatches)
  }

  /// Batches of all epochs.
  public var batches: Int { length.batches }

  /// Optimizer steps of the whole training.
  public var totalSteps: Int { length.steps }

  private var length: TrainingLength {
    TrainingLength(
      batchesPerEpoch: loader.batchCount, epochs: epochs, maxBatches: maxBatches,
      accumulate: accumulate)
  }

  /// Runs all epochs, or what is left of them.
  ///
  /// - Parameters:
  ///   - work: computes the batches.
  ///   - trained: the parameters that may get a gradient, and in which order they are looked at.
  ///   - names: theirs in the whole model; their own where nothing is said.
  ///   - buffers: what checkpoints keep beside parameters.
  ///   - checkpoint: where to go on; parameters and the optimizer's states must stand as they stood
  ///     then. The work must begin there, too.
  ///   - onBatch: called after each batch, in order.
  ///   - onStep: called after each optimizer step while nothing else runs: parameters and optimizer
  ///     may be read, and the checkpoint that it is given holds until the next call. It is also called
  ///     once where the training is interrupted.
  /// - Throws: `nonFinite` where a loss or a gradient is not finite; `interrupted`.
  func run(
    _ work: any BatchWork, trained: [Parameter], names: [String]? = nil,
    buffers: [ModuleBuffer] = [], pool: WorkerPool, cancellation: Cancellation,
    resuming checkpoint: TrainingCheckpoint?, onBatch: (BatchOutcome) -> Void,
    onStep: (TrainingStep) throws(EngineError) -> Void
  ) throws(EngineError) -> TrainingOutcome {
    defer { TensorMemory.release() }
    var state = TrainingState(
      checkpoint, batchesPerEpoch: loader.batchCount, position: work.position, buffers: buffers)
    let trained = TrainedParameters(trained, names: names)
    do throws(EngineError) {
      try run(
        work, trained, &state, pool: pool, cancellation: cancellation, onBatch: onBatch,
        onStep: onStep)
    } catch {
      if error == .interrupted, state.outcome.steps > 0 {
        try onStep(TrainingStep(state: state, isInterrupted: true))
      }
      throw error
    }
    state.best?.restore(trained.parameters, buffers)
    return state.outcome
  }

  private func run(
    _ work: any BatchWork, _ trained: TrainedParameters, _ state: inout TrainingState,
    pool: WorkerPool,
    cancellation: Cancellation, onBatch: (BatchOutcome) -> Void,
    onStep: (TrainingStep) throws(EngineError) -> Void
  ) throws(EngineError) {
    var isNewStep = true
    var noise = RoundingNoise()
    var former: (batch: BatchRows, gradients: [Tensor?])?
    while !(earlyStopping?.isOver(state.outcome.validationLosses) ?? false) {
      try cancellation.check()
      let done = state.outcome.losses.count
      if isNewStep {
        if mistake == .stepsFirst, done < batches, let former {
          step(former.batch, trained.parameters, &state, pool: pool)
        }
        if zeroes(atBatch: done) {
          for parameter in trained.parameters { parameter.gradient = nil }
        }
      }
      guard
        let computed = try work.next(weight: {
          mistake == .undivided ? 1 : 1 / Double(groupSize(batch: done, $0))
        })
      else { break }
      try note(computed, trained, pool: pool, in: &state.outcome, onBatch: onBatch)
      isNewStep = endsGroup(batch: done, computed.batch)
      guard isNewStep else { continue }
      if stepsAfterBackward { step(computed.batch, trained.parameters, &state, pool: pool) }
      if isNoisy { noise.shake(trained.parameters) }
      if mistake == .stepsFirst || mistake == .stepsBeforeBackward {
        // Their memory is that of the next batch's gradients.
        let gradients = trained.parameters.map { parameter in
          parameter.gradient.map { Tensor(shape: $0.shape, values: $0.array) }
        }
        if mistake == .stepsBeforeBackward, let former {
          for (parameter, gradient) in zip(trained.parameters, former.gradients) {
            parameter.gradient = gradient
          }
          step(former.batch, trained.parameters, &state, pool: pool)
        }
        former = (computed.batch, gradients)
      }
      let ended = done + 1 == (computed.batch.epoch + 1) * loader.batchCount
      if ended { try endEpoch(work, trained.parameters, &state) }
      state.mark(work.position)
      try onStep(TrainingStep(state: state, isInterrupted: false))
    }
  }

  /// Whether gradients are set back to zero before a batch that begins a step.
  private func zeroes(atBatch done: Int) -> Bool {
    switch mistake {
    case .neverZeroes: done == 0
    case .zeroesEachEpoch: done % loader.batchCount == 0
    default: true
    }
  }

  private var stepsAfterBackward: Bool {
    mistake != .neverSteps && mistake != .stepsBeforeBackward && mistake != .stepsFirst
  }

  /// Records a batch's figures, and stops at the first that is not finite.
  private func note(
    _ computed: ComputedBatch, _ trained: TrainedParameters, pool: WorkerPool,
    in outcome: inout TrainingOutcome, onBatch: (BatchOutcome) -> Void
  ) throws(EngineError) {
    let batch = computed.batch
    let index = outcome.losses.count - batch.epoch * loader.batchCount
    func nonFinite(_ tensor: String) -> EngineError {
      .nonFinite(tensor: tensor, epoch: batch.epoch + 1, batch: index + 1, rows: batch.rows)
    }
    guard computed.loss.isFinite else { throw nonFinite("loss") }
    if let index = firstNonFiniteGradient(trained.parameters, pool) {
      throw nonFinite("gradient of \(trained.names[index])")
    }
    if outcome.losses.isEmpty {
      outcome.firstBatch = batch.rows
      let width = computed.output.count / max(1, batch.rows.count)
      outcome.firstOutputs = batch.rows.indices.map { row in
        (0..<width).map { computed.output.values[row * width + $0] }
      }
      for (name, parameter) in zip(trained.names, trained.parameters) {
        outcome.firstGradientNorms[name] = parameter.gradient?.norm
      }
    }
    outcome.losses.append(computed.loss)
    outcome.order += batch.rows
    onBatch(
      BatchOutcome(
        epoch: batch.epoch, batch: index, batchesPerEpoch: loader.batchCount, epochs: epochs,
        loss: computed.loss, rows: batch.rows))
  }

  /// The place of the first parameter in order with a gradient that is not finite.
  private func firstNonFiniteGradient(
    _ parameters: [Parameter], _ pool: WorkerPool
  ) -> Int? {
    let values = parameters.reduce(0) { $0 + ($1.gradient?.count ?? 0) }
    var bad = [Bool](repeating: false, count: parameters.count)
    bad.withUnsafeMutableBufferPointer { bad in
      // Every piece writes a place of its own.
      nonisolated(unsafe) let bad = bad
      pool.forEachPiece(count: parameters.count, cost: values / max(1, parameters.count)) { index in
        guard let gradient = parameters[index].gradient, !gradient.isFinite else { return }
        bad[index] = true
      }
    }
    return bad.firstIndex(of: true)
  }

  private func step(
    _ batch: BatchRows, _ trained: [Parameter], _ state: inout TrainingState, pool: WorkerPool
  ) {
    if let maxGradientNorm {
      GradientClipping.clip(trained, maxNorm: maxGradientNorm, pool: pool)
    }
    let point = SchedulePoint(
      step: schedulesByEpoch ? batch.epoch : state.outcome.steps,
      totalSteps: schedulesByEpoch ? epochs : totalSteps, state: state.schedule)
    optimizer.step(schedule.settings(of: optimizer, at: point), pool: pool)
    state.outcome.steps += 1
  }

  /// Validates, keeps the weights where they are the best so far, and tells the schedule.
  private func endEpoch(
    _ work: any BatchWork, _ trained: [Parameter], _ state: inout TrainingState
  ) throws(EngineError) {
    let loss = try work.validate()
    if let loss {
      state.outcome.validationLosses.append(loss)
      if restoresBest, loss < state.best?.loss ?? .infinity {
        state.best = BestWeights(loss: loss, trained, state.buffers)
      }
    }
    if schedule.needsMetric {
      let losses = state.outcome.losses.suffix(loader.batchCount)
      let mean = losses.reduce(0.0) { $0 + Double($1) } / Double(losses.count)
      schedule.observe(loss ?? mean, in: &state.schedule)
    }
  }

  /// How many batches make the optimizer step that the `done`-th batch from 0 belongs to.
  private func groupSize(batch done: Int, _ batch: BatchRows) -> Int {
    let start = done - (done - batch.epoch * loader.batchCount) % accumulate
    let end = min((batch.epoch + 1) * loader.batchCount, batches)
    return min(accumulate, end - start)
  }

  private func endsGroup(batch done: Int, _ batch: BatchRows) -> Bool {
    let index = done - batch.epoch * loader.batchCount
    return (index + 1) % accumulate == 0 || index + 1 == loader.batchCount || done + 1 == batches
  }
}

/// What a training may change, each parameter under its name in the whole model.
private struct TrainedParameters {
  let parameters: [Parameter]
  let names: [String]

  init(_ parameters: [Parameter], names: [String]?) {
    self.parameters = parameters
    self.names = names ?? parameters.map { $0.name }
  }
}
