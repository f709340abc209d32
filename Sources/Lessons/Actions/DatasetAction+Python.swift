import Engine

extension DatasetAction {
  func write(_ python: inout PythonScript) {
    let entry = python.assets.entry(request)
    let name = python.name(self.name)
    let place = python.fresh("place")
    let digests = entry.digests.map { (file) -> PythonCode in "(\(file.name), \(file.sha256))" }
    var listed: PythonCode = ""
    if case .pictures? = entry.format, !entry.digests.isEmpty {
      let files = python.fresh("files")
      listed = ", [str(\(place) / file) for file, _ in \(files)]"
      python.line("\(files) = [", digests, "]")
      python.line("\(place) = asset(\(entry.key), \(files))")
    } else {
      python.line("\(place) = asset(\(entry.key), [", digests, "])")
    }
    switch entry.format {
    case .numbers(let table)?: write(table, at: place, as: name, &python)
    case .csv(let table)?:
      python.needs(.texts)
      let (text, label, classNames) = (table.textColumn, table.labelColumn, table.classNames)
      // An asset of one file is that file, or the folder that it lies in.
      let file: PythonCode =
        entry.digests.first.map { "\(place) / \($0.name) if \(place).is_dir() else \(place)" }
        ?? place
      let kept: PythonCode = table.keep.map { "(\($0.column), \($0.value))" } ?? "None"
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
      python.record(.classNames, "\(name).class_names")
      python.record(.splits, "\(name).summary()")
    case .pictures(let pictures, let folder)?:
      python.needs(.tables)
      python.needs(.pictures)
      let parts = pictures.parts.map(\.name)
      let root: PythonCode = folder.isEmpty ? place : "\(place) / \(folder)"
      python.line(
        "\(name) = read_picture_folders(\(root), \(parts), \(PictureFolder.pictureColumn), \(PictureFolder.classColumn)\(listed))"
      )
      if !parts.isEmpty { python.record(.splits, "\(name).splits()") }
      writeChoice(
        from: [PictureFolder.pictureColumn, PictureFolder.classColumn],
        target: PictureFolder.classColumn, name, &python)
      python.record(.tables, "{\(self.name): \(name).summary()}")
      if let names = self.table?.targetColumn?.classNames {
        python.record(.classNames, "\(names)")
      }
    case .aclImdb?, nil:
      python.needs(.texts)
      python.line("\(name) = read_review_folders(\(place), \(TextDataset.reviewClasses))")
      python.record(.classNames, "\(name).class_names")
      python.record(.splits, "\(name).summary()")
    }
  }

  private func write(
    _ table: NumberTable, at place: PythonCode, as name: PythonCode, _ python: inout PythonScript
  ) {
    python.needs(.tables)
    let columns = python.fresh("columns")
    python.line("\(columns) = {}")
    for part in table.parts where part.hasHeader {
      let names = part.columns.compactMap { $0?.name }
      let classes = table.classes.filter { names.contains($0.key) }
        .sorted { $0.key < $1.key }
        .map { (column) -> PythonCode in "\(column.key): \(column.value)" }
      python.line(
        "\(columns).update(read_named(\(place) / \(part.file) if \(place).is_dir() else \(place), \(names), {\(classes)}))"
      )
    }
    for part in table.parts where !part.hasHeader {
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
    for column in table.columns {
      guard let white = column.white else { continue }
      let values: PythonCode = "\(columns)[\(column.name)]"
      python.line("\(values) = np.rint(\(values) * (255 / \(white))).astype(np.uint8)")
    }
    let target: PythonCode = table.target.map { "\($0)" } ?? "None"
    if table.hasUnitNorm { python.line("\(columns) = unit_norm(\(columns), \(target))") }
    let classes = table.classes.sorted { $0.key < $1.key }.map { (column) -> PythonCode in
      "\(column.key): \(column.value)"
    }
    python.line("\(name) = Table(\(columns), \(target), {\(classes)})")
    var classNames = table.target.flatMap { table.classes[$0] }
    if let target = table.target, let old = classNames, !table.groups.isEmpty {
      let places = old.enumerated().map { (place, name) -> PythonCode in
        "\(Double(place)): \(table.groups.firstIndex { $0.classes.contains(name) } ?? 0)"
      }
      let names = table.groups.map(\.name)
      python.line("\(name) = \(name).relabelled(\(target), {", places, "}, \(names))")
      classNames = names
    }
    if !table.divisions.isEmpty {
      let sizes = table.divisions.map { (part) -> PythonCode in
        part.rowsOfEachClass.map { "\($0)" } ?? "None"
      }
      let names = table.divisions.map(\.name)
      python.line(
        "\(name) = \(name).in_parts(\(names), cut(\(name).by_class(), [\(sizes)]))")
      python.record(.splits, "\(name).splits()")
    }
    if writeChoice(from: table.columns.map(\.name), target: table.target, name, &python) {
      classNames = self.table?.targetColumn?.classNames
    }
    python.record(.tables, "{\(self.name): \(name).summary()}")
    if let classNames { python.record(.classNames, "\(classNames)") }
  }

  /// Writes which columns are kept, and the target, where they are others than the data have.
  @discardableResult
  private func writeChoice(
    from columns: [String], target: String?, _ name: PythonCode, _ python: inout PythonScript
  ) -> Bool {
    guard let chosen = table,
      chosen.columns.map(\.name) != columns || chosen.target != target
    else { return false }
    let kept = chosen.columns.map(\.name)
    let target: PythonCode = chosen.target.map { "\($0)" } ?? "None"
    python.line("\(name) = \(name).choosing(\(kept), \(target))")
    return true
  }
}
