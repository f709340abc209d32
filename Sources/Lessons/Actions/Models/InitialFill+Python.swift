import Engine

extension InitialFill {
  /// A call that fills a tensor.
  static func python(_ values: InitialValues, _ tensor: PythonCode) -> PythonCode {
    switch values {
    case .constant(let value): "nn.init.constant_(\(tensor), \(value))"
    case .normal(let mean, let deviation): "nn.init.normal_(\(tensor), \(mean), \(deviation))"
    case .uniform(let low, let high): "nn.init.uniform_(\(tensor), \(low), \(high))"
    case .xavierUniform(let gain): "nn.init.xavier_uniform_(\(tensor), \(gain))"
    case .xavierNormal(let gain): "nn.init.xavier_normal_(\(tensor), \(gain))"
    case .kaimingUniform(let fan, let gain):
      "nn.init.kaiming_uniform_(\(tensor), \(settings(fan, gain)))"
    case .kaimingNormal(let fan, let gain):
      "nn.init.kaiming_normal_(\(tensor), \(settings(fan, gain)))"
    }
  }

  private static func settings(_ fan: InitialValues.Fan, _ gain: InitialValues.Gain) -> PythonCode {
    "a=\(gain.slope), mode=\(fan.rawValue), nonlinearity=\(gain.name)"
  }
}
