/// A batch of token ids with everything random about it decided.
struct DrawnBatch {
  let batch: BatchRows
  let sequences: [[Int32]]
  /// `nil` where no dropout is active.
  let dropout: BertDropout?
  /// How the stream stood once the batch had been drawn.
  let after: BatchStream.Position

  /// Positions in the subset.
  var rows: [Int] { batch.rows }
}

/// The batches of a BERT's training in order, with their dropout decisions.
///
/// All random draws of such a training happen here, in PyTorch's order: an epoch's order, then its
/// batches one by one. Nothing in it depends on weights, so it may run ahead of the computation.
final class ReviewStream {
  private let training: ClassifierTraining
  private var stream: BatchStream
  private var sampler: BertDropoutSampler?

  /// - Parameter position: where to go on; `nil` at the start. The generator is set to it.
  init(
    _ training: ClassifierTraining, generator: TorchGenerator, from position: BatchStream.Position?
  ) {
    self.training = training
    stream = BatchStream(
      training.loop.loader, batches: training.loop.batches, generator: generator, from: position)
    if training.isDropoutActive {
      sampler = BertDropoutSampler(training.backbone.configuration, pooling: training.pooling)
    }
  }

  /// The next batch; `nil` when all have been drawn.
  func next() -> DrawnBatch? {
    guard let batch = stream.next() else { return nil }
    let sequences = batch.rows.map { training.rows[$0].ids }
    var dropout: BertDropout?
    if var sampler {
      var drawn = BertDropout(training.backbone.configuration)
      sampler.draw(
        lengths: sequences.map { $0.count }, paddedLength: training.padding.length(of: sequences),
        from: stream.generator, into: &drawn)
      self.sampler = sampler
      dropout = drawn
    }
    return DrawnBatch(
      batch: batch, sequences: sequences, dropout: dropout, after: stream.position)
  }

  /// Before anything is drawn.
  var position: BatchStream.Position { stream.position }
}
