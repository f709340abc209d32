/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019), as `torch.optim.AdamW` steps.
///
/// A parameter without a gradient is passed over entirely: no decay, no state. Scalars are computed
/// in double precision and rounded to single where PyTorch's kernels take them.
public final class AdamW {
  public let parameters: [Parameter]
  public let learningRate: Double
  public let weightDecay: Double
  public let betas: (Double, Double)
  public let epsilon: Double

  /// What a parameter has gathered: both averages and how often it was stepped.
  private struct State {
    var steps = 0
    let mean: Tensor
    let square: Tensor
  }

  private var states: [Int: State] = [:]

  public init(
    parameters: [Parameter], learningRate: Double, weightDecay: Double,
    betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8
  ) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.betas = betas
    self.epsilon = epsilon
  }

  /// Forgets all gradients, as PyTorch's `zero_grad()` does by default.
  public func zeroGradients() {
    for parameter in parameters { parameter.gradient = nil }
  }

  /// Changes every parameter that has a gradient.
  public func step() {
    for (index, parameter) in parameters.enumerated() {
      guard let gradient = parameter.gradient, parameter.requiresGradient else { continue }
      var state =
        states[index]
        ?? State(
          mean: Tensor(shape: gradient.shape), square: Tensor(shape: gradient.shape))
      state.steps += 1
      states[index] = state
      update(parameter.value, gradient, state)
      parameter.version += 1
    }
  }

  private func update(_ value: Tensor, _ gradient: Tensor, _ state: State) {
    let correction1 = 1 - power(betas.0, state.steps)
    let correction2 = (1 - power(betas.1, state.steps)).squareRoot()
    let decay = Float(1 - learningRate * weightDecay)
    let meanWeight = Float(1 - betas.0)
    let squareKept = Float(betas.1)
    let squareWeight = Float(1 - betas.1)
    let stepSize = Float(-(learningRate / correction1))
    let rootScale = Float(correction2)
    let epsilon = Float(self.epsilon)
    let theta = value.values
    let g = gradient.values
    let m = state.mean.values
    let v = state.square.values
    for i in theta.indices {
      theta[i] *= decay
      m[i] += meanWeight * (g[i] - m[i])
      v[i] = v[i] * squareKept + squareWeight * g[i] * g[i]
      let denominator = v[i].squareRoot() / rootScale + epsilon
      theta[i] += stepSize * m[i] / denominator
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
