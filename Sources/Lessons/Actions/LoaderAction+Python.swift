import Engine

extension LoaderAction {
  func write(_ python: inout PythonScript) {
    let rows = python.name(self.rows)
    let name = python.name(self.name)
    guard let batchSize else {
      python.line("\(name) = AllAtOnce(\(rows))")
      return
    }
    let order: PythonCode = shuffle ? ", shuffle=True" : ""
    let collate: PythonCode = handsOutTexts ? ", collate_fn=\(rows).collate" : ""
    python.line("\(name) = DataLoader(\(rows), batch_size=\(batchSize)\(order)\(collate))")
  }
}
