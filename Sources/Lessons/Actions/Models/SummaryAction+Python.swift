import Engine

extension SummaryAction {
  func write(_ python: inout PythonScript) {
    let name = python.name(model)
    python.line("print(\(name))")
    python.record(.parameters, "sum(p.numel() for p in \(name).parameters())")
    python.record(
      .trainableParameters, "sum(p.numel() for p in \(name).parameters() if p.requires_grad)")
  }
}
