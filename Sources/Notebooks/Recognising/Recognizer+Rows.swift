/// Data sets of rows, and the loaders that hand them out.
extension Recognizer {
  /// `TensorDataset(x, y)`.
  func tensorDataset(_ arguments: CallArguments) -> Meaning {
    let given = arguments.positional.map { meaning($0) }
    if given.contains(.broken) { return .broken }
    guard arguments.all.count == given.count, given.count == 2, case .cells(let x) = given[0],
      case .cells(let y) = given[1], let rows = rowset(x, y)
    else {
      problem("a `TensorDataset` of something else than inputs and target of one table")
      return .broken
    }
    return .rowset(rows)
  }

  private func rowset(_ given: Cells, _ wanted: Cells) -> Rowset? {
    guard let x = asInputs(given), let y = asTarget(wanted), x.table == y.table,
      x.range == y.range, x.loader == nil, y.loader == nil,
      x.part == .inputs, y.part == .target, isCurrent(x), isCurrent(y)
    else { return nil }
    return Rowset(inputs: x, target: y)
  }

  /// An object of a class of the notebook's that is a data set.
  func makeDataset(_ definition: PythonClass, _ arguments: CallArguments) -> Meaning {
    let names = Set(definition.methods.map(\.name))
    guard names == ["__init__", "__len__", "__getitem__"],
      let initializer = definition.method("__init__"), let count = definition.method("__len__"),
      let item = definition.method("__getitem__"), item.parameters.count == 2,
      count.parameters.count == 1
    else {
      problem("a data set of a class whose rows are not followed")
      _ = computed(arguments)
      return .broken
    }
    let object = objects.count
    objects.append([:])
    classes[object] = definition
    guard let values = values(for: initializer, Closure(), arguments, given: [.object(object)])
    else { return .broken }
    let start = actions.count
    _ = call(initializer, Closure(), with: values)
    // The constructor may read a file.
    let isPlain = actions[start...].allSatisfy { $0.name == "dataset" || $0.isReserved }
    let before = actions.count
    let length = call(count, Closure(), given: [.object(object)])
    let row = call(item, Closure(), given: [.object(object), .place(0)])
    guard isPlain, actions.count == before, case .list(let parts) = row, parts.count == 2 else {
      if !values.values.contains(.broken) {
        problem("a data set of a class whose rows are not followed")
      }
      return .broken
    }
    switch (parts[0], parts[1]) {
    case (.step(let x, at: 0), .step(let y, at: 0)):
      if counts(length, x), let rows = rowset(x, y) { return .rowset(rows) }
    case (.window(let x, from: 0, count: let steps), .step(let y, at: let next)):
      if x == y, steps == next, let rows = windows(of: x, steps, length: length) {
        return .rowset(rows)
      }
    default: break
    }
    problem("a data set of a class whose rows are not followed")
    return .broken
  }

  /// Whether a data set says that it has as many rows as the table.
  private func counts(_ length: Meaning, _ cells: Cells) -> Bool {
    if case .length(let others, less: 0) = length {
      return others.table == cells.table && others.range == cells.range && others.loader == nil
    }
    return length == self.length(of: cells)
  }

  // MARK: - Windows of a series

  /// Windows of `count` steps, each with the step behind it; all that there are.
  func windows(of series: Cells, _ count: Int, length: Meaning) -> Rowset? {
    guard series.part == .all, series.shape == .table, series.number == .float,
      series.form == .tensor, isCurrent(series), let rows = tables[series.table]?.rows,
      tables[series.table]?.sample == [1]
    else { return nil }
    let range = series.range ?? 0..<rows
    guard count > 0, range.count > count, length == .number("\(range.count - count)") else {
      return nil
    }
    let key = "\(series.table) \(count)"
    let name = windowTables[key] ?? newName("windows")
    if windowTables[key] == nil {
      windowTables[key] = name
      var info = TableInfo()
      info.rows = rows - count
      info.sample = [count, 1]
      info.window = (series.table, count)
      info.target = "target"
      tables[name] = info
      emit(
        DraftAction(
          "windows", .word(series.table),
          [DraftArgument("length", .word("\(count)")), DraftArgument("as", .word(name))]))
    }
    var inputs = Cells(table: name, part: .inputs, number: .float, form: .tensor)
    inputs.range = range.lowerBound..<(range.upperBound - count)
    if inputs.range == 0..<(rows - count) { inputs.range = nil }
    var target = inputs
    (target.part, target.shape) = (.target, .tall)
    return Rowset(inputs: inputs, target: target)
  }

  // MARK: - Some rows

  /// The same rows as a table of their own, cut off in order; `nil` where parts would overlap.
  func cut(_ cells: Cells) -> Cells? {
    guard let range = cells.range else { return cells }
    guard training == nil, uncertain == 0, isCurrent(cells) else { return nil }
    var parts = cuts[cells.table]?.parts ?? []
    var result = cells
    result.range = nil
    if let known = parts.first(where: { $0.range == range }) {
      result.table = known.name
      result.version = 0
      return result
    }
    // What nothing has named yet is what is left.
    if parts.last?.isRest ?? false { parts.removeLast() }
    let end = parts.last?.range.upperBound ?? 0
    guard range.lowerBound >= end, let all = tables[cells.table]?.rows, range.upperBound <= all
    else {
      return nil
    }
    if range.lowerBound > end {
      parts.append(Cut(name: newName("rows"), range: end..<range.lowerBound))
    }
    let name = newName(parts.isEmpty ? "train_rows" : "test_rows")
    parts.append(Cut(name: name, range: range))
    if range.upperBound < all {
      let rest = newName(parts.count == 1 ? "test_rows" : "rest")
      parts.append(Cut(name: rest, range: range.upperBound..<all, isRest: true))
    }
    for part in parts where tables[part.name] == nil {
      addPart(part.name, of: cells.table, rows: part.range.count)
    }
    let entries = parts.map { part in
      DraftEntry(part.name, .word(part.range.upperBound == all ? "rest" : "\(part.range.count)"))
    }
    if let action = cuts[cells.table]?.action {
      actions[action].set("parts", .entries(entries))
      cuts[cells.table] = (action, parts)
    } else {
      cuts[cells.table] = (actions.count, parts)
      emit(
        DraftAction("split", .word(cells.table), [DraftArgument("parts", .entries(entries))]))
    }
    result.table = name
    result.version = 0
    return result
  }

  struct Cut: Equatable {
    var name: String
    var range: Range<Int>
    var isRest = false
  }

  // MARK: - Loaders

  /// `DataLoader(dataset, batch_size=, shuffle=)` of a table's rows.
  func loader(_ given: Rowset, _ bound: [String: PythonExpression]) -> Meaning {
    var (rows, isSampled) = (given, false)
    switch bound["sampler"].map({ meaning($0) }) {
    case nil, Meaning.none?: break
    case .sampler(let places)?:
      guard let part = self.rows(places, of: given) else { fallthrough }
      (rows, isSampled) = (part, true)
    default:
      problem("a loader with another `sampler` than `SubsetRandomSampler` of rows that there are")
      return .broken
    }
    if isSampled, let shuffle = bound["shuffle"], meaning(shuffle) != .truth(false) {
      problem("a loader with a `sampler` beside a `shuffle`")
      return .broken
    }
    guard let inputs = cut(rows.inputs) else {
      problem("a loader of rows that another part has too")
      return .broken
    }
    guard rows.inputs.form == .tensor, rows.inputs.number == .float else {
      problem("a loader of rows that are no float tensors")
      return .broken
    }
    var target = rows.target
    target?.table = inputs.table
    target?.range = nil
    target?.version = inputs.table == rows.inputs.table ? rows.target?.version ?? 0 : 0
    if let function = bound["collate_fn"], meaning(function) != Meaning.none {
      problem("a loader with a `collate_fn`")
      return .broken
    }
    if tables[inputs.table]?.isRaw ?? false {
      problem("a loader of pictures that no transform makes numbers of")
      return .broken
    }
    var action = DraftAction("loader", .word(inputs.table))
    var size = 1
    switch bound["batch_size"].map({ meaning($0) }) {
    case nil: break
    case .number(let text)? where Int(text).map { $0 > 0 } ?? false:
      size = Int(text) ?? 1
      action.set("batch_size", .setting("batch_size", .word(text)))
    case .length(let cells, less: 0)? where cells.table == rows.inputs.table:
      action.set("batch_size", .word("all"))
    default:
      problem("a batch size that is no constant")
      return .broken
    }
    switch bound["shuffle"].map({ meaning($0) }) {
    case nil, .truth(false)?: break
    case .truth(true)?: action.set("shuffle", .word("true"))
    default:
      problem("a `shuffle` that is no constant")
      return .broken
    }
    if isSampled { action.set("sampler", .word("subset_random")) }
    var info = TableLoader(rows: Rowset(inputs: inputs, target: target), batchSize: size)
    switch bound["drop_last"].map({ meaning($0) }) {
    case nil, .truth(false)?: break
    case .truth(true)?:
      info.dropsLast = true
      action.set("drop_last", .word("true"))
    default:
      problem("a `drop_last` that is no constant")
      return .broken
    }
    return .made(Made(.rowLoader(info), action))
  }

  /// What a loader of a table hands over.
  func batch(of name: String) -> Meaning? {
    guard let loader = tableLoaders[name] else { return nil }
    var parts = [loader.rows.inputs, loader.rows.target].compactMap { $0 }
    for index in parts.indices { parts[index].loader = name }
    return .list(parts.map { .cells($0) })
  }

  /// All rows at once, as a loader.
  func wholeLoader(of rows: Rowset) -> String {
    if let known = tableLoaders.first(where: { !$0.value.isLoader && $0.value.rows == rows }) {
      return known.key
    }
    let name = newName("whole")
    tableLoaders[name] = TableLoader(rows: rows, isLoader: false)
    emit(
      DraftAction(
        "loader", .word(rows.inputs.table),
        [DraftArgument("batch_size", .word("all")), DraftArgument("as", .word(name))]))
    return name
  }
}
