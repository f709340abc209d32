import KernelInterface

/// Adam (Kingma and Ba, 2015), as `torch.optim.Adam` steps: weight decay is added to the gradient.
///
/// The state of a parameter is the running average of its gradients and that of their squares; with
/// `amsgrad` (Reddi et al., 2018) also the largest that the latter has been. Scalars are computed in
/// double precision and rounded to single where PyTorch's kernels take them.
/// Source: PyTorch, `torch/optim/adam.py`, `_single_tensor_adam`.
public class Adam: Optimizer {
  static let entry = CatalogueEntry<OptimizerSettings>(
    name: "adam", pytorch: "torch.optim.Adam",
    summary: "Adam, with weight decay as part of the gradient.",
    named: named(weightDecay: OptimizerOptions.weightDecay),
    refused: OptimizerOptions.refused.refusing(
      "decoupled_weight_decay", "is what `adamw` does: take that")
  ) { options throws(OptionProblem) in
    try settings(options, weightDecay: OptimizerOptions.weightDecay) {
      Adam(groups: $0, betas: $1, epsilon: $2, amsgrad: $3)
    }
  }

  private static let learningRate = OptimizerOptions.learningRate(1e-3)
  private static let epsilon = OptimizerOptions.epsilon(1e-8)
  private static let amsgrad = NamedOption.flag(
    "amsgrad", default: false,
    "Whether the largest average of squared gradients takes the place of the last.")

  static func named(weightDecay: NamedOption<Double>) -> [DescribedOption] {
    [
      learningRate.described, OptimizerOptions.betas.described, epsilon.described,
      weightDecay.described, amsgrad.described,
    ]
  }

  static func settings(
    _ options: Options, weightDecay: NamedOption<Double>,
    make: @escaping @Sendable ([ParameterGroup], (Double, Double), Double, Bool) -> any Optimizer
  ) throws(OptionProblem) -> OptimizerSettings {
    let betas = try options.read(OptimizerOptions.betas)
    let epsilon = try options.read(epsilon)
    let amsgrad = try options.read(amsgrad)
    return OptimizerSettings(
      learningRate: try options.read(learningRate), weightDecay: try options.read(weightDecay),
      buffers: amsgrad ? 3 : 2, hasMomentum: true
    ) { make($0, (betas[0], betas[1]), epsilon, amsgrad) }
  }

  public let groups: [ParameterGroup]
  /// How much of the averages of gradients and of their squares a step keeps, each below 1.
  public let betas: (Double, Double)
  /// What is added to the root before it divides.
  public let epsilon: Double
  /// Whether the largest average of squares that there has been is divided by.
  public let amsgrad: Bool
  public var states: [ParameterState?]
  /// Whether weight decay shrinks the weights directly and leaves the gradient alone.
  var decouplesWeightDecay: Bool { false }

  public init(
    groups: [ParameterGroup], betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8,
    amsgrad: Bool = false
  ) {
    self.groups = groups
    self.betas = betas
    self.epsilon = epsilon
    self.amsgrad = amsgrad
    states = Self.noStates(groups)
  }

  /// Adam over one group.
  public convenience init(
    parameters: [Parameter], learningRate: Double, weightDecay: Double,
    betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8
  ) {
    let group = ParameterGroup(
      parameters: parameters, learningRate: learningRate, weightDecay: weightDecay)
    self.init(groups: [group], betas: betas, epsilon: epsilon)
  }

  public func step(_ settings: StepSettings, pool: WorkerPool) {
    let beta1 = settings.momentum ?? betas.0
    let decouples = decouplesWeightDecay
    step(settings, buffers: amsgrad ? 3 : 2, pool: pool) { stepped, state in
      let (rate, decay) = (stepped.rate, stepped.group.weightDecay)
      let correction1 = 1 - Powers.whole(beta1, stepped.steps)
      let correction2 = (1 - Powers.whole(betas.1, stepped.steps)).squareRoot()
      return AdamUpdate(
        count: stepped.count, value: stepped.value, gradient: stepped.gradient,
        mean: state.buffers[0].start, square: state.buffers[1].start,
        largest: amsgrad ? state.buffers[2].start : nil,
        step: AdamStep(
          kept: decouples ? Float(1 - rate * decay) : 1, decay: decouples ? 0 : Float(decay),
          meanWeight: Float(1 - beta1), squareKept: Float(betas.1),
          squareWeight: Float(1 - betas.1), stepSize: Float(-(rate / correction1)),
          rootScale: Float(correction2), epsilon: Float(epsilon)))
    }
  }
}

/// One step of Adam on one parameter.
private struct AdamUpdate: ElementwiseUpdate {
  let count: Int
  let value: UnsafeMutablePointer<Float>
  let gradient: UnsafePointer<Float>
  let mean, square: UnsafeMutablePointer<Float>
  /// `nil` without amsgrad.
  let largest: UnsafeMutablePointer<Float>?
  let step: AdamStep

  func run(_ range: Range<Int>) {
    // The kernel's vectors are for more values than a small layer has; the bits are the same.
    guard largest == nil, range.count >= 32 else { return runValueByValue(range) }
    let start = range.lowerBound
    kernels.adam(
      step, value: value + start, gradient: gradient + start, mean: mean + start,
      square: square + start, count: range.count)
  }

  private func runValueByValue(_ range: Range<Int>) {
    for i in range {
      let g = step.decay == 0 ? gradient[i] : gradient[i] + step.decay * value[i]
      let m = mean[i] + step.meanWeight * (g - mean[i])
      let s = square[i] * step.squareKept + step.squareWeight * g * g
      var top = s
      if let largest {
        top = largest[i] < s ? s : largest[i]
        largest[i] = top
      }
      let denominator = top.squareRoot() / step.rootScale + step.epsilon
      value[i] = value[i] * step.kept + step.stepSize * m / denominator
      (mean[i], square[i]) = (m, s)
    }
  }
}
