import Engine

extension SplitAction {
  func write(_ python: inout PythonScript) {
    python.needs(.tables)
    let table = python.name(self.table)
    let names = made.map { python.name($0.name) }
    switch cut {
    case .trainTest(let testRows, let shuffle, let randomState, let stratify):
      python.imports("from sklearn.model_selection import train_test_split")
      let rows = (python.fresh("rows_to_train_on"), python.fresh("rows_to_test_with"))
      let drawn: PythonCode =
        shuffle ? "random_state=\(randomState ?? python.seed)" : "shuffle=False"
      let classes: PythonCode =
        stratify ? ", stratify=\(table).columns[\(table).target]" : ""
      python.line("\(rows.0), \(rows.1) = train_test_split(")
      python.indented {
        $0.line("np.arange(len(\(table))), test_size=\(testRows), \(drawn)\(classes))")
      }
      python.line("\(names[0]) = \(table).rows(\(rows.0))")
      python.line("\(names[1]) = \(table).rows(\(rows.1))")
    case .drawn(let parts, let randomState):
      python.imports("from torch.utils.data import random_split")
      let drawn = python.fresh("rows_of_parts")
      let generator: PythonCode =
        randomState.map { ", generator=torch.Generator().manual_seed(\($0))" } ?? ""
      let sizes = parts.rows.map { "\($0)" as PythonCode }
      python.line("\(drawn) = random_split(range(len(\(table))), [\(sizes)]\(generator))")
      for (place, name) in names.enumerated() {
        python.line("\(name) = \(table).rows(\(drawn)[\(place)].indices)")
      }
    case .parts(let parts):
      let rows = python.fresh("rows_of_parts")
      python.line("\(rows) = \(parts.python(of: table))")
      for (place, name) in names.enumerated() {
        python.line("\(name) = \(table).rows(\(rows)[\(place)])")
      }
    }
    let summaries = zip(made, names).map { (part, name) -> PythonCode in
      "\(part.name): \(name).summary(indices=True)"
    }
    python.record(.tables, "{\(summaries)}")
  }
}

extension SplitParts {
  /// The rows of each part, as a list.
  func python(of table: PythonCode) -> PythonCode {
    let own = parts.compactMap { part -> PythonCode? in
      if case .own(let name) = part.content { "\(table).parts[\(name)]" } else { nil }
    }
    guard own.isEmpty else { return "[\(own)]" }
    let groups: PythonCode = isByClass ? "\(table).by_class()" : "[np.arange(len(\(table)))]"
    return "cut(\(groups), \(Self.sizes(parts.map(\.content))))"
  }

  private static func sizes(_ contents: [Content]) -> PythonCode {
    let sizes = contents.map { (content) -> PythonCode in
      if case .size(.rows(let rows)) = content { "\(rows)" } else { "None" }
    }
    return "[\(sizes)]"
  }
}
