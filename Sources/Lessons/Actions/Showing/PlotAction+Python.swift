import Engine
import Records

extension PlotAction {
  func write(_ python: inout PythonScript) {
    python.imports("import matplotlib.pyplot as plt")
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
    python.line("for line in \(drawn)[\("series")]:")
    python.indented { python in
      let places: PythonCode =
        over == nil ? "range(1, len(line[\("values")]) + 1)" : "\(drawn)[\("over")]"
      let style: PythonCode = kind == .scatter ? "plt.scatter" : "plt.plot"
      python.line("\(style)(\(places), line[\("values")], label=line[\("name")])")
    }
    python.line("plt.title(\(title))")
    if let x { python.line("plt.xlabel(\(x))") }
    if let y { python.line("plt.ylabel(\(y))") }
    python.line("plt.legend()")
    python.line("plt.show()")
    python.record("plots", "{\(name): \(drawn)}")
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
