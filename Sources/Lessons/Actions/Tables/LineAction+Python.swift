import Engine

extension LineAction {
  func write(_ python: inout PythonScript) {
    python.needs(.tables)
    let name = python.name(self.name)
    let x = python.fresh("x")
    let y = python.fresh("y")
    python.line("\(x) = torch.arange(\(start), \(end), \(step))")
    python.line("\(y) = \(slope) * \(x) + \(intercept)")
    python.line(
      "\(name) = Table({\("x"): \(x).double().numpy(), \("y"): \(y).double().numpy()}, \("y"))")
    python.record(.tables, "{\(self.name): \(name).summary()}")
  }
}
