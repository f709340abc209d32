import Engine
import Records

extension PlotAction {
  func write(_ python: inout PythonScript) {
    python.needs(.plots)
    let drawn = python.fresh("drawn")
    let values = series.map { ($0.name, $0.source.python(&python)) }
    let over = over.map { $0.python(&python) }
    let listed = values.map { (name, values) -> PythonCode in
      "{\("name"): \(name), \("values"): list(\(values))}"
    }
    python.line("\(drawn) = {\("kind"): \(kind.rawValue), \("title"): \(title),")
    python.indented { python in
      if let over { python.line("\("over"): list(\(over)),") }
      if let x { python.line("\("x"): \(x),") }
      if let y { python.line("\("y"): \(y),") }
      python.line("\("series"): [", listed, "]}")
    }
    python.line("draw(\(drawn))")
    python.record(.plots, "{\(name): \(drawn)}")
  }
}

extension PlotAction.Source {
  fileprivate func python(_ python: inout PythonScript) -> PythonCode {
    switch self {
    case .column(let column, let table): "\(python.name(table)).columns[\(column)]"
    case .result(let path): path.python
    }
  }
}
