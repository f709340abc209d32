import Foundation

/// What a training prints after an epoch.
enum PrintedLoss: String, CaseIterable, Sendable {
  /// The last batch's loss divided by the number of batches: what a loop prints that sets its sum
  /// back to zero in each batch.
  case lastBatchOverBatches = "last_batch_over_batches"
  case mean
}

/// The losses of a training gathered into epochs; an epoch that was broken off counts for nothing.
struct EpochLosses {
  let batches: Int
  let printed: PrintedLoss
  private(set) var printedLosses: [Double] = []
  private(set) var means: [Double] = []
  private var sum = 0.0
  private var count = 0

  init(batches: Int, printed: PrintedLoss) { (self.batches, self.printed) = (batches, printed) }

  /// Adds a batch's loss; at an epoch's end returns what Python would print of it.
  mutating func add(_ loss: Float) -> String? {
    sum += Double(loss)
    count += 1
    guard count == batches else { return nil }
    let mean = sum / Double(batches)
    means.append(mean)
    (sum, count) = (0, 0)
    let rounded = pythonRounded(
      printed == .mean ? mean : Double(loss) / Double(batches), places: 4)
    printedLosses.append(rounded)
    // Swift and Python both write the shortest decimal that reads back.
    return rounded.description
  }
}

/// Python's `round(value, places)`: the nearest decimal to the binary value, exactly, ties to even.
func pythonRounded(_ value: Double, places: Int) -> Double {
  Double(String(format: "%.\(places)f", value)) ?? value
}
