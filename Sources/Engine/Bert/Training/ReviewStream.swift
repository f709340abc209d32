/// A batch of texts with everything random about it decided.
struct DrawnBatch {
  let batch: BatchRows
  let texts: TokenSequences
  /// `nil` where no dropout is active.
  let dropout: BertDropout?
  /// How the stream stood once the batch had been drawn.
  let after: BatchStream.Position

  /// Positions in the data.
  var rows: [Int] { batch.rows }
}

/// The batches of a BERT's training in order, with their dropout decisions.
///
/// All random draws of such a training happen here, in PyTorch's order: an epoch's order, then its
/// batches one by one. Nothing in it depends on weights, so it may run ahead of the computation.
final class ReviewStream {
  private let bert: BertFeatures
  private let texts: TokenSequences
  private let drops: Bool
  private var stream: BatchStream

  init(
    _ training: ModuleTraining, _ bert: BertFeatures, _ texts: TokenSequences, _ place: WorkPlace
  ) {
    (self.bert, self.texts, stream) = (bert, texts, place.stream)
    drops = bert.drops(training.isTraining)
  }

  /// The next batch; `nil` when all have been drawn.
  func next() -> DrawnBatch? {
    guard let batch = stream.next() else { return nil }
    let texts = texts.rows(batch.rows)
    let dropout =
      drops ? bert.bert.drawDropout(texts, bert.pooling, from: stream.generator) : nil
    return DrawnBatch(batch: batch, texts: texts, dropout: dropout, after: stream.position)
  }

  /// Before anything is drawn.
  var position: BatchStream.Position { stream.position }
}
