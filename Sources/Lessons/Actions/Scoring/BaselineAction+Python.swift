import Engine

extension BaselineAction {
  func write(_ python: inout PythonScript) {
    let rows = python.name(self.rows)
    let guess = python.fresh("guess")
    let from: PythonCode
    switch source {
    case .table(let name): from = python.name(name)
    case .window(let column):
      python.needs(.scores)
      python.line("\(guess) = \(rows).columns[\(column)][:, -1, 0]  # each window's last value")
      python.record(
        .baseline, "number_scores(\(target(of: rows, &python)), \(numbers(guess, &python)))")
      return
    }
    guard let names = column.classNames else {
      python.needs(.scores)
      python.imports("from sklearn.dummy import DummyRegressor")
      let (known, actual) = (target(of: from, &python), target(of: rows, &python))
      python.line("\(guess) = DummyRegressor().fit(\(from).x, \(known))")
      python.line("record(\("baseline"), {")
      python.indented {
        $0.line("\("guess"): float(\(guess).constant_[0][0]),")
        $0.line("**number_scores(\(actual), \(guess).predict(\(rows).x))})")
      }
      return
    }
    python.imports("from sklearn.dummy import DummyClassifier")
    python.line(
      "\(guess) = DummyClassifier(strategy=\("most_frequent")).fit(\(from).x, \(from).y.long().numpy())"
    )
    python.line("record(\("baseline"), {")
    python.indented {
      $0.line("\("guess"): \(names)[int(\(guess).predict(\(rows).x[:1])[0])],")
      $0.line("\("accuracy"): float(\(guess).score(\(rows).x, \(rows).y.long().numpy()))})")
    }
  }

  private func target(of rows: PythonCode, _ python: inout PythonScript) -> PythonCode {
    numbers("\(rows).y.numpy()", &python)
  }

  /// As they were before they were scaled, where that is asked for.
  private func numbers(_ values: PythonCode, _ python: inout PythonScript) -> PythonCode {
    inverse.map { "unscaled(\($0.python(&python)), \(values)).flatten()" } ?? values
  }
}
