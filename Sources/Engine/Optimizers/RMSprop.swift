/// RMSprop (Hinton, 2012), as `torch.optim.RMSprop` steps.
///
/// The state of a parameter is the running average of its squared gradients; where `centered`, then
/// that of its gradients; with momentum, then the last step's direction.
/// Source: PyTorch, `torch/optim/rmsprop.py`, `_single_tensor_rmsprop`.
public final class RMSprop: Optimizer {
  private static let learningRate = OptimizerOptions.learningRate(1e-2)
  private static let alpha = OptimizerOptions.notNegative(
    "alpha", default: 0.99, "How slowly the average of squared gradients moves.")
  private static let epsilon = OptimizerOptions.epsilon(1e-8)
  private static let momentum = OptimizerOptions.notNegative(
    "momentum", default: 0, "How much of the last step's direction goes into the next.")
  private static let centered = NamedOption.flag(
    "centered", default: false,
    "Whether the gradients' variance takes the place of their mean square.")

  static let entry = CatalogueEntry<OptimizerSettings>(
    name: "rmsprop", pytorch: "torch.optim.RMSprop",
    summary: "Steps in units of the gradients' root mean square.",
    named: [
      learningRate.described, alpha.described, epsilon.described,
      OptimizerOptions.weightDecay.described, momentum.described, centered.described,
    ], refused: OptimizerOptions.refused
  ) { options throws(OptionProblem) in
    let alpha = try options.read(alpha)
    let epsilon = try options.read(epsilon)
    let momentum = try options.read(momentum)
    let centered = try options.read(centered)
    return OptimizerSettings(
      learningRate: try options.read(learningRate),
      weightDecay: try options.read(OptimizerOptions.weightDecay),
      buffers: 1 + (centered ? 1 : 0) + (momentum > 0 ? 1 : 0), hasMomentum: true
    ) {
      RMSprop(groups: $0, alpha: alpha, epsilon: epsilon, momentum: momentum, centered: centered)
    }
  }

  public let groups: [ParameterGroup]
  let alpha, epsilon, momentum: Double
  let centered: Bool
  public var states: [ParameterState?]

  init(
    groups: [ParameterGroup], alpha: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0,
    centered: Bool = false
  ) {
    (self.groups, self.alpha, self.epsilon) = (groups, alpha, epsilon)
    (self.momentum, self.centered) = (momentum, centered)
    states = Self.noStates(groups)
  }

  public func step(_ settings: StepSettings, pool: WorkerPool) {
    let momentum = settings.momentum ?? momentum
    let first = centered ? 2 : 1
    step(settings, buffers: first + (momentum > 0 ? 1 : 0), pool: pool) { stepped, state in
      RMSpropUpdate(
        count: stepped.count, value: stepped.value, gradient: stepped.gradient,
        square: state.buffers[0].start, mean: centered ? state.buffers[1].start : nil,
        velocity: momentum > 0 ? state.buffers[first].start : nil,
        decay: Float(stepped.group.weightDecay), squareKept: Float(alpha),
        squareWeight: Float(1 - alpha), epsilon: Float(epsilon), momentum: Float(momentum),
        stepSize: Float(-stepped.rate))
    }
  }
}

/// One step of RMSprop on one parameter.
private struct RMSpropUpdate: ElementwiseUpdate {
  let count: Int
  let value: UnsafeMutablePointer<Float>
  let gradient: UnsafePointer<Float>
  let square: UnsafeMutablePointer<Float>
  /// `nil` where not centered.
  let mean: UnsafeMutablePointer<Float>?
  /// `nil` without momentum.
  let velocity: UnsafeMutablePointer<Float>?
  let decay, squareKept, squareWeight, epsilon, momentum, stepSize: Float

  func run(_ range: Range<Int>) {
    for i in range {
      let g = gradient[i] + decay * value[i]
      var s = square[i] * squareKept + squareWeight * g * g
      square[i] = s
      if let mean {
        let m = mean[i] + squareWeight * (g - mean[i])
        mean[i] = m
        s -= m * m
      }
      let root = s.squareRoot() + epsilon
      if let velocity {
        let v = velocity[i] * momentum + g / root
        velocity[i] = v
        value[i] += stepSize * v
      } else {
        value[i] += stepSize * g / root
      }
    }
  }
}
