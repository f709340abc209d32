import Engine

extension RelabelAction {
  func write(_ python: inout PythonScript) {
    python.needs(.tables)
    let (old, new) = (python.name(table), python.name(name))
    let column = outline.columns[self.column].name
    let places: [PythonCode] =
      self.new.map { new in
        new.enumerated().map { (old, new) -> PythonCode in "\(Double(old)): \(new)" }
      }
      ?? numbers.sorted { $0.key < $1.key }.map { (number, new) -> PythonCode in
        "\(number): \(new)"
      }
    python.line("\(new) = \(old).relabelled(\(column), {", places, "}, \(classNames))")
    python.record(.tables, "{\(name): \(new).summary()}")
  }
}
