import Engine

/// Tables of separated values: which of their columns a model gets, and which it is to predict.
extension Recognizer {
  // MARK: - Reading

  /// `pd.read_csv(path)` of a file whose first line names the columns.
  func readFrame(_ path: String, _ bound: [String: PythonExpression]) -> Meaning {
    let settings = bound.filter { $0.key != "filepath_or_buffer" }.mapValues { meaning($0) }
    let isPlain = settings.allSatisfy { name, value in
      switch name {
      case "sep", "delimiter": [.text(","), .text(";"), .text("\t")].contains(value)
      case "header": value == .number("0") || value == .text("infer")
      case "encoding": [.text("utf-8"), .text("utf8"), .text("UTF-8")].contains(value)
      default: false
      }
    }
    guard isPlain, let name = Self.dataName(path), training == nil, uncertain == 0, making == 0
    else {
      problem("a `read_csv` of other columns or rows than the file has")
      return .broken
    }
    let table = newName("dataset")
    let found = findTable(path)
    var info = TableInfo()
    info.action = actions.count
    info.rows = found?.rows
    info.frame = FrameInfo(found: found, relabel: actions.count + 1)
    tables[table] = info
    emit(
      DraftAction("dataset", .setting("data", .word(name)), [DraftArgument("as", .word(table))]))
    emit(.reserved)
    return .cells(Cells(table: table, part: .rest(without: []), form: .frame))
  }

  /// The name that the data have in the draft: the file's own, as an asset's name may be.
  private static func dataName(_ path: String) -> String? {
    let file = path.split(separator: "/").last ?? ""
    let stem = file.split(separator: ".").first ?? ""
    let name = stem.map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
    }
    let text = String(String(name).lowercased().drop { $0 == "-" }.prefix(40))
    return text.isEmpty || Double(text) != nil ? nil : text
  }

  // MARK: - Which columns

  /// The table that rows are of, as it was read.
  func root(of table: String) -> String {
    var table = table
    while let parent = tables[table]?.parent { table = parent }
    return table
  }

  /// `nil` for columns of other tables.
  func frame(of cells: Cells) -> FrameInfo? { tables[root(of: cells.table)]?.frame }

  /// The names of columns that are not yet inputs or target, where they are known.
  func columnNames(of cells: Cells) -> [String]? {
    switch cells.part {
    case .named(let names): names
    case .rest(let without):
      frame(of: cells)?.found.map { found in found.columns.filter { !without.contains($0) } }
    default: nil
    }
  }

  /// Columns as what goes into a model; `nil` where another use of the table is in the way.
  func asInputs(_ cells: Cells) -> Cells? {
    let root = root(of: cells.table)
    guard let frame = tables[root]?.frame, cells.isOpen else { return cells }
    let inputs: FrameInfo.Inputs
    let target = tables[root]?.target
    if let names = columnNames(of: cells) {
      // What holds classes has their places in a lesson, where the notebook may have other numbers.
      let others = Set(frame.numbered.keys).union(frame.found?.words ?? []).union([
        CSVTable.labelColumn
      ])
      guard cells.shape != .flat, !names.isEmpty, Set(names).count == names.count,
        others.isDisjoint(with: names), target.map({ !names.contains($0) }) ?? true
      else { return nil }
      inputs = .columns(names)
    } else {
      guard case .rest(let without) = cells.part, without.count == 1, cells.shape == .table,
        target ?? without[0] == without[0]
      else { return nil }
      inputs = .allBut(without[0])
    }
    guard frame.inputs ?? inputs == inputs else { return nil }
    if frame.inputs == nil {
      tables[root]?.frame?.inputs = inputs
      switch inputs {
      case .columns(let names):
        setArgument("columns", .list(names.map { .text($0) }), of: root)
        changeAll(of: root) { $0.sample = [names.count] }
      case .allBut(let target): setTarget(target, of: root)
      }
    }
    var result = cells
    (result.part, result.shape) = (.inputs, .table)
    return result
  }

  /// One column as what a model is to predict; `nil` where another is, or where a model gets it.
  func asTarget(_ cells: Cells) -> Cells? {
    let root = root(of: cells.table)
    guard let frame = tables[root]?.frame, cells.isOpen else { return cells }
    guard let names = columnNames(of: cells), names.count == 1,
      tables[root]?.target ?? names[0] == names[0]
    else { return nil }
    switch frame.inputs {
    case .columns(let inputs)? where inputs.contains(names[0]): return nil
    case .allBut(let other)? where other != names[0]: return nil
    default: break
    }
    if tables[root]?.target == nil { setTarget(names[0], of: root) }
    var result = cells
    result.part = .target
    if result.shape == .table { result.shape = .tall }
    return result
  }

  /// Of a file's table what is scaled first are the inputs.
  func scaled(_ cells: Cells) -> Cells? { asInputs(cells) ?? asTarget(cells) }

  /// A value that may be a column, as what a model is to predict.
  func asTarget(_ value: Meaning) -> Meaning {
    guard case .cells(let cells) = value else { return value }
    return asTarget(cells).map { .cells($0) } ?? value
  }

  private func setTarget(_ name: String, of root: String) {
    setArgument("target", .text(name), of: root)
    changeAll(of: root) { $0.target = name }
  }

  private func setArgument(_ name: String, _ value: DraftValue, of root: String) {
    if let action = tables[root]?.action { actions[action].set(name, value) }
  }

  /// A table and all rows of it that have names of their own.
  private func changeAll(of root: String, _ change: (inout TableInfo) -> Void) {
    for name in tables.keys where self.root(of: name) == root {
      if var info = tables[name] {
        change(&info)
        tables[name] = info
      }
    }
  }

  // MARK: - Classes

  /// Says that a target holds classes, which a file's numbers alone do not.
  ///
  /// They are the numbers 0, 1 and so on, or what the notebook has numbered. A lesson refuses any other
  /// value.
  ///
  /// - Returns: whether there are so many.
  func hasClasses(_ count: Int, _ target: Cells) -> Bool {
    let root = root(of: target.table)
    guard let frame = tables[root]?.frame, let name = tables[root]?.target, target.part == .target
    else { return true }
    let usual = (0..<min(count, 1000)).map { DraftEntry("\"\($0)\"", .list([.text("\($0)")])) }
    let classes = target.numbered ?? usual
    if let known = tables[root]?.classes { return known == count && frame.classes == classes }
    guard count > 1, classes.count == count else { return false }
    changeAll(of: root) { $0.classes = count }
    tables[root]?.frame?.classes = classes
    // Words are classes already, in the order that scikit-learn has them in.
    if target.numbered == nil, frame.found?.words.contains(name) ?? false { return true }
    actions[frame.relabel] = DraftAction(
      "relabel", .word(root), [DraftArgument("classes", .entries(classes))])
    return true
  }

  /// Whether a loss of numbers may have a column for its target.
  ///
  /// One that a lesson reads as classes has their places there, and these are its numbers where they can be
  /// no others than 0 and 1.
  func fits(_ loss: LayerChoice, _ target: Cells) -> Bool {
    let root = root(of: target.table)
    guard let frame = tables[root]?.frame, let name = tables[root]?.target else { return true }
    let isOfClasses =
      name == CSVTable.labelColumn || target.number == .whole || target.numbered != nil
      || tables[root]?.classes != nil || frame.found?.words.contains(name) ?? false
    let entry = LossCatalogue.entries.first { $0.name == loss.name }
    return !isOfClasses || entry?.pytorch.contains("BCE") ?? false && hasClasses(2, target)
  }
}

extension Cells {
  /// Whether it is still open what a model does with them.
  var isOpen: Bool {
    switch part {
    case .named, .rest: true
    case .inputs, .target, .all, .column: false
    }
  }
}
