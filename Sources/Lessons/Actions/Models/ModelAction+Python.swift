import Engine

extension ModelAction {
  func write(_ python: inout PythonScript) {
    let name = python.name(self.name)
    let all: [(tensor: String, values: InitialValues)] = fills.flatMap { fill in
      fill.tensors.map { ($0.value, fill.values) }
    }
    let state = python.fresh("state")
    if time == .instead { python.line("\(state) = torch.get_rng_state()") }
    PythonNetwork(network.chain, fills: time == .layers ? all : []).write(as: name, &python)
    if time == .instead { python.line("torch.set_rng_state(\(state))") }
    if time != .layers {
      for (tensor, values) in all {
        python.line(InitialFill.python(values, PythonNetwork.parameter(tensor, of: name)))
      }
    }
    let normal = all.filter(\.values.isNormal).map(\.tensor)
    python.record(
      .initial, normal.isEmpty ? "tensors_of(\(name))" : "tensors_of(\(name), normal=\(normal))")
    python.record(.modelParameters, "sum(p.numel() for p in \(name).parameters())")
  }
}
