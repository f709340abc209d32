import KernelInterface

/// Stochastic gradient descent, as `torch.optim.SGD` steps, with momentum where it is not zero.
///
/// The state of a parameter is its momentum, which starts as the first gradient; without momentum
/// there is none. Weight decay is added to the gradient.
/// Source: PyTorch, `torch/optim/sgd.py`, `_single_tensor_sgd`.
public final class SGD: Optimizer {
  private static let learningRate = OptimizerOptions.learningRate(1e-3)
  private static let momentum = OptimizerOptions.notNegative(
    "momentum", default: 0, "How much of the last step's direction goes into the next.")
  private static let dampening = NamedOption.number(
    "dampening", default: 0, "How much of a gradient is kept out of the momentum.")
  private static let nesterov = NamedOption.flag(
    "nesterov", default: false, "Whether a step looks ahead along the momentum.")

  static let entry = CatalogueEntry<OptimizerSettings>(
    name: "sgd", pytorch: "torch.optim.SGD", summary: "Gradient descent, with or without momentum.",
    named: [
      learningRate.described, momentum.described, dampening.described,
      OptimizerOptions.weightDecay.described, nesterov.described,
    ], refused: OptimizerOptions.refused
  ) { options throws(OptionProblem) in
    let momentum = try options.read(momentum)
    let dampening = try options.read(dampening)
    let nesterov = try options.read(nesterov)
    guard !nesterov || (momentum > 0 && dampening == 0) else {
      throw OptionProblem("nesterov", "needs a `momentum` above 0, and no `dampening`")
    }
    return OptimizerSettings(
      learningRate: try options.read(learningRate),
      weightDecay: try options.read(OptimizerOptions.weightDecay), buffers: momentum == 0 ? 0 : 1,
      hasMomentum: true
    ) { SGD(groups: $0, momentum: momentum, dampening: dampening, nesterov: nesterov) }
  }

  public let groups: [ParameterGroup]
  /// How much of the last step's direction goes into the next; 0 for none.
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
    states = Self.noStates(groups)
  }

  public func step(_ settings: StepSettings, pool: WorkerPool) {
    let momentum = settings.momentum ?? momentum
    step(settings, buffers: momentum == 0 ? 0 : 1, pool: pool) { stepped, state in
      SGDUpdate(
        count: stepped.count, value: stepped.value, gradient: stepped.gradient,
        velocity: momentum == 0 ? nil : state.buffers[0].start,
        step: SGDStep(
          decay: Float(stepped.group.weightDecay), momentum: Float(momentum),
          gradientWeight: Float(1 - dampening), nesterov: nesterov, stepSize: Float(-stepped.rate),
          isFirst: stepped.isFirst))
    }
  }
}

/// One step of gradient descent on one parameter.
private struct SGDUpdate: ElementwiseUpdate {
  let count: Int
  let value: UnsafeMutablePointer<Float>
  let gradient: UnsafePointer<Float>
  /// `nil` without momentum.
  let velocity: UnsafeMutablePointer<Float>?
  let step: SGDStep

  func run(_ range: Range<Int>) {
    let start = range.lowerBound
    kernels.sgd(
      step, value: value + start, gradient: gradient + start,
      velocity: velocity.map { $0 + start }, count: range.count)
  }
}
