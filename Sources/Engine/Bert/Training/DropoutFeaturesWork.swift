/// A frozen backbone in training mode: dropout makes the features new each epoch, but no weight
/// that they depend on changes, so the encoder may run ahead of the head.
///
/// A few batches are encoded together, which keeps all threads busy past a batch's end, and the
/// decisions for the next few are drawn at the same time by one task.
final class DropoutFeaturesWork: BatchWork {
  /// Batches encoded together: fewer of a large backbone's, whose batch keeps the threads busy by
  /// itself, so that not much is lost when a training is stopped between two checkpoints.
  private let batchesAhead: Int

  private let training: ClassifierTraining
  private let stream: ReviewStream
  private let encoder: ParallelEncoder
  private let cancellation: Cancellation
  private let progress: (Int) -> Void
  /// Sequences encoded in the calls before.
  private var sequences = 0
  private var drawn: [DrawnBatch]
  private(set) var position: BatchStream.Position
  private var encoded: ArraySlice<(batch: DrawnBatch, features: Tensor)> = []

  init(
    _ training: ClassifierTraining, stream: ReviewStream, pool: WorkerPool,
    cancellation: Cancellation, progress: @escaping (_ encodedSoFar: Int) -> Void
  ) {
    self.training = training
    self.stream = stream
    self.cancellation = cancellation
    self.progress = progress
    encoder = ParallelEncoder(
      training.backbone, pooling: training.pooling, maxTokens: training.longestRow, pool: pool)
    let configuration = training.backbone.configuration
    let isLarge =
      configuration.layers * configuration.hiddenSize * configuration.hiddenSize > 4_000_000
    batchesAhead = isLarge ? 1 : 4
    position = stream.position
    drawn = Self.drawAhead(stream, batchesAhead)
  }

  func next(weight: (BatchRows) -> Double) throws(EngineError) -> ComputedBatch? {
    if encoded.isEmpty { try encode() }
    guard let (batch, features) = encoded.popFirst() else { return nil }
    position = batch.after
    return training.head.compute(
      batch, features: features, labels: training.labels(batch.rows), weight: weight(batch.batch))
  }

  private func encode() throws(EngineError) {
    guard !drawn.isEmpty else { return }
    let width = training.backbone.configuration.hiddenSize
    let current = drawn.map { (batch: $0, features: Tensor(shape: [$0.rows.count, width])) }
    var next: [DrawnBatch] = []
    try encoder.run(
      current.map {
        EncoderBatch(
          sequences: $0.batch.sequences, dropout: $0.batch.dropout, output: $0.features)
      },
      beside: { next = Self.drawAhead(self.stream, self.batchesAhead) }, cancellation: cancellation,
      progress: { done, _ in progress(sequences + done) })
    sequences += current.reduce(0) { $0 + $1.batch.rows.count }
    drawn = next
    encoded = current[...]
  }

  private static func drawAhead(_ stream: ReviewStream, _ count: Int) -> [DrawnBatch] {
    var drawn: [DrawnBatch] = []
    while drawn.count < count, let batch = stream.next() { drawn.append(batch) }
    return drawn
  }
}
