/// Adam with Nesterov's momentum (Dozat, 2016), as `torch.optim.NAdam` steps.
///
/// The state of a parameter is the running average of its gradients, that of their squares, and the
/// product of all steps' momenta. Scalars are computed in double precision and rounded to single
/// where PyTorch's kernels take them, and the product at each step, as PyTorch keeps it.
/// Source: PyTorch, `torch/optim/nadam.py`, `_single_tensor_nadam`.
public final class NAdam: Optimizer {
  private static let learningRate = OptimizerOptions.learningRate(2e-3)
  private static let epsilon = OptimizerOptions.epsilon(1e-8)
  private static let momentumDecay = OptimizerOptions.notNegative(
    "momentum_decay", default: 4e-3, "How fast the momentum comes near its final value.")
  private static let decoupled = NamedOption.flag(
    "decoupled_weight_decay", default: false,
    "Whether weight decay shrinks the weights directly, as in AdamW.")

  static let entry = CatalogueEntry<OptimizerSettings>(
    name: "nadam", pytorch: "torch.optim.NAdam", summary: "Adam with Nesterov's momentum.",
    named: [
      learningRate.described, OptimizerOptions.betas.described, epsilon.described,
      OptimizerOptions.weightDecay.described, momentumDecay.described, decoupled.described,
    ], refused: OptimizerOptions.refused
  ) { options throws(OptionProblem) in
    let betas = try options.read(OptimizerOptions.betas)
    let epsilon = try options.read(epsilon)
    let momentumDecay = try options.read(momentumDecay)
    let decoupled = try options.read(decoupled)
    return OptimizerSettings(
      learningRate: try options.read(learningRate),
      weightDecay: try options.read(OptimizerOptions.weightDecay), buffers: 2, hasMomentum: true
    ) {
      NAdam(
        groups: $0, betas: (betas[0], betas[1]), epsilon: epsilon, momentumDecay: momentumDecay,
        decouplesWeightDecay: decoupled)
    }
  }

  public let groups: [ParameterGroup]
  let betas: (Double, Double)
  let epsilon, momentumDecay: Double
  let decouplesWeightDecay: Bool
  public var states: [ParameterState?]

  init(
    groups: [ParameterGroup], betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8,
    momentumDecay: Double = 4e-3, decouplesWeightDecay: Bool = false
  ) {
    (self.groups, self.betas, self.epsilon) = (groups, betas, epsilon)
    (self.momentumDecay, self.decouplesWeightDecay) = (momentumDecay, decouplesWeightDecay)
    states = Self.noStates(groups)
  }

  public func step(_ settings: StepSettings, pool: WorkerPool) {
    let beta1 = settings.momentum ?? betas.0
    step(settings, buffers: 2, pool: pool) { stepped, state in
      let (rate, decay) = (stepped.rate, stepped.group.weightDecay)
      let momentum = momentum(beta1, step: stepped.steps)
      let next = self.momentum(beta1, step: stepped.steps + 1)
      let product = Double(Float(state.scalar ?? 1) * Float(momentum))
      state.scalar = product
      return NAdamUpdate(
        count: stepped.count, value: stepped.value, gradient: stepped.gradient,
        mean: state.buffers[0].start, square: state.buffers[1].start,
        kept: decouplesWeightDecay ? Float(1 - rate * decay) : 1,
        decay: decouplesWeightDecay ? 0 : Float(decay), meanWeight: Float(1 - beta1),
        squareKept: Float(betas.1), squareWeight: Float(1 - betas.1),
        correction: Float(1 - Powers.whole(betas.1, stepped.steps)),
        gradientSize: Float(-rate * (1 - momentum) / (1 - product)),
        meanSize: Float(-rate * next / (1 - product * next)), epsilon: Float(epsilon))
    }
  }

  /// beta1 (1 - 0.96^(step momentum_decay) / 2).
  private func momentum(_ beta1: Double, step: Int) -> Double {
    let logOf096 = -0.040_821_994_520_255_166
    return beta1 * (1 - 0.5 * Elementary.exp(Double(step) * momentumDecay * logOf096))
  }
}

/// One step of NAdam on one parameter.
private struct NAdamUpdate: ElementwiseUpdate {
  let count: Int
  let value: UnsafeMutablePointer<Float>
  let gradient: UnsafePointer<Float>
  let mean, square: UnsafeMutablePointer<Float>
  let kept, decay, meanWeight, squareKept, squareWeight, correction: Float
  let gradientSize, meanSize, epsilon: Float

  func run(_ range: Range<Int>) {
    for i in range {
      let g = gradient[i] + decay * value[i]
      let m = mean[i] + meanWeight * (g - mean[i])
      let s = square[i] * squareKept + squareWeight * g * g
      let denominator = (s / correction).squareRoot() + epsilon
      value[i] =
        value[i] * kept + gradientSize * g / denominator + meanSize * m / denominator
      (mean[i], square[i]) = (m, s)
    }
  }
}
