/// How long a training goes on: known before anything runs.
public struct TrainingLength: Sendable {
  /// Batches, the last of which may be short.
  public var batchesPerEpoch: Int
  /// At most: early stopping may end it before.
  public var epochs: Int
  /// Of all epochs together; `nil` without a limit.
  public var maxBatches: Int?
  /// Batches of an optimizer step; an epoch's last step may have fewer.
  public var accumulate: Int

  public init(batchesPerEpoch: Int, epochs: Int, maxBatches: Int?, accumulate: Int) {
    (self.batchesPerEpoch, self.epochs) = (batchesPerEpoch, epochs)
    (self.maxBatches, self.accumulate) = (maxBatches, accumulate)
  }

  /// Batches of all epochs.
  public var batches: Int {
    let (all, overflow) = batchesPerEpoch.multipliedReportingOverflow(by: epochs)
    return min(overflow ? .max : all, maxBatches ?? .max)
  }

  /// Optimizer steps of all epochs.
  public var steps: Int {
    let (whole, rest) = batches.quotientAndRemainder(dividingBy: max(1, batchesPerEpoch))
    return whole * steps(of: batchesPerEpoch) + steps(of: rest)
  }

  private func steps(of batches: Int) -> Int { (batches + accumulate - 1) / accumulate }
}
