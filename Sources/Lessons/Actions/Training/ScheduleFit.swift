import Engine

/// Whether a training's schedule fits its length, as far as a plan knows that.
struct ScheduleFit {
  var epochs: Int
  var maxBatches: Int?
  var settings: TrainingSettings

  /// Whether the schedule fits; reports it where not.
  ///
  /// - Parameter batches: of an epoch; `nil` where that is not known.
  func check(batches: Int?, _ optimizer: BoundName, _ reader: ActionReader) -> Bool {
    guard case .optimizer(_, let hasMomentum) = optimizer.value else { return true }
    let steps = batches.map {
      TrainingLength(
        batchesPerEpoch: $0, epochs: epochs, maxBatches: maxBatches,
        accumulate: settings.accumulate
      ).steps
    }
    return settings.check(
      steps: steps, epochs: epochs, hasMomentum: hasMomentum, reader)
  }
}
