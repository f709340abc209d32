/// The scalars of one step of Adam, rounded to single precision where PyTorch's kernels take them.
public struct AdamStep {
  /// What the weights are multiplied with before the step.
  public var kept: Float
  /// How much of the weights is added to the gradient.
  public var decay: Float
  /// 1 - β₁, β₂, 1 - β₂, -rate / (1 - β₁^t), √(1 - β₂^t) and ε, with t steps taken.
  public var meanWeight, squareKept, squareWeight, stepSize, rootScale, epsilon: Float

  public init(
    kept: Float, decay: Float, meanWeight: Float, squareKept: Float, squareWeight: Float,
    stepSize: Float, rootScale: Float, epsilon: Float
  ) {
    (self.kept, self.decay, self.meanWeight) = (kept, decay, meanWeight)
    (self.squareKept, self.squareWeight, self.stepSize) = (squareKept, squareWeight, stepSize)
    (self.rootScale, self.epsilon) = (rootScale, epsilon)
  }
}

/// The scalars of one step of gradient descent.
public struct SGDStep {
  /// Weight decay, the momentum, and 1 - dampening.
  public var decay, momentum, gradientWeight: Float
  /// Whether the step looks ahead along the momentum.
  public var nesterov: Bool
  /// The learning rate with its sign turned.
  public var stepSize: Float
  /// Whether the momentum is still to be set.
  public var isFirst: Bool

  public init(
    decay: Float, momentum: Float, gradientWeight: Float, nesterov: Bool, stepSize: Float,
    isFirst: Bool
  ) {
    (self.decay, self.momentum, self.gradientWeight) = (decay, momentum, gradientWeight)
    (self.nesterov, self.stepSize, self.isFirst) = (nesterov, stepSize, isFirst)
  }
}
