/// Adagrad (Duchi, Hazan and Singer, 2011), as `torch.optim.Adagrad` steps.
///
/// The state of a parameter is the sum of its squared gradients.
/// Source: PyTorch, `torch/optim/adagrad.py`, `_single_tensor_adagrad`.
public final class Adagrad: Optimizer {
  private static let learningRate = OptimizerOptions.learningRate(1e-2)
  private static let rateDecay = OptimizerOptions.notNegative(
    "lr_decay", default: 0, "How fast the learning rate falls: by 1 + (step - 1) * lr_decay.")
  private static let initial = OptimizerOptions.notNegative(
    "initial_accumulator_value", default: 0, "What the sums of squared gradients start at.")
  private static let epsilon = OptimizerOptions.epsilon(1e-10)

  static let entry = CatalogueEntry<OptimizerSettings>(
    name: "adagrad", pytorch: "torch.optim.Adagrad",
    summary: "Steps in units of the root of all squared gradients' sum.",
    named: [
      learningRate.described, rateDecay.described, OptimizerOptions.weightDecay.described,
      initial.described, epsilon.described,
    ], refused: OptimizerOptions.refused
  ) { options throws(OptionProblem) in
    let rateDecay = try options.read(rateDecay)
    let initial = try options.read(initial)
    let epsilon = try options.read(epsilon)
    return OptimizerSettings(
      learningRate: try options.read(learningRate),
      weightDecay: try options.read(OptimizerOptions.weightDecay), buffers: 1, hasMomentum: false
    ) { Adagrad(groups: $0, rateDecay: rateDecay, initial: initial, epsilon: epsilon) }
  }

  public let groups: [ParameterGroup]
  let rateDecay, initial, epsilon: Double
  public var states: [ParameterState?]

  init(
    groups: [ParameterGroup], rateDecay: Double = 0, initial: Double = 0, epsilon: Double = 1e-10
  ) {
    (self.groups, self.rateDecay) = (groups, rateDecay)
    (self.initial, self.epsilon) = (initial, epsilon)
    states = Self.noStates(groups)
  }

  public func step(_ settings: StepSettings, pool: WorkerPool) {
    step(settings, buffers: 1, initial: Float(initial), pool: pool) { stepped, state in
      AdagradUpdate(
        count: stepped.count, value: stepped.value, gradient: stepped.gradient,
        sum: state.buffers[0].start, decay: Float(stepped.group.weightDecay),
        epsilon: Float(epsilon),
        stepSize: Float(-(stepped.rate / (1 + Double(stepped.steps - 1) * rateDecay))))
    }
  }
}

/// One step of Adagrad on one parameter.
private struct AdagradUpdate: ElementwiseUpdate {
  let count: Int
  let value: UnsafeMutablePointer<Float>
  let gradient: UnsafePointer<Float>
  let sum: UnsafeMutablePointer<Float>
  let decay, epsilon, stepSize: Float

  func run(_ range: Range<Int>) {
    for i in range {
      let g = gradient[i] + decay * value[i]
      let s = sum[i] + g * g
      value[i] += stepSize * g / (s.squareRoot() + epsilon)
      sum[i] = s
    }
  }
}
