import Foundation

/// What a training prints of an epoch's losses.
enum PrintedLoss: String, CaseIterable, Sendable {
  /// The last batch's loss divided by the number of batches: what a loop prints that sets its sum
  /// back to zero in each batch.
  case lastBatchOverBatches = "last_batch_over_batches"
  case mean
  /// What a loop prints that adds up and does not divide.
  case sum
  case lastBatch = "last_batch"
  /// What a loop prints whose `print` stands in the loop over batches.
  case eachBatch = "each_batch"
}

/// The losses of a training gathered into epochs; an epoch that was broken off counts for nothing.
struct EpochLosses {
  let batches: Int
  let printed: PrintedLoss
  /// Prints every n-th epoch.
  let every: Int
  private(set) var printedLosses: [Double] = []
  /// The epoch of each of them, from 1.
  private(set) var printedEpochs: [Int] = []
  private(set) var means: [Double] = []
  private var sum = 0.0
  private var count = 0

  init(batches: Int, printed: PrintedLoss, every: Int = 1) {
    (self.batches, self.printed, self.every) = (batches, printed, every)
  }

  /// Whether the epoch of the next batch is printed.
  private var isPrinted: Bool { (means.count + 1) % every == 0 }

  /// Adds a batch's loss; returns what Python would print, if anything is printed then.
  mutating func add(_ loss: Float) -> String? {
    let printsBatch = printed == .eachBatch && isPrinted
    let printsEpoch = printed != .eachBatch && isPrinted
    sum += Double(loss)
    count += 1
    guard count == batches else {
      return printsBatch ? print(Double(loss), epoch: means.count + 1) : nil
    }
    let figure = figure(last: Double(loss))
    means.append(sum / Double(batches))
    (sum, count) = (0, 0)
    // The epoch that has just ended is counted.
    return printsBatch || printsEpoch ? print(figure, epoch: means.count) : nil
  }

  /// What is printed at an epoch's end.
  private func figure(last loss: Double) -> Double {
    switch printed {
    case .mean: sum / Double(batches)
    case .sum: sum
    case .lastBatch, .eachBatch: loss
    case .lastBatchOverBatches: loss / Double(batches)
    }
  }

  private mutating func print(_ figure: Double, epoch: Int) -> String {
    printedEpochs.append(epoch)
    let rounded = pythonRounded(figure, places: 4)
    printedLosses.append(rounded)
    // Swift and Python both write the shortest decimal that reads back.
    return rounded.description
  }
}

/// Python's `round(value, places)`: the nearest decimal to the binary value, exactly, ties to even.
func pythonRounded(_ value: Double, places: Int) -> Double {
  Double(String(format: "%.\(places)f", value)) ?? value
}
