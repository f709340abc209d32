import Engine

extension SplitAction {
  func write(_ python: inout PythonScript) {
    python.needs(.tables)
    python.imports("from sklearn.model_selection import train_test_split")
    let table = python.name(self.table)
    let rows = (python.fresh("rows_to_train_on"), python.fresh("rows_to_test_with"))
    let drawn: PythonCode =
      shuffle ? "random_state=\(randomState ?? python.seed)" : "shuffle=False"
    python.line("\(rows.0), \(rows.1) = train_test_split(")
    python.indented {
      $0.line("np.arange(len(\(table))), test_size=\(testRows), \(drawn))")
    }
    let parts = (python.name(train), python.name(test))
    python.line("\(parts.0) = \(table).rows(\(rows.0))")
    python.line("\(parts.1) = \(table).rows(\(rows.1))")
    python.record("tables", "{\(train): \(parts.0).summary(indices=True)}")
    python.record("tables", "{\(test): \(parts.1).summary(indices=True)}")
  }
}
