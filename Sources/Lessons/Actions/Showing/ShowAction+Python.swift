import Engine
import Records

extension ShowAction {
  func write(_ python: inout PythonScript) {
    let shown = python.fresh("shown")
    switch work {
    case .value(let path, _, let divisor, let places):
      var value = path.python
      switch divisor {
      case .number(let number): value = "\(value) / \(number)"
      case .result(let path): value = "\(value) / \(path.python)"
      case nil: break
      }
      python.line("\(shown) = \(places.map { "round(\(value), \($0))" as PythonCode } ?? value)")
      python.line("print(\(shown))")
    case .rows(let name, let outline, let count):
      python.needs(.tables)
      let table = python.name(name)
      python.line(
        "\(shown) = {\("shape"): [len(\(table)), \(outline.columns.count)], \("first"): \(table).first(\(count))}"
      )
      python.line("print(\(shown)[\("shape")])")
    }
    python.record(.shown, "{\(name): \(shown)}")
  }
}

extension ResultPath {
  /// The same place in the script's own record.
  var python: PythonCode {
    let parts = components.map { (component) -> PythonCode in
      switch component {
      case .key(let key): "\(key)"
      case .index(let index): "\(index)"
      case .each: "None"
      }
    }
    return "result(\([PythonCode("\(step)")] + parts))"
  }
}
