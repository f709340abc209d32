import Synchronization

/// A row as the model sees it: token ids without padding, and its label.
public struct TokenizedRow: Sendable, Equatable {
  public var ids: [Int32]
  public var label: Int

  public init(ids: [Int32], label: Int) { (self.ids, self.label) = (ids, label) }
}

/// How PyTorch would pad a batch: nothing of the padding is computed here, but the dropout of padded
/// positions is drawn.
public enum Padding: Sendable, Equatable {
  case toLength(Int)
  case longestInBatch

  /// Tokens that each sequence of a batch would be padded to.
  public func length(of sequences: [[Int32]]) -> Int {
    switch self {
    case .toLength(let length): length
    case .longestInBatch: sequences.map { $0.count }.max() ?? 0
    }
  }
}

/// Trains a classifier, a head on a backbone's features: the loops of cells 10 and 16, and what
/// cell 16 means to be.
///
/// What is computed depends on what can change. A frozen backbone in evaluation mode encodes each
/// row once, whatever the number of epochs; in training mode its dropout makes each epoch encode
/// anew; a backbone that trains goes forward and back in every batch.
public struct ClassifierTraining {
  public var backbone: BertModel
  public var head: ClassifierHead
  public var rows: [TokenizedRow]
  public var loader: DataLoader
  public var padding: Padding
  public var optimizer: any Optimizer
  public var epochs: Int
  /// Stops after so many batches, all epochs counted together.
  public var maxBatches: Int?
  public var pooling = Pooling.pooler
  /// Whether gradients reach the backbone's unfrozen parameters: not where features are computed
  /// beforehand, without gradient.
  public var trainsBackbone = true
  /// What the learning rates are multiplied by as the steps go by.
  public var schedule = LearningRateSchedule.constant
  /// Gradients whose norm over all parameters exceeds this are scaled down to it.
  public var maxGradientNorm: Double?
  /// So many batches make one optimizer step, their gradients averaged; an epoch's last step may
  /// have fewer.
  public var accumulate = 1
  /// Tokens of a batch whose activations are kept at once when the backbone trains.
  var tokensKept = FineTuningWork.tokensKept

  public init(
    backbone: BertModel, head: ClassifierHead, rows: [TokenizedRow], loader: DataLoader,
    padding: Padding, optimizer: any Optimizer, epochs: Int, maxBatches: Int? = nil
  ) {
    self.backbone = backbone
    self.head = head
    self.rows = rows
    self.loader = loader
    self.padding = padding
    self.optimizer = optimizer
    self.epochs = epochs
    self.maxBatches = maxBatches
  }

  /// Runs all epochs, or what is left of them.
  ///
  /// - Parameters:
  ///   - generator: the step's generator, freshly seeded.
  ///   - checkpoint: where to go on; parameters and the optimizer's states must stand as they stood
  ///     then.
  ///   - onFeatures: called from any thread after each encoded sequence, with how many of how many
  ///     are done over the whole training.
  ///   - onBatch: called after each batch, in order.
  ///   - onCheckpoint: called after each optimizer step with all that is needed to go on from it,
  ///     while nothing else runs: parameters and optimizer may be read.
  /// - Throws: `invalidInput` for rows that do not fit the models; `nonFinite` where a loss or a
  ///   gradient is not finite; `interrupted`.
  public func run(
    generator: TorchGenerator, pool: WorkerPool, cancellation: Cancellation,
    resuming checkpoint: TrainingCheckpoint? = nil,
    onFeatures: (_ done: Int, _ total: Int) -> Void = { _, _ in },
    onBatch: (BatchOutcome) -> Void = { _ in },
    onCheckpoint: (TrainingCheckpoint) throws(EngineError) -> Void = {
      _ throws(EngineError) in
    }
  ) throws(EngineError) -> TrainingOutcome {
    try check()
    var outcome = checkpoint?.outcome ?? TrainingOutcome(batchesPerEpoch: loader.batchCount)
    let stream = BatchStream(
      self, generator: generator,
      from: checkpoint.map {
        BatchStream.Position(generator: $0.generator, epoch: $0.epoch, pending: $0.pending)
      })
    return try withoutActuallyEscaping(onFeatures) { onFeatures throws(EngineError) in
      let work = try work(
        stream, generator: generator, pool: pool, cancellation: cancellation,
        onFeatures: onFeatures, encoded: outcome.order.count)
      var isNewStep = true
      while true {
        try cancellation.check()
        if isNewStep { for parameter in trained { parameter.gradient = nil } }
        let done = outcome.losses.count
        guard let computed = try work.next(weight: { 1 / Double(groupSize(batch: done, $0)) })
        else { break }
        try note(computed, pool: pool, in: &outcome, onBatch: onBatch)
        isNewStep = endsGroup(batch: done, computed.batch)
        guard isNewStep else { continue }
        try step(computed.batch, pool: pool, &outcome)
        try onCheckpoint(
          TrainingCheckpoint(
            outcome: outcome, generator: computed.batch.after.generator,
            epoch: computed.batch.after.epoch, pending: computed.batch.after.pending))
      }
      return outcome
    }
  }

  private func work(
    _ stream: BatchStream, generator: TorchGenerator, pool: WorkerPool,
    cancellation: Cancellation, onFeatures: @escaping (Int, Int) -> Void, encoded: Int
  ) throws(EngineError) -> any BatchWork {
    if isFineTuning {
      return FineTuningWork(self, stream: stream, pool: pool, cancellation: cancellation)
    }
    if isDropoutActive {
      // Whole epochs, and then batches that are all full: an epoch's last one is not among them.
      let (whole, rest) = batches.quotientAndRemainder(dividingBy: max(1, loader.batchCount))
      let total = whole * rows.count + rest * loader.batchSize
      return DropoutFeaturesWork(
        self, stream: stream, pool: pool, cancellation: cancellation,
        progress: { onFeatures(encoded + $0, total) })
    }
    let features = try backbone.features(
      of: rows.map { $0.ids }, pooling: pooling,
      paddedLength: padding.length(of: rows.map { $0.ids }),
      generator: generator, pool: pool, cancellation: cancellation, progress: onFeatures)
    return CachedFeaturesWork(training: self, stream: stream, features: features)
  }

  /// Takes a batch's figures down, and stops at the first that is not finite.
  private func note(
    _ computed: ComputedBatch, pool: WorkerPool, in outcome: inout TrainingOutcome,
    onBatch: (BatchOutcome) -> Void
  ) throws(EngineError) {
    let batch = computed.batch
    let index = outcome.losses.count - batch.epoch * loader.batchCount
    func nonFinite(_ tensor: String) -> EngineError {
      .nonFinite(tensor: tensor, epoch: batch.epoch + 1, batch: index + 1, rows: batch.rows)
    }
    guard computed.loss.isFinite else { throw nonFinite("loss") }
    if let parameter = try firstNonFiniteGradient(pool) {
      throw nonFinite("gradient of \(parameter.name)")
    }
    if outcome.losses.isEmpty {
      outcome.firstBatch = batch.rows
      outcome.firstLogits = (0..<batch.rows.count).map { row in
        (0..<head.labels).map { computed.logits.values[row * head.labels + $0] }
      }
      for parameter in trained {
        outcome.firstGradientNorms[parameter.name] = parameter.gradient?.norm
      }
    }
    outcome.losses.append(computed.loss)
    outcome.order += batch.rows
    onBatch(
      BatchOutcome(
        epoch: batch.epoch, batch: index, batchesPerEpoch: loader.batchCount, epochs: epochs,
        loss: computed.loss, rows: batch.rows))
  }

  /// The first parameter in order with a gradient that is not finite.
  private func firstNonFiniteGradient(_ pool: WorkerPool) throws(EngineError) -> Parameter? {
    let parameters = trained
    let found = Mutex<Int?>(nil)
    try pool.forEach(count: parameters.count) { index, _ in
      guard let gradient = parameters[index].gradient, !gradient.isFinite else { return }
      found.withLock { $0 = min($0 ?? index, index) }
    }
    return found.withLock { $0 }.map { parameters[$0] }
  }

  private func step(
    _ batch: DrawnBatch, pool: WorkerPool, _ outcome: inout TrainingOutcome
  ) throws(EngineError) {
    if let maxGradientNorm {
      GradientClipping.clip(trained, maxNorm: maxGradientNorm, pool: pool)
    }
    optimizer.step(
      rateFactor: schedule.factor(step: outcome.steps, totalSteps: totalSteps), pool: pool)
    outcome.steps += 1
  }
}

// MARK: - What there is to do

extension ClassifierTraining {
  /// Whether gradients go through the backbone.
  var isFineTuning: Bool {
    trainsBackbone && !BertGradientScope(backbone.weights, pooling: pooling).isEmpty
  }

  /// Whether the batches' dropout is drawn.
  var isDropoutActive: Bool { backbone.isTraining && backbone.hasDropout }

  /// The parameters that may get a gradient here, the head's first.
  var trained: [Parameter] { head.parameters + (isFineTuning ? backbone.parameters : []) }

  /// Batches of all epochs.
  public var batches: Int {
    let (all, overflow) = loader.batchCount.multipliedReportingOverflow(by: epochs)
    return min(overflow ? .max : all, maxBatches ?? .max)
  }

  /// Tokens of the longest row.
  var longestRow: Int { rows.map { $0.ids.count }.max() ?? 0 }

  func labels(_ positions: [Int]) -> [Int] { positions.map { rows[$0].label } }

  /// Optimizer steps of the whole training.
  var totalSteps: Int {
    let perEpoch = (loader.batchCount + accumulate - 1) / accumulate
    let (whole, rest) = batches.quotientAndRemainder(dividingBy: max(1, loader.batchCount))
    return whole * perEpoch + (rest + accumulate - 1) / accumulate
  }

  /// How many batches make the optimizer step that the `done`-th batch from 0 belongs to.
  private func groupSize(batch done: Int, _ batch: DrawnBatch) -> Int {
    let start = done - (done - batch.epoch * loader.batchCount) % accumulate
    let end = min((batch.epoch + 1) * loader.batchCount, batches)
    return min(accumulate, end - start)
  }

  private func endsGroup(batch done: Int, _ batch: DrawnBatch) -> Bool {
    let index = done - batch.epoch * loader.batchCount
    return (index + 1) % accumulate == 0 || index + 1 == loader.batchCount || done + 1 == batches
  }

  private func check() throws(EngineError) {
    guard head.inputs == backbone.configuration.hiddenSize else {
      throw .invalidInput(
        """
        the head takes \(head.inputs) features, but the backbone gives \
        \(backbone.configuration.hiddenSize)
        """)
    }
    guard loader.rows == rows.count else {
      throw .invalidInput("a loader of \(loader.rows) rows over \(rows.count) rows")
    }
    guard !rows.count.multipliedReportingOverflow(by: epochs).overflow else {
      throw .invalidInput("\(epochs) epochs of \(rows.count) rows are more than can be counted")
    }
    for (position, row) in rows.enumerated() where !(0..<head.labels).contains(row.label) {
      throw .invalidInput(
        "row \(position) has label \(row.label), but the head has \(head.labels) classes")
    }
    try backbone.check(rows.map { $0.ids }, paddedLength: padding.length(of: rows.map { $0.ids }))
  }
}
