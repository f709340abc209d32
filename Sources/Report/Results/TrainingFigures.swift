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
  /// Every figure that is printed, and every one that the author saw, several in an epoch side by side.
  let printed, author: [LineChart.Point]
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
    let printedHere = Self.figures(reader.take(.printedLoss), printedEpochs)
    let printed = Self.byEpoch(printedHere)
    let means = (reader.take(.meanLoss)?.array ?? []).map(\.number)
    let validation = (reader.take(.validationLoss)?.array ?? []).map(\.number)
    (best, stopped) = (reader.take(.bestEpoch)?.int, reader.take(.stoppedEpoch)?.int)
    let seen = Self.figures(notebookPrinted[.printedLoss], printedEpochs)
    let author = Self.byEpoch(seen)
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
    let isEachBatch = printedEpochs.map { Set($0).count < $0.count } ?? false
    let perEpoch = isEachBatch ? batches : 1
    self.printed = Self.points(printedHere, perEpoch)
    self.author = Self.points(seen, perEpoch)
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

  /// Printed figures, each with its epoch.
  ///
  /// - Parameter epochs: of each figure, from 1; `nil` where each epoch has one.
  private static func figures(
    _ figures: JSONValue?, _ epochs: [Int]?
  ) -> [(epoch: Int, figure: Double?)] {
    let figures = (figures?.array ?? []).map(\.number)
    // A record may hold any numbers.
    return zip(epochs ?? Array(1..<figures.count + 1), figures)
      .filter { (1...1_000_000).contains($0.0) }.map { (epoch: $0.0, figure: $0.1) }
  }

  /// Epoch by epoch; of several in one epoch the last.
  private static func byEpoch(_ figures: [(epoch: Int, figure: Double?)]) -> [Double?] {
    var placed = [Double?](repeating: nil, count: figures.map(\.epoch).max() ?? 0)
    for (epoch, figure) in figures { placed[epoch - 1] = figure }
    return placed
  }

  /// Where they stand in a chart: one an epoch at its end, one a batch at that batch's.
  private static func points(
    _ figures: [(epoch: Int, figure: Double?)], _ perEpoch: Int
  ) -> [LineChart.Point] {
    var seen: [Int: Int] = [:]
    return figures.compactMap { epoch, figure in
      seen[epoch, default: 0] += 1
      guard let figure, let place = seen[epoch] else { return nil }
      return .init(x: Double(epoch - 1) + Double(place) / Double(max(1, perEpoch)), y: figure)
    }
  }
}

extension Array {
  /// The element at a place that may lie outside, of a list that may hold gaps.
  fileprivate func at<Value>(_ index: Int) -> Value? where Element == Value? {
    indices.contains(index) ? self[index] : nil
  }
}
