import Engine

extension HeadAction {
  func write(_ python: inout PythonScript) {
    python.needs(.models)
    let width: PythonCode =
      switch inputs {
      case .number(let number): "\(number)"
      case .backbone(let name): "\(python.name(name)).config.hidden_size"
      }
    let name = python.name(self.name)
    python.line("\(name) = Head(\(width), \(hidden), \(labels))")
    python.record(.initial, "tensors_of(\(name))")
    python.record(.headParameters, "sum(p.numel() for p in \(name).parameters())")
  }
}
