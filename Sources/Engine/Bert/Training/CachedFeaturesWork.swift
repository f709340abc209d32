extension ClassifierHead {
  /// A head's own part of a batch: forward, loss, backward.
  func compute(
    _ batch: DrawnBatch, features: Tensor, labels: [Int], weight: Double
  ) -> ComputedBatch {
    let (activations, logits) = forward(features)
    let (loss, dLogits) = CrossEntropy.lossAndGradient(
      logits: logits, labels: labels, weight: weight)
    backward(dLogits: dLogits, activations: activations, features: features)
    return ComputedBatch(batch: batch.batch, loss: loss, output: logits)
  }
}

/// A frozen backbone in evaluation mode: each row is encoded once, whatever the number of epochs.
final class CachedFeaturesWork: BatchWork {
  private let training: ClassifierTraining
  private let stream: ReviewStream
  /// Of all rows, [rows, C].
  private let features: Tensor
  private(set) var position: BatchStream.Position

  init(training: ClassifierTraining, stream: ReviewStream, features: Tensor) {
    (self.training, self.stream, self.features) = (training, stream, features)
    position = stream.position
  }

  func next(weight: (BatchRows) -> Double) throws(EngineError) -> ComputedBatch? {
    guard let batch = stream.next() else { return nil }
    position = batch.after
    return training.head.compute(
      batch, features: features.rows(batch.rows), labels: training.labels(batch.rows),
      weight: weight(batch.batch))
  }
}
