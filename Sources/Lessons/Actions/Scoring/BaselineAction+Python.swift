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
      python.record(.baseline, "number_scores(\(rows).y.numpy(), \(guess))")
      return
    }
    guard let names = column.classNames else {
      python.needs(.scores)
      python.imports("from sklearn.dummy import DummyRegressor")
      python.line("\(guess) = DummyRegressor().fit(\(from).x, \(from).y.numpy())")
      python.line("record(\("baseline"), {")
      python.indented {
        $0.line("\("guess"): float(\(guess).constant_[0][0]),")
        $0.line("**number_scores(\(rows).y.numpy(), \(guess).predict(\(rows).x))})")
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
}
