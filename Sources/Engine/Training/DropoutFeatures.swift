/// The features of a frozen backbone in training mode, batch after batch, for all epochs.
///
/// Dropout makes them new each epoch, but no weight that they depend on changes: so the encoder may
/// run ahead of the head's training. A few batches are encoded together, which keeps all threads busy
/// past a batch's end, and the decisions for the next few are drawn at the same time by one task.
/// Draws happen in one order only: an epoch's order, then its batches one by one.
final class DropoutFeatures {
  /// Batches encoded together.
  static let batchesAhead = 4

  /// A batch with its features [B, C].
  struct Batch {
    let epoch: Int
    /// Positions in the subset.
    let rows: [Int]
    let features: Tensor
  }

  /// Batches whose dropout decisions have been drawn.
  private struct Drawn {
    var batches: [Batch] = []
    var work: [EncoderBatch] = []
  }

  private let model: BertModel
  private let rows: [TokenizedRow]
  private let padding: Padding
  private let epochs: Int
  private let loader: DataLoader
  private let generator: TorchGenerator
  private let encoder: ParallelEncoder
  private var sampler: BertDropoutSampler

  private var epoch = -1
  private var pending: ArraySlice<[Int]> = []
  /// Batches still to be drawn.
  private var remaining: Int
  private var next = Drawn()

  init(
    model: BertModel, rows: [TokenizedRow], loader: DataLoader, padding: Padding, epochs: Int,
    maxBatches: Int?, generator: TorchGenerator, pool: WorkerPool
  ) {
    self.model = model
    self.rows = rows
    self.loader = loader
    self.padding = padding
    self.epochs = epochs
    self.generator = generator
    encoder = ParallelEncoder(model, maxTokens: rows.map(\.ids.count).max() ?? 0, pool: pool)
    sampler = BertDropoutSampler(model.configuration)
    remaining = min(loader.batchCount * epochs, maxBatches ?? .max)
    next = drawAhead()
  }

  /// The next few batches, encoded; empty when all epochs are done.
  func nextBatches(
    cancellation: Cancellation, progress: (_ done: Int) -> Void
  ) throws(EngineError) -> [Batch] {
    let current = next
    next = Drawn()
    guard !current.batches.isEmpty else { return [] }
    try encoder.run(
      current.work, beside: { self.next = self.drawAhead() }, cancellation: cancellation,
      progress: { done, _ in progress(done) })
    return current.batches
  }

  private func drawAhead() -> Drawn {
    var drawn = Drawn()
    while drawn.batches.count < Self.batchesAhead, remaining > 0 {
      if pending.isEmpty {
        epoch += 1
        pending = loader.epoch(generator)[...]
      }
      guard let positions = pending.popFirst() else { break }
      remaining -= 1
      let sequences = positions.map { rows[$0].ids }
      var dropout = BertDropout(model.configuration)
      sampler.draw(
        lengths: sequences.map(\.count), paddedLength: padding.length(of: sequences),
        from: generator, into: &dropout)
      let features = Tensor(shape: [positions.count, model.configuration.hiddenSize])
      drawn.batches.append(Batch(epoch: epoch, rows: positions, features: features))
      drawn.work.append(
        EncoderBatch(sequences: sequences, dropout: dropout, output: features))
    }
    return drawn
  }
}
