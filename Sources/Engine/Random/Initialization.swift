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

  /// `nn.init.xavier_uniform_` of a weight [outputs, inputs] (Glorot and Bengio, 2010).
  func fillXavier(_ weight: Parameter) {
    let fans = Double(weight.shape[0] + weight.shape[1])
    let deviation = (2.0 / fans).squareRoot()
    fillUniform(weight, bound: Float(3.0.squareRoot() * deviation))
  }

  /// `normal_(0, 1)`.
  func fillNormal(_ parameter: Parameter) {
    let values = normal(parameter.value.count)
    var place = -1
    parameter.fill {
      place += 1
      return values[place]
    }
  }
}
