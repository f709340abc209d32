/// A batch after its forward and backward pass: the gradients are in the parameters.
struct ComputedBatch {
  let batch: DrawnBatch
  let loss: Float
  /// [B, labels].
  let logits: Tensor
}

/// How a training's batches are computed; the three ways differ in what they need not compute.
protocol BatchWork: AnyObject {
  /// The next batch, forward and back; `nil` when all are done.
  ///
  /// - Parameter weight: what its gradients are multiplied by, asked for once the batch is known.
  func next(weight: (DrawnBatch) -> Double) throws(EngineError) -> ComputedBatch?
}

extension ClassifierHead {
  /// A head's own part of a batch: forward, loss, backward.
  func compute(
    _ batch: DrawnBatch, features: Tensor, labels: [Int], weight: Double
  ) -> ComputedBatch {
    let (activations, logits) = forward(features)
    let (loss, dLogits) = CrossEntropy.lossAndGradient(
      logits: logits, labels: labels, weight: weight)
    backward(dLogits: dLogits, activations: activations, features: features)
    return ComputedBatch(batch: batch, loss: loss, logits: logits)
  }
}

/// A frozen backbone in evaluation mode: each row is encoded once, whatever the number of epochs.
final class CachedFeaturesWork: BatchWork {
  private let training: ClassifierTraining
  private let stream: BatchStream
  /// Of all rows, [rows, C].
  private let features: Tensor

  init(training: ClassifierTraining, stream: BatchStream, features: Tensor) {
    (self.training, self.stream, self.features) = (training, stream, features)
  }

  func next(weight: (DrawnBatch) -> Double) throws(EngineError) -> ComputedBatch? {
    guard let batch = stream.next() else { return nil }
    return training.head.compute(
      batch, features: features.rows(batch.rows), labels: training.labels(batch.rows),
      weight: weight(batch))
  }
}

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
  private let stream: BatchStream
  private let encoder: ParallelEncoder
  private let cancellation: Cancellation
  private let progress: (Int) -> Void
  /// Sequences encoded in the calls before.
  private var sequences = 0
  private var drawn: [DrawnBatch]
  private var encoded: ArraySlice<(batch: DrawnBatch, features: Tensor)> = []

  init(
    _ training: ClassifierTraining, stream: BatchStream, pool: WorkerPool,
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
    drawn = Self.drawAhead(stream, batchesAhead)
  }

  func next(weight: (DrawnBatch) -> Double) throws(EngineError) -> ComputedBatch? {
    if encoded.isEmpty { try encode() }
    guard let (batch, features) = encoded.popFirst() else { return nil }
    return training.head.compute(
      batch, features: features, labels: training.labels(batch.rows), weight: weight(batch))
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

  private static func drawAhead(_ stream: BatchStream, _ count: Int) -> [DrawnBatch] {
    var drawn: [DrawnBatch] = []
    while drawn.count < count, let batch = stream.next() { drawn.append(batch) }
    return drawn
  }
}
