import KernelInterface

/// Stochastic gradient descent, as `torch.optim.SGD` steps, with momentum where it is not zero.
///
/// The state of a parameter is its momentum, which starts as the first gradient; without momentum
/// there is none. Weight decay is added to the gradient.
/// Source: PyTorch, `torch/optim/sgd.py`, `_single_tensor_sgd`.
public final class SGD: Optimizer {
  public let groups: [ParameterGroup]
  public let momentum: Double
  /// How much of a new gradient is kept out of the momentum.
  public let dampening: Double
  /// Whether a step looks ahead along the momentum (Sutskever et al., 2013).
  public let nesterov: Bool
  public var states: [ParameterState?]

  public init(
    groups: [ParameterGroup], momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false
  ) {
    self.groups = groups
    self.momentum = momentum
    self.dampening = dampening
    self.nesterov = nesterov
    states = groups.flatMap { $0.parameters }.map { _ in nil }
  }

  public func step(rateFactor: Double, pool: WorkerPool) {
    step(buffers: momentum == 0 ? 0 : 1, pool: pool) { group, parameter, gradient, state in
      SGDUpdate(
        value: parameter.value, gradient: gradient, velocity: state.buffers.first,
        step: SGDStep(
          decay: Float(group.weightDecay), momentum: Float(momentum),
          gradientWeight: Float(1 - dampening), nesterov: nesterov,
          stepSize: Float(-(group.learningRate * rateFactor)), isFirst: state.steps == 1))
    }
  }
}

/// One step of gradient descent on one parameter.
private struct SGDUpdate: ElementwiseUpdate {
  let value, gradient: Tensor
  /// `nil` without momentum.
  let velocity: Tensor?
  let step: SGDStep

  var count: Int { value.count }

  func run(_ range: Range<Int>) {
    let start = range.lowerBound
    kernels.sgd(
      step, value: value.start + start, gradient: gradient.start + start,
      velocity: velocity.map { $0.start + start }, count: range.count)
  }
}
