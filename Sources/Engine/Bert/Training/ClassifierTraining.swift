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
  public var padding: Padding
  public var loop: Training
  public var pooling = Pooling.pooler
  /// Whether gradients reach the backbone's unfrozen parameters: not where features are computed
  /// beforehand, without gradient.
  public var trainsBackbone = true
  /// Tokens of a batch whose activations are kept at once when the backbone trains.
  var tokensKept = FineTuningWork.tokensKept

  public init(
    backbone: BertModel, head: ClassifierHead, rows: [TokenizedRow], padding: Padding,
    loop: Training
  ) {
    (self.backbone, self.head, self.rows) = (backbone, head, rows)
    (self.padding, self.loop) = (padding, loop)
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
  ///   - onStep: called after each optimizer step, and once where the training is interrupted: see
  ///     ``Training``.
  /// - Throws: `invalidInput` for rows that do not fit the models; `nonFinite` where a loss or a
  ///   gradient is not finite; `interrupted`.
  public func run(
    generator: TorchGenerator, pool: WorkerPool, cancellation: Cancellation,
    resuming checkpoint: TrainingCheckpoint? = nil,
    onFeatures: (_ done: Int, _ total: Int) -> Void = { _, _ in },
    onBatch: (BatchOutcome) -> Void = { _ in },
    onStep: (TrainingStep) throws(EngineError) -> Void = { _ throws(EngineError) in }
  ) throws(EngineError) -> TrainingOutcome {
    try check()
    let stream = ReviewStream(self, generator: generator, from: checkpoint?.position)
    return try withoutActuallyEscaping(onFeatures) { onFeatures throws(EngineError) in
      func run(_ work: some BatchWork) throws(EngineError) -> TrainingOutcome {
        try loop.run(
          work, trained: trained, pool: pool, cancellation: cancellation, resuming: checkpoint,
          onBatch: onBatch, onStep: onStep)
      }
      if isFineTuning {
        return try run(
          FineTuningWork(self, stream: stream, pool: pool, cancellation: cancellation))
      }
      if isDropoutActive {
        return try run(
          dropoutWork(
            stream, pool: pool, cancellation: cancellation, onFeatures: onFeatures,
            encoded: checkpoint?.outcome.order.count ?? 0))
      }
      let features = try backbone.features(
        of: rows.map { $0.ids }, pooling: pooling,
        paddedLength: padding.length(of: rows.map { $0.ids }),
        generator: generator, pool: pool, cancellation: cancellation, progress: onFeatures)
      return try run(CachedFeaturesWork(training: self, stream: stream, features: features))
    }
  }

  private func dropoutWork(
    _ stream: ReviewStream, pool: WorkerPool, cancellation: Cancellation,
    onFeatures: @escaping (Int, Int) -> Void, encoded: Int
  ) -> DropoutFeaturesWork {
    // Whole epochs, and then batches that are all full: an epoch's last one is not among them.
    let loader = loop.loader
    let (whole, rest) = loop.batches.quotientAndRemainder(dividingBy: max(1, loader.batchCount))
    let total = whole * rows.count + rest * loader.batchSize
    return DropoutFeaturesWork(
      self, stream: stream, pool: pool, cancellation: cancellation,
      progress: { onFeatures(encoded + $0, total) })
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

  /// Tokens of the longest row.
  var longestRow: Int { rows.map { $0.ids.count }.max() ?? 0 }

  func labels(_ positions: [Int]) -> [Int] { positions.map { rows[$0].label } }

  private func check() throws(EngineError) {
    guard head.inputs == backbone.configuration.hiddenSize else {
      throw .invalidInput(
        """
        the head takes \(head.inputs) features, but the backbone gives \
        \(backbone.configuration.hiddenSize)
        """)
    }
    guard loop.loader.rows == rows.count else {
      throw .invalidInput("a loader of \(loop.loader.rows) rows over \(rows.count) rows")
    }
    guard !rows.count.multipliedReportingOverflow(by: loop.epochs).overflow else {
      throw .invalidInput(
        "\(loop.epochs) epochs of \(rows.count) rows are more than can be counted")
    }
    for (position, row) in rows.enumerated() where !(0..<head.labels).contains(row.label) {
      throw .invalidInput(
        "row \(position) has label \(row.label), but the head has \(head.labels) classes")
    }
    try backbone.check(rows.map { $0.ids }, paddedLength: padding.length(of: rows.map { $0.ids }))
  }
}
