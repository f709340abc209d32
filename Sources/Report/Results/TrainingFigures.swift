import Foundation
import Records

/// The figures of a training step, epoch by epoch.
struct TrainingFigures {
  struct Epoch {
    var number: Int
    /// What the notebook's author saw, where the lesson has it.
    var author: Double?
    var printed: Double?
    /// The loss of the epoch's last batch, where the epoch was finished.
    var last: Double?
    var mean: Double?
    /// Over the rows held out, where the training looks at such.
    var validation: Double?
  }

  /// One a batch.
  let losses: [Double]
  /// Batches in a full epoch.
  let batches: Int
  let epochs: [Epoch]
  /// Whether what is printed is the last batch's loss divided by the number of batches.
  let printsShareOfLastBatch: Bool
  /// The loss of guessing: ln of the number of classes.
  let chance: Double?
  let classes: Int
  /// The epoch with the least loss over the rows held out, and the last one computed.
  let best, stopped: Int?

  init?(_ reader: inout ResultReader, notebookPrinted: [String: JSONValue], context: ReportContext)
  {
    guard let losses = reader.take(.losses)?.array?.compactMap(\.number), !losses.isEmpty else {
      return nil
    }
    let printedEpochs = reader.take(.printedEpochs)?.array?.compactMap(\.int)
    let printed = Self.byEpoch(reader.take(.printedLoss), printedEpochs)
    let means = (reader.take(.meanLoss)?.array ?? []).map(\.number)
    let validation = (reader.take(.validationLoss)?.array ?? []).map(\.number)
    (best, stopped) = (reader.take(.bestEpoch)?.int, reader.take(.stoppedEpoch)?.int)
    let author = Self.byEpoch(notebookPrinted[.printedLoss], printedEpochs)
    let given = reader.take(.batches)?.int ?? 0
    let batches = given > 0 ? given : losses.count
    let started = (losses.count - 1) / batches + 1
    let count = max(started, author.count, printed.count)
    let rows = (0..<count).map { index in
      // The last batch, where the epoch was finished; an epoch may be longer than any record.
      let last = index < losses.count / batches ? losses[(index + 1) * batches - 1] : nil
      return Epoch(
        number: index + 1, author: author.at(index), printed: printed.at(index),
        last: last, mean: means.at(index), validation: validation.at(index))
    }
    let pairs = rows.compactMap { row in
      row.printed.flatMap { printed in row.last.map { (printed, $0) } }
    }
    self.losses = losses
    self.batches = batches
    epochs = rows
    printsShareOfLastBatch =
      batches > 1 && !pairs.isEmpty
      && pairs.allSatisfy { abs($0 - $1 / Double(batches)) <= 0.5001e-4 }
    let logits = reader.peek(.firstLogits)?.array?.first?.array?.count
    classes = logits ?? context.classNames.count
    chance = classes > 1 ? log(Double(classes)) : nil
  }

  /// Printed figures epoch by epoch; of several in one epoch the last.
  ///
  /// - Parameter epochs: of each figure, from 1; `nil` where each epoch has one.
  private static func byEpoch(_ figures: JSONValue?, _ epochs: [Int]?) -> [Double?] {
    let figures = (figures?.array ?? []).map(\.number)
    guard let epochs else { return figures }
    // A record may hold any numbers.
    let known = zip(epochs, figures).filter { (1...1_000_000).contains($0.0) }
    var placed = [Double?](repeating: nil, count: known.map(\.0).max() ?? 0)
    for (epoch, figure) in known { placed[epoch - 1] = figure }
    return placed
  }
}

extension Array {
  /// The element at a place that may lie outside, of a list that may hold gaps.
  fileprivate func at<Value>(_ index: Int) -> Value? where Element == Value? {
    indices.contains(index) ? self[index] : nil
  }
}
