/// A frozen BERT in training mode: dropout makes the features new each epoch, but no weight that they
/// depend on changes, so the encoder may run ahead of the head.
///
/// A few batches are encoded together, which keeps all threads busy past a batch's end, and the
/// decisions for the next few are drawn at the same time by one task.
final class DropoutFeaturesWork: BatchWork {
  /// Batches encoded together: fewer of a large BERT's, whose batch keeps the threads busy by
  /// itself, so that not much is lost when a training is stopped between two checkpoints.
  private let batchesAhead: Int

  private let head: ModuleWork
  private let targets: Activation
  private let stream: ReviewStream
  private let encoder: ParallelEncoder
  private let width: Int
  private let place: WorkPlace
  /// Texts encoded so far, and in the whole training.
  private var done: Int
  private let total: Int
  private var drawn: [DrawnBatch]
  private(set) var position: BatchStream.Position
  private var encoded: ArraySlice<(batch: DrawnBatch, features: Tensor)> = []

  /// - Parameter training: of the head.
  init(
    _ training: ModuleTraining, _ bert: BertFeatures, _ texts: TokenSequences, _ place: WorkPlace
  ) {
    head = ModuleWork(training, place)
    targets = training.rows.targets
    self.place = place
    stream = ReviewStream(training, bert, texts, place)
    encoder = ParallelEncoder(
      bert.bert, pooling: bert.pooling, maxTokens: texts.longest, pool: place.pool)
    let configuration = bert.bert.configuration
    width = configuration.hiddenSize
    let isLarge = configuration.layers * width * width > 4_000_000
    batchesAhead = isLarge ? 1 : 4
    done = training.loop.rows(inBatches: place.batchesDone)
    total = training.loop.rows(inBatches: training.loop.batches)
    position = stream.position
    drawn = Self.drawAhead(stream, batchesAhead)
  }

  func next(weight: (BatchRows) -> Double) throws(EngineError) -> ComputedBatch? {
    if encoded.isEmpty { try encode() }
    guard let (batch, features) = encoded.popFirst() else { return nil }
    position = batch.after
    return try head.compute(
      batch.batch,
      LabelledRows(inputs: [.numbers(features)], targets: targets.rows(batch.rows)),
      weight: weight(batch.batch))
  }

  private func encode() throws(EngineError) {
    guard !drawn.isEmpty else { return }
    let current = drawn.map { (batch: $0, features: Tensor(shape: [$0.rows.count, width])) }
    var next: [DrawnBatch] = []
    try encoder.run(
      current.map {
        EncoderBatch(
          sequences: $0.batch.texts.ids, dropout: $0.batch.dropout, output: $0.features)
      },
      beside: { next = Self.drawAhead(self.stream, self.batchesAhead) },
      cancellation: place.cancellation,
      progress: { encoded, _ in place.onFeatures(done + encoded, total) })
    done += current.reduce(0) { $0 + $1.batch.rows.count }
    drawn = next
    encoded = current[...]
  }

  private static func drawAhead(_ stream: ReviewStream, _ count: Int) -> [DrawnBatch] {
    var drawn: [DrawnBatch] = []
    while drawn.count < count, let batch = stream.next() { drawn.append(batch) }
    return drawn
  }
}

extension Training {
  /// Rows in the first batches of a training.
  fileprivate func rows(inBatches count: Int) -> Int {
    // Whole epochs, and then batches that are all full: an epoch's last one is not among them.
    let (whole, rest) = count.quotientAndRemainder(dividingBy: max(1, loader.batchCount))
    return whole * loader.rowsPerEpoch + rest * loader.batchSize
  }
}
