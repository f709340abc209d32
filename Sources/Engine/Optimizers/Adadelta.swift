/// Adadelta (Zeiler, 2012), as `torch.optim.Adadelta` steps.
///
/// The state of a parameter is the running average of its squared gradients, and that of its squared
/// changes. Source: PyTorch, `torch/optim/adadelta.py`, `_single_tensor_adadelta`.
public final class Adadelta: Optimizer {
  private static let learningRate = OptimizerOptions.learningRate(1)
  private static let rho = NamedOption.number(
    "rho", 0...1, expected: "a number from 0 to 1", default: 0.9,
    "How slowly the averages of squares move.")
  private static let epsilon = OptimizerOptions.epsilon(1e-6)

  static let entry = CatalogueEntry<OptimizerSettings>(
    name: "adadelta", pytorch: "torch.optim.Adadelta",
    summary: "Steps in units of the last changes, which need no learning rate.",
    named: [
      learningRate.described, rho.described, epsilon.described,
      OptimizerOptions.weightDecay.described,
    ], refused: OptimizerOptions.refused
  ) { options throws(OptionProblem) in
    let rho = try options.read(rho)
    let epsilon = try options.read(epsilon)
    return OptimizerSettings(
      learningRate: try options.read(learningRate),
      weightDecay: try options.read(OptimizerOptions.weightDecay), buffers: 2, hasMomentum: false
    ) { Adadelta(groups: $0, rho: rho, epsilon: epsilon) }
  }

  public let groups: [ParameterGroup]
  let rho, epsilon: Double
  public var states: [ParameterState?]

  init(groups: [ParameterGroup], rho: Double = 0.9, epsilon: Double = 1e-6) {
    (self.groups, self.rho, self.epsilon) = (groups, rho, epsilon)
    states = Self.noStates(groups)
  }

  public func step(_ settings: StepSettings, pool: WorkerPool) {
    step(settings, buffers: 2, pool: pool) { stepped, state in
      AdadeltaUpdate(
        count: stepped.count, value: stepped.value, gradient: stepped.gradient,
        square: state.buffers[0].start, change: state.buffers[1].start,
        decay: Float(stepped.group.weightDecay), kept: Float(rho), weight: Float(1 - rho),
        epsilon: Float(epsilon), stepSize: Float(-stepped.rate))
    }
  }
}

/// One step of Adadelta on one parameter.
private struct AdadeltaUpdate: ElementwiseUpdate {
  let count: Int
  let value: UnsafeMutablePointer<Float>
  let gradient: UnsafePointer<Float>
  let square, change: UnsafeMutablePointer<Float>
  let decay, kept, weight, epsilon, stepSize: Float

  func run(_ range: Range<Int>) {
    for i in range {
      let g = gradient[i] + decay * value[i]
      let s = square[i] * kept + weight * g * g
      let delta = (change[i] + epsilon).squareRoot() / (s + epsilon).squareRoot() * g
      change[i] = change[i] * kept + weight * delta * delta
      value[i] += stepSize * delta
      square[i] = s
    }
  }
}
