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
    case .longestInBatch: sequences.map(\.count).max() ?? 0
    }
  }
}

/// What one batch came to.
public struct BatchOutcome: Sendable {
  /// From 0.
  public var epoch: Int
  /// Within the epoch, from 0.
  public var batch: Int
  public var batchesPerEpoch: Int
  public var epochs: Int
  public var loss: Float
  /// Positions in the subset.
  public var rows: [Int]
}

/// What a training came to.
public struct TrainingOutcome: Sendable {
  /// One a batch.
  public var losses: [Float] = []
  /// Positions in the subset in the order they were visited, all epochs.
  public var order: [Int] = []
  /// Positions of the first batch.
  public var firstBatch: [Int] = []
  /// Logits of the first batch, [B][labels].
  public var firstLogits: [[Float]] = []
  /// Norms of the first batch's gradients by parameter name.
  public var firstGradientNorms: [String: Double] = [:]
  public var batchesPerEpoch = 0
}

/// Trains a head on the pooler's output of a frozen backbone: the loops of cells 10 and 16.
///
/// With the backbone in evaluation mode each row is encoded once, whatever the number of epochs. In
/// training mode its dropout is active and each epoch encodes anew.
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

  /// Runs all epochs.
  ///
  /// - Parameters:
  ///   - generator: the step's generator, freshly seeded.
  ///   - onFeatures: called from any thread after each encoded sequence, with how many of how many
  ///     are done over the whole training.
  ///   - onBatch: called after each batch, in order.
  /// - Throws: `invalidInput` for rows that do not fit the models or a backbone that is not frozen;
  ///   `nonFinite` where a loss or a gradient is not finite; `interrupted`.
  public func run(
    generator: TorchGenerator, pool: WorkerPool, cancellation: Cancellation,
    onFeatures: (_ done: Int, _ total: Int) -> Void = { _, _ in },
    onBatch: (BatchOutcome) -> Void = { _ in }
  ) throws(EngineError) -> TrainingOutcome {
    try check()
    var outcome = TrainingOutcome(batchesPerEpoch: loader.batchCount)
    if backbone.isTraining, backbone.hasDropout {
      try runWithDropout(
        generator: generator, pool: pool, cancellation: cancellation, onFeatures: onFeatures,
        onBatch: onBatch, outcome: &outcome)
    } else {
      let features = try backbone.pooledOutput(
        of: rows.map(\.ids), paddedLength: padding.length(of: rows.map(\.ids)),
        generator: generator, pool: pool, cancellation: cancellation, progress: onFeatures)
      for epoch in 0..<epochs {
        for positions in loader.epoch(generator) where !isDone(outcome) {
          try cancellation.check()
          try step(
            epoch: epoch, positions, features: features.rows(positions), pool: pool,
            onBatch: onBatch, outcome: &outcome)
        }
      }
    }
    return outcome
  }

  private func runWithDropout(
    generator: TorchGenerator, pool: WorkerPool, cancellation: Cancellation,
    onFeatures: (Int, Int) -> Void, onBatch: (BatchOutcome) -> Void,
    outcome: inout TrainingOutcome
  ) throws(EngineError) {
    let stream = DropoutFeatures(
      model: backbone, rows: rows, loader: loader, padding: padding, epochs: epochs,
      maxBatches: maxBatches, generator: generator, pool: pool)
    // Whole epochs, and then batches that are all full, since an epoch's last one is not among them.
    let batches = min(loader.batchCount * epochs, maxBatches ?? .max)
    let (whole, rest) = batches.quotientAndRemainder(dividingBy: max(1, loader.batchCount))
    let total = whole * rows.count + rest * loader.batchSize
    var encoded = 0
    while true {
      let batches = try stream.nextBatches(
        cancellation: cancellation, progress: { onFeatures(encoded + $0, total) })
      if batches.isEmpty { return }
      for batch in batches {
        try step(
          epoch: batch.epoch, batch.rows, features: batch.features, pool: pool, onBatch: onBatch,
          outcome: &outcome)
        encoded += batch.rows.count
      }
    }
  }

  /// One batch: forward, loss, backward, optimizer.
  private func step(
    epoch: Int, _ positions: [Int], features: Tensor, pool: WorkerPool,
    onBatch: (BatchOutcome) -> Void, outcome: inout TrainingOutcome
  ) throws(EngineError) {
    let batch = outcome.losses.count - epoch * loader.batchCount
    optimizer.zeroGradients()
    let (activations, logits) = head.forward(features)
    let (loss, dLogits) = CrossEntropy.lossAndGradient(
      logits: logits, labels: positions.map { rows[$0].label })
    guard loss.isFinite else {
      throw .nonFinite(tensor: "loss", epoch: epoch + 1, batch: batch + 1, rows: positions)
    }
    head.backward(dLogits: dLogits, activations: activations, features: features)
    if outcome.losses.isEmpty {
      outcome.firstBatch = positions
      outcome.firstLogits = (0..<positions.count).map { row in
        (0..<head.labels).map { logits.values[row * head.labels + $0] }
      }
      for parameter in head.parameters {
        guard let gradient = parameter.gradient else { continue }
        outcome.firstGradientNorms[parameter.name] = gradient.norm
      }
    }
    for parameter in head.parameters {
      if let gradient = parameter.gradient, !gradient.isFinite {
        throw .nonFinite(
          tensor: "gradient of \(parameter.name)", epoch: epoch + 1, batch: batch + 1,
          rows: positions)
      }
    }
    optimizer.step(rateFactor: 1, pool: pool)
    outcome.losses.append(loss)
    outcome.order += positions
    onBatch(
      BatchOutcome(
        epoch: epoch, batch: batch, batchesPerEpoch: loader.batchCount, epochs: epochs, loss: loss,
        rows: positions))
  }

  private func isDone(_ outcome: TrainingOutcome) -> Bool {
    outcome.losses.count >= maxBatches ?? .max
  }

  private func check() throws(EngineError) {
    let frozen = backbone.parameters.allSatisfy { !$0.requiresGradient }
    guard frozen else {
      throw .invalidInput(
        """
        the backbone is not frozen, and this version trains heads alone: \
        freeze the backbone before training
        """)
    }
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
    try backbone.check(rows.map(\.ids), paddedLength: padding.length(of: rows.map(\.ids)))
  }
}
