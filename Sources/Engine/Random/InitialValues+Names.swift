/// First values by the names of `torch.nn.init`, without the underscore at their end.
extension InitialValues {
  /// Values that a few numbers say: a constant, mean and deviation, low and high, or a gain.
  ///
  /// `nil` where there is no such name, or it takes other numbers.
  public init?(_ name: String, _ numbers: [Double]) {
    switch (name, numbers.count) {
    case ("constant", 1): self = .constant(numbers[0])
    case ("normal", 2) where numbers[1] >= 0:
      self = .normal(mean: numbers[0], deviation: numbers[1])
    case ("uniform", 2) where numbers[0] <= numbers[1]:
      self = .uniform(low: numbers[0], high: numbers[1])
    case ("xavier_uniform", 1): self = .xavierUniform(gain: numbers[0])
    case ("xavier_normal", 1): self = .xavierNormal(gain: numbers[0])
    default: return nil
    }
  }

  /// Values that a way and a nonlinearity say; `nil` where there is no such name.
  public init?(_ name: String, _ fan: Fan, _ gain: Gain) {
    switch name {
    case "kaiming_uniform": self = .kaimingUniform(fan, gain)
    case "kaiming_normal": self = .kaimingNormal(fan, gain)
    default: return nil
    }
  }
}

extension InitialValues.Gain {
  /// A nonlinearity by PyTorch's name.
  ///
  /// - Parameter slope: of a leaky ReLU, which has to have one; of no other.
  public init?(_ name: String, slope: Double?) {
    switch (name, slope) {
    case ("linear", nil): self = .linear
    case ("sigmoid", nil): self = .sigmoid
    case ("tanh", nil): self = .tanh
    case ("relu", nil): self = .relu
    case ("selu", nil): self = .selu
    case ("leaky_relu", let slope?): self = .leakyReLU(slope: slope)
    default: return nil
    }
  }

  /// PyTorch's `nonlinearity`.
  public var name: String {
    switch self {
    case .linear: "linear"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .relu: "relu"
    case .selu: "selu"
    case .leakyReLU: "leaky_relu"
    }
  }

  /// PyTorch's `a`: 0 where it is not looked at.
  public var slope: Double {
    if case .leakyReLU(let slope) = self { slope } else { 0 }
  }
}
