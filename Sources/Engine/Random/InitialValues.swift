/// What a tensor is filled with in the place of what its layer draws by itself: `torch.nn.init`.
///
/// Sources: Glorot and Bengio, 2010; He and others, 2015; PyTorch, `torch/nn/init.py`,
/// `_calculate_fan_in_and_fan_out`, `calculate_gain`, `xavier_uniform_`, `kaiming_uniform_` and their
/// normal kin.
public enum InitialValues: Sendable, Equatable {
  case constant(Double)
  case normal(mean: Double, deviation: Double)
  case uniform(low: Double, high: Double)
  case xavierUniform(gain: Double)
  case xavierNormal(gain: Double)
  case kaimingUniform(Fan, Gain)
  case kaimingNormal(Fan, Gain)

  /// Which way values are to keep their size: forwards, by a unit's inputs, or backwards, by its outputs.
  public enum Fan: String, Sendable, CaseIterable { case fanIn = "fan_in", fanOut = "fan_out" }

  /// How much a nonlinearity takes away.
  public enum Gain: Sendable, Equatable {
    case linear, sigmoid, tanh, relu, selu
    case leakyReLU(slope: Double)

    var value: Double {
      switch self {
      case .linear, .sigmoid: 1
      case .tanh: 5.0 / 3
      case .relu: 2.0.squareRoot()
      case .selu: 3.0 / 4
      case .leakyReLU(let slope): (2.0 / (1 + slope * slope)).squareRoot()
      }
    }
  }

  /// Whether it needs to know a tensor's inputs and outputs, so two dimensions at least.
  public var needsFans: Bool {
    switch self {
    case .constant, .normal, .uniform: false
    case .xavierUniform, .xavierNormal, .kaimingUniform, .kaimingNormal: true
    }
  }

  /// Whether it is drawn from a normal distribution, of which libraries round the last bits differently.
  public var isNormal: Bool {
    switch self {
    case .normal, .xavierNormal, .kaimingNormal: true
    case .constant, .uniform, .xavierUniform, .kaimingUniform: false
    }
  }

  /// Fills a tensor.
  ///
  /// - Precondition: two dimensions at least where ``needsFans``.
  public func fill(_ parameter: Parameter, from generator: TorchGenerator) {
    precondition(!needsFans || parameter.shape.count > 1, "a tensor without inputs and outputs")
    switch self {
    case .constant(let value): parameter.fill { Float(value) }
    case .normal(let mean, let deviation):
      generator.fillNormal(parameter, mean: mean, deviation: deviation)
    case .uniform(let low, let high):
      parameter.fill { generator.uniform(Float(low), Float(high)) }
    case .xavierUniform(let gain):
      let bound = 3.0.squareRoot() * Self.xavierDeviation(parameter.shape, gain)
      generator.fillUniform(parameter, bound: Float(bound))
    case .xavierNormal(let gain):
      generator.fillNormal(
        parameter, mean: 0, deviation: Self.xavierDeviation(parameter.shape, gain))
    case .kaimingUniform(let fan, let gain):
      let bound = 3.0.squareRoot() * Self.kaimingDeviation(parameter.shape, fan, gain)
      generator.fillUniform(parameter, bound: Float(bound))
    case .kaimingNormal(let fan, let gain):
      generator.fillNormal(
        parameter, mean: 0, deviation: Self.kaimingDeviation(parameter.shape, fan, gain))
    }
  }

  /// How many values a unit of a weight [outputs, inputs, …] is summed from, and how many it goes into.
  private static func fans(_ shape: [Int]) -> (in: Double, out: Double) {
    let window = shape.dropFirst(2).reduce(1.0) { $0 * Double($1) }
    return (Double(shape[1]) * window, Double(shape[0]) * window)
  }

  private static func xavierDeviation(_ shape: [Int], _ gain: Double) -> Double {
    let (inputs, outputs) = fans(shape)
    return gain * (2.0 / (inputs + outputs)).squareRoot()
  }

  private static func kaimingDeviation(_ shape: [Int], _ fan: Fan, _ gain: Gain) -> Double {
    let (inputs, outputs) = fans(shape)
    return gain.value / (fan == .fanIn ? inputs : outputs).squareRoot()
  }
}

extension Module {
  /// Fills its parameters as ``initialize(from:)`` does, and says after each layer that it is done.
  ///
  /// - Parameter layerDone: gets the layer's full name with a point behind it, empty for the module
  ///   itself.
  public func initialize(
    from generator: TorchGenerator, prefix: String = "", layerDone: (_ prefix: String) -> Void
  ) {
    guard let network = self as? Network else {
      initialize(from: generator)
      return layerDone(prefix)
    }
    for child in network.children {
      child.module.initialize(
        from: generator, prefix: prefix + child.name + ".", layerDone: layerDone)
    }
  }
}
