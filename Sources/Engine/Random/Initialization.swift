/// How PyTorch's layers fill their parameters when they are made (`reset_parameters`).
extension TorchGenerator {
  /// `uniform_(-bound, bound)`, in order.
  func fillUniform(_ parameter: Parameter, bound: Float) {
    parameter.fill { uniform(-bound, bound) }
  }

  /// Weight, then bias, as `nn.Linear` and the convolutions fill them.
  ///
  /// - Parameter fanIn: inputs that an output is summed from.
  func fillLikeLinear(_ weight: Parameter, _ bias: Parameter?, fanIn: Int) {
    fillUniform(weight, bound: LinearInitialization.weightBound(inputs: fanIn))
    if let bias { fillUniform(bias, bound: LinearInitialization.biasBound(inputs: fanIn)) }
  }

  /// `normal_(mean, deviation)`.
  func fillNormal(_ parameter: Parameter, mean: Double = 0, deviation: Double = 1) {
    let values = normal(parameter.value.count, mean: mean, deviation: deviation)
    var place = -1
    parameter.fill {
      place += 1
      return values[place]
    }
  }
}
