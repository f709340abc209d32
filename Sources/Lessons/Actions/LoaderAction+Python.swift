import Engine

extension LoaderAction {
  func write(_ python: inout PythonScript) {
    let rows = python.name(self.rows)
    let name = python.name(self.name)
    guard let batchSize else {
      python.line("\(name) = AllAtOnce(\(rows))")
      return
    }
    let order: PythonCode
    switch sampler {
    case .sequential: order = ""
    case .random: order = ", shuffle=True"
    case .subsetRandom:
      python.imports("from torch.utils.data import SubsetRandomSampler")
      order = ", sampler=SubsetRandomSampler(range(len(\(rows))))"
    }
    let last: PythonCode = dropsLast ? ", drop_last=True" : ""
    let collate: PythonCode = handsOutTexts ? ", collate_fn=\(rows).collate" : ""
    python.line("\(name) = DataLoader(\(rows), batch_size=\(batchSize)\(order)\(last)\(collate))")
  }
}
