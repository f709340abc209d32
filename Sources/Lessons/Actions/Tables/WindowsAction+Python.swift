import Engine

extension WindowsAction {
  func write(_ python: inout PythonScript) {
    python.needs(.tables)
    let (table, windows) = (python.name(self.table), python.name(name))
    let series = python.fresh("series")
    let window = column == "window" ? "steps" : "window"
    python.line("\(series) = \(table).columns[\(column)]")
    python.line("\(windows) = Table({")
    python.indented {
      $0.line(
        "\(window): np.stack([\(series)[i:i + \(length), None] for i in range(len(\(series)) - \(length))]),"
      )
      $0.line("\(column): \(series)[\(length):]}, \(column), places=\(table).places[\(length):])")
    }
    python.record(.tables, "{\(name): \(windows).summary()}")
  }
}
