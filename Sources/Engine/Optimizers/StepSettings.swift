/// How one step is taken: what a schedule changes from step to step.
public struct StepSettings: Sendable {
  /// The learning rate of each group.
  public var rates: [Double]
  /// What takes the place of the momentum, or of Adam's first beta; `nil` leaves the optimizer's own.
  public var momentum: Double?

  public init(rates: [Double], momentum: Double? = nil) {
    (self.rates, self.momentum) = (rates, momentum)
  }
}

extension Optimizer {
  /// A step with every group's own rate, and the optimizer's own momentum.
  public var ownSettings: StepSettings { StepSettings(rates: groups.map { $0.learningRate }) }
}
