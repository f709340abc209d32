import Engine

extension SubsetAction {
  func write(_ python: inout PythonScript) {
    python.needs(.texts)
    let (dataset, order) = (python.name(self.dataset), python.fresh("order"))
    let count: PythonCode = "len(\(dataset).splits[\(split)][0])"
    if shuffle {
      python.comment("As `datasets` shuffles: by NumPy's generator.")
      python.line("\(order) = np.random.default_rng(\(python.seed)).permutation(\(count))")
    } else {
      python.line("\(order) = np.arange(\(count))")
    }
    let end = skip.addingReportingOverflow(rows).partialValue
    python.line(
      "\(python.name(name)) = \(dataset).select(\(split), \(order)[\(skip):\(end)])")
  }
}
