import Engine

extension DatasetAction {
  func write(_ python: inout PythonScript) {
    let entry = python.assets.entry(request)
    let name = python.name(self.name)
    let place = python.fresh("place")
    python.line(
      "\(place) = asset(\(entry.key), [",
      entry.digests.map { (file) -> PythonCode in "(\(file.name), \(file.sha256))" }, "])")
    switch entry.format {
    case .numbers(let table)?: write(table, at: place, as: name, &python)
    case .csv(let text, let label, let keep, let classNames)?:
      python.needs(.texts)
      // An asset of one file is that file, or the folder that it lies in.
      let file: PythonCode =
        entry.digests.first.map { "\(place) / \($0.name) if \(place).is_dir() else \(place)" }
        ?? place
      let kept: PythonCode = keep.map { "(\($0.column), \($0.value))" } ?? "None"
      if entry.digests.isEmpty {
        python.line("if \(place).is_dir():")
        python.indented {
          $0.line("\(name) = read_review_folders(\(place), \(classNames))")
        }
        python.line("else:")
        python.indented {
          $0.line(
            "\(name) = read_reviews(\(place), \(text), \(label), \(kept), \(classNames))"
          )
        }
      } else {
        python.line("\(place) = \(file)")
        python.line(
          "\(name) = read_reviews(\(place), \(text), \(label), \(kept), \(classNames))"
        )
      }
      python.record("class_names", "\(name).class_names")
      python.record("splits", "\(name).summary()")
    case .aclImdb?, nil:
      python.needs(.texts)
      python.line("\(name) = read_review_folders(\(place), \(LocalAsset.classNames))")
      python.record("class_names", "\(name).class_names")
      python.record("splits", "\(name).summary()")
    }
  }

  private func write(
    _ table: NumberTable, at place: PythonCode, as name: PythonCode, _ python: inout PythonScript
  ) {
    python.needs(.tables)
    let columns = python.fresh("columns")
    python.line("\(columns) = {}")
    for part in table.parts {
      let items = part.columns.map { column -> PythonCode in
        guard let column else { return "(None, ())" }
        let shape = column.shape.map { (extent) -> PythonCode in "\(extent)" }
        return shape.isEmpty
          ? "(\(column.name), ())" : "(\(column.name), (\(shape),))"
      }
      python.line(
        "\(columns).update(read_columns(\(place) / \(part.file), [", items,
        "], separator=\(part.separator), skip=\(part.skippedLines)))")
    }
    let target: PythonCode = table.target.map { "\($0)" } ?? "None"
    if table.hasUnitNorm { python.line("\(columns) = unit_norm(\(columns), \(target))") }
    let classes = table.classes.sorted { $0.key < $1.key }.map { (column) -> PythonCode in
      "\(column.key): \(column.value)"
    }
    python.line("\(name) = Table(\(columns), \(target), {\(classes)})")
    python.record("tables", "{\(self.name): \(name).summary()}")
    if let target = table.target, let names = table.classes[target] {
      python.record("class_names", "\(names)")
    }
  }
}
