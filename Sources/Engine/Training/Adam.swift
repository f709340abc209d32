import KernelInterface

/// Adam (Kingma and Ba, 2015), as `torch.optim.Adam` steps: weight decay is added to the gradient.
///
/// The state of a parameter is the running average of its gradients and that of their squares.
/// Scalars are computed in double precision and rounded to single where PyTorch's kernels take them.
/// Source: PyTorch, `torch/optim/adam.py`, `_single_tensor_adam`.
public class Adam: Optimizer {
  public let groups: [ParameterGroup]
  public let betas: (Double, Double)
  public let epsilon: Double
  public var states: [ParameterState?]
  /// Whether weight decay shrinks the weights directly and leaves the gradient alone.
  var decouplesWeightDecay: Bool { false }

  public init(
    groups: [ParameterGroup], betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8
  ) {
    self.groups = groups
    self.betas = betas
    self.epsilon = epsilon
    states = groups.flatMap { $0.parameters }.map { _ in nil }
  }

  public convenience init(
    parameters: [Parameter], learningRate: Double, weightDecay: Double,
    betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8
  ) {
    let group = ParameterGroup(
      parameters: parameters, learningRate: learningRate, weightDecay: weightDecay)
    self.init(groups: [group], betas: betas, epsilon: epsilon)
  }

  public func step(rateFactor: Double, pool: WorkerPool) {
    step(buffers: 2, pool: pool) { group, parameter, gradient, state in
      let rate = group.learningRate * rateFactor
      let correction1 = 1 - power(betas.0, state.steps)
      let correction2 = (1 - power(betas.1, state.steps)).squareRoot()
      return AdamUpdate(
        value: parameter.value, gradient: gradient, mean: state.buffers[0],
        square: state.buffers[1],
        step: AdamStep(
          kept: decouplesWeightDecay ? Float(1 - rate * group.weightDecay) : 1,
          decay: decouplesWeightDecay ? 0 : Float(group.weightDecay),
          meanWeight: Float(1 - betas.0), squareKept: Float(betas.1),
          squareWeight: Float(1 - betas.1), stepSize: Float(-(rate / correction1)),
          rootScale: Float(correction2), epsilon: Float(epsilon)))
    }
  }

  /// A whole power by repeated squaring: the C library's `pow` may round otherwise elsewhere.
  private func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var factor = base
    var remaining = exponent
    while remaining > 0 {
      if remaining & 1 == 1 { result *= factor }
      factor *= factor
      remaining >>= 1
    }
    return result
  }
}

/// One step of Adam on one parameter.
private struct AdamUpdate: ElementwiseUpdate {
  let value, gradient, mean, square: Tensor
  let step: AdamStep

  var count: Int { value.count }

  func run(_ range: Range<Int>) {
    let start = range.lowerBound
    kernels.adam(
      step, value: value.start + start, gradient: gradient.start + start, mean: mean.start + start,
      square: square.start + start, count: range.count)
  }
}
