/// A batch with everything random about it decided.
struct DrawnBatch {
  /// From 0.
  let epoch: Int
  /// Positions in the subset.
  let rows: [Int]
  let sequences: [[Int32]]
  /// `nil` where no dropout is active.
  let dropout: BertDropout?
  /// How the stream stood once the batch had been drawn.
  let after: BatchStream.Position
}

/// The batches of a training in order, with their dropout decisions.
///
/// All random draws of a training happen here, in PyTorch's order: an epoch's order, then its
/// batches one by one. Nothing in it depends on weights, so it may run ahead of the computation.
final class BatchStream {
  /// A place in the stream to go on from.
  struct Position {
    var generator: TorchGenerator.State
    var epoch: Int
    var pending: [[Int]]
  }

  private let training: ClassifierTraining
  private let generator: TorchGenerator
  private var sampler: BertDropoutSampler?
  private var epoch = -1
  private var pending: ArraySlice<[Int]> = []
  /// Batches still to be drawn.
  private var remaining: Int

  /// - Parameter position: where to go on; `nil` at the start. The generator is set to it.
  init(_ training: ClassifierTraining, generator: TorchGenerator, from position: Position?) {
    self.training = training
    self.generator = generator
    if training.isDropoutActive {
      sampler = BertDropoutSampler(training.backbone.configuration, pooling: training.pooling)
    }
    remaining = training.batches
    if let position {
      generator.state = position.generator
      epoch = position.epoch
      pending = position.pending[...]
      let done = (epoch + 1) * training.loader.batchCount - pending.count
      remaining -= done
    }
  }

  /// The next batch; `nil` when all have been drawn.
  func next() -> DrawnBatch? {
    guard remaining > 0 else { return nil }
    if pending.isEmpty {
      epoch += 1
      pending = training.loader.epoch(generator)[...]
    }
    guard let rows = pending.popFirst() else { return nil }
    remaining -= 1
    let sequences = rows.map { training.rows[$0].ids }
    var dropout: BertDropout?
    if var sampler {
      var drawn = BertDropout(training.backbone.configuration)
      sampler.draw(
        lengths: sequences.map { $0.count }, paddedLength: training.padding.length(of: sequences),
        from: generator, into: &drawn)
      self.sampler = sampler
      dropout = drawn
    }
    return DrawnBatch(
      epoch: epoch, rows: rows, sequences: sequences, dropout: dropout,
      after: Position(generator: generator.state, epoch: epoch, pending: Array(pending)))
  }
}
