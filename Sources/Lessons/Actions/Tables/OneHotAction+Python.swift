import Engine

extension OneHotAction {
  func write(_ python: inout PythonScript) {
    python.needs(.tables)
    for name in tables {
      let table = python.name(name)
      python.line("\(table) = \(table).one_hot(\(columns), drop_first=\(dropsFirst))")
      python.record(.tables, "{\(name): \(table).summary()}")
    }
  }
}
