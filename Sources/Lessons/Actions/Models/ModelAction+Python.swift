import Engine

extension ModelAction {
  func write(_ python: inout PythonScript) {
    let name = python.name(self.name)
    PythonNetwork(network.chain).write(as: name, &python)
    python.record(.initial, "tensors_of(\(name))")
    python.record(.modelParameters, "sum(p.numel() for p in \(name).parameters())")
  }
}
