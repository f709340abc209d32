/// Ends a training once the loss over the rows held out has not become smaller for a while.
public struct EarlyStopping: Sendable, Equatable {
  /// Epochs without a smaller loss after which it ends.
  public var patience: Int
  /// By how much a loss must be smaller to count as smaller.
  public var minimumChange: Double

  public init(patience: Int, minimumChange: Double = 0) {
    (self.patience, self.minimumChange) = (patience, minimumChange)
  }

  /// Whether a training with these losses, one an epoch, is to end.
  public func isOver(_ losses: [Double]) -> Bool {
    var best = Double.infinity
    var idle = 0
    for loss in losses {
      if loss < best - minimumChange {
        (best, idle) = (loss, 0)
      } else {
        idle += 1
      }
      if idle >= patience { return true }
    }
    return false
  }
}
