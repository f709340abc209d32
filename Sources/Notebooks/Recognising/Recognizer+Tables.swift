/// Tables: where they are from, how they are split and scaled.
extension Recognizer {
  // MARK: - Where they are from

  /// `load_iris()` and the like.
  func loadTable(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let prefix = "sklearn.datasets."
    guard path.hasPrefix(prefix),
      let known = KnownData.loaders[String(path.dropFirst(prefix.count))]
    else { return nil }
    let name = path.dropFirst(prefix.count)
    guard let bound = bound("`\(name)`", arguments, [], ["return_X_y", "as_frame"]),
      isTruth(bound["return_X_y"]), isTruth(bound["as_frame"])
    else { return .broken }
    let table = read(known)
    let isFrame = bound["as_frame"].map { meaning($0) } == .truth(true)
    var x = Cells(table: table, part: .inputs)
    var y = Cells(table: table, part: .target, shape: .flat)
    y.number = known.classes == nil ? .double : .whole
    if isFrame { (x.form, y.form) = (.frame, .frame) }
    if bound["return_X_y"].map({ meaning($0) }) == .truth(true) {
      return .list([.cells(x), .cells(y)])
    }
    return .bunch(table)
  }

  private func read(_ known: KnownData) -> String {
    let table = newName("dataset")
    var info = TableInfo()
    info.action = actions.count
    info.rows = known.rows
    info.sample = known.sample
    info.classes = known.classes
    info.target = known.target
    info.columns = known.columns
    tables[table] = info
    emit(
      DraftAction(
        "dataset", .setting("data", .word(known.name)), [DraftArgument("as", .word(table))]))
    return table
  }

  /// `data.target` and the like; `nil` for what is not followed.
  func member(_ name: String, ofBunch table: String) -> Meaning {
    let classes = tables[table]?.classes
    switch name {
    case "data": return .cells(Cells(table: table, part: .inputs))
    case "target":
      return .cells(
        Cells(table: table, part: .target, number: classes == nil ? .double : .whole, shape: .flat))
    case "feature_names", "target_names", "DESCR", "filename", "keys": return .unknown
    default: return .derived(ofLoss: false)
    }
  }

  /// `pd.read_csv(path)`.
  func readCSV(_ arguments: CallArguments) -> Meaning {
    guard
      let bound = bound(
        "`read_csv`", arguments, ["filepath_or_buffer", "sep"],
        ["usecols", "index_col", "parse_dates", "delimiter", "header", "encoding"]),
      let path = bound["filepath_or_buffer"].map({ meaning($0) })
    else { return .broken }
    guard case .text(let text) = path, let file = text.split(separator: "/").last else {
      problem("a `read_csv` of something else than a file by its name")
      return .broken
    }
    guard let known = KnownData.files[String(file)] else { return readFrame(text, bound) }
    let names: Set = ["filepath_or_buffer", "usecols", "index_col", "parse_dates"]
    guard names.isSuperset(of: bound.keys) else {
      problem("a `read_csv` of the passengers that is not followed")
      return .broken
    }
    let columns = bound["usecols"].map { meaning($0) }
    let isSeries =
      columns == .list([.number("1")])
      || columns == .list([.text("Passengers")])
      || bound["index_col"].map { [.number("0"), .text("Month")].contains(meaning($0)) } ?? false
    let table = read(known)
    tables[table]?.sample = [1]
    guard isSeries else {
      return .cells(Cells(table: table, part: .column("*"), number: .whole, form: .frame))
    }
    return .cells(Cells(table: table, part: .all, number: .whole, form: .frame))
  }

  // MARK: - How often they are scaled

  func isCurrent(_ cells: Cells) -> Bool { cells.version == version(of: cells) }

  func version(of cells: Cells) -> Int {
    let info = tables[cells.table]
    return cells.part == .target ? info?.targetScale ?? 0 : info?.inputScale ?? 0
  }

  // MARK: - Splits

  /// `train_test_split(X, y, test_size=0.2)`.
  func split(_ arguments: CallArguments) -> Meaning {
    let names: Set = ["test_size", "train_size", "random_state", "shuffle", "stratify"]
    guard arguments.starred.isEmpty, arguments.unpacked.isEmpty,
      Set(arguments.named.keys).isSubset(of: names), !arguments.hasRepeated,
      !arguments.positional.isEmpty
    else {
      problem("`train_test_split` with arguments that are not followed")
      return .broken
    }
    let given = arguments.positional.map { meaning($0) }
    if given.contains(.broken) { return .broken }
    var arrays = given.compactMap { if case .cells(let cells) = $0 { cells } else { nil } }
    if arrays.count == 2, let inputs = asInputs(arrays[0]), let target = asTarget(arrays[1]) {
      arrays = [inputs, target]
    }
    guard arrays.count == given.count, let first = arrays.first,
      arrays.allSatisfy({ cells in
        cells.table == first.table && cells.range == nil && cells.loader == nil && isCurrent(cells)
      }), training == nil
    else {
      problem("a `train_test_split` of something else than columns of one table")
      return .broken
    }
    let named = arguments.named.mapValues { meaning($0) }
    guard let (size, _) = share(named) else {
      problem("a `train_test_split` whose share is no constant")
      return .broken
    }
    let parts = (newName("train_rows"), newName("test_rows"))
    var action = DraftAction("split", .word(first.table))
    action.set("test_size", .word(size))
    var isShuffled = true
    switch named["shuffle"] {
    case nil, .truth(true)?: break
    case .truth(false)?:
      isShuffled = false
      action.set("shuffle", .word("false"))
    default:
      problem("a `train_test_split` whose `shuffle` is no constant")
      return .broken
    }
    switch named["stratify"].map({ asTarget($0) }) {
    case nil, Meaning.none?: break
    case .cells(let cells)? where cells.part == .target && cells.table == first.table:
      action.set("stratify", .word("true"))
    default:
      problem("a `train_test_split` that is stratified by something else than the target")
      return .broken
    }
    if isShuffled {
      guard setState(named["random_state"], &action, "`train_test_split`") else { return .broken }
    }
    action.set("train", .word(parts.0))
    action.set("test", .word(parts.1))
    addPart(parts.0, of: first.table, rows: rows(of: first.table, test: size)?.train)
    addPart(parts.1, of: first.table, rows: rows(of: first.table, test: size)?.test)
    emit(action)
    return .list(
      arrays.flatMap { cells -> [Meaning] in
        [parts.0, parts.1].map { name in
          var part = cells
          part.table = name
          part.version = version(of: part)
          return .cells(part)
        }
      })
  }

  /// Rows of a table's own: its columns are as scaled as those that they are taken of.
  func addPart(_ name: String, of table: String, rows: Int?) {
    var info = tables[table] ?? TableInfo()
    info.parent = table
    info.rows = rows
    (info.inputScale, info.targetScale) = (0, 0)
    tables[name] = info
  }

  private func share(_ named: [String: Meaning]) -> (String, Bool)? {
    switch (named["test_size"], named["train_size"]) {
    case (nil, nil): return ("0.25", true)
    case (.number(let text)?, nil):
      guard let value = Double(text), value > 0 else { return nil }
      return value < 1 || Int(text) != nil ? (text, true) : nil
    default: return nil
    }
  }

  private func rows(of table: String, test size: String) -> (train: Int, test: Int)? {
    guard let all = tables[table]?.rows, let value = Double(size) else { return nil }
    let test = value < 1 ? Int((Double(all) * value).rounded(.up)) : Int(value)
    return test < all ? (all - test, test) : nil
  }

  /// `random_state=42`; without one scikit-learn draws from NumPy's generator.
  func setState(_ given: Meaning?, _ action: inout DraftAction, _ call: String) -> Bool {
    switch given {
    case .number(let text)? where Int(text).map((0...Int(UInt32.max)).contains) ?? false:
      action.set("random_state", .word(text))
      return true
    case nil, Meaning.none?:
      guard let seed = numpySeed else { return true }
      guard !hasDrawn else {
        problem("\(call) by NumPy's generator, from which something was drawn before")
        return false
      }
      hasDrawn = true
      action.set("random_state", .word(seed))
      return true
    default:
      problem("\(call) whose `random_state` is no constant")
      return false
    }
  }

  // MARK: - Scales

  func newScaler(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let kinds = [
      "sklearn.preprocessing.StandardScaler": "standard",
      "sklearn.preprocessing.MinMaxScaler": "min_max",
    ]
    guard let by = kinds[path] else { return nil }
    let isMinMax = by == "min_max"
    guard
      let bound = bound(
        "`\(path.split(separator: ".").last ?? "")`", arguments, isMinMax ? ["feature_range"] : [])
    else { return .broken }
    if let range = bound["feature_range"],
      ![.list([.number("0"), .number("1")]), .list([.number("0.0"), .number("1.0")])]
        .contains(meaning(range))
    {
      problem("a `MinMaxScaler` to another range than 0 to 1")
      return .broken
    }
    scalers.append(ScalerInfo(by: by))
    return .scaler(scalers.count - 1)
  }

  func scale(_ name: String, _ scaler: Int, _ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`.\(name)()`", arguments, ["X"]), let given = bound["X"] else {
      return .broken
    }
    let value = meaning(given)
    if value == .broken { return .broken }
    if name == "inverse_transform" { return unscaled(value, scaler) }
    guard case .cells(let given) = value, let cells = scaled(given), cells.form != .tensor,
      cells.number != .float, cells.shape != .flat, cells.loader == nil, cells.range == nil,
      isCurrent(cells),
      training == nil, uncertain == 0
    else {
      problem("a scale of something else than a table's columns as NumPy has them")
      return .broken
    }
    switch name {
    case "fit", "fit_transform":
      guard scalers[scaler].action == nil else {
        problem("a scaler that is fitted twice")
        return .broken
      }
      scalers[scaler].fitted = cells
      return name == "fit" ? .scaler(scaler) : transformed(cells, scaler)
    default: return transformed(cells, scaler)
    }
  }

  private func transformed(_ cells: Cells, _ scaler: Int) -> Meaning {
    guard let fitted = scalers[scaler].fitted, fitted.part == cells.part else {
      problem("a scaler that is not fitted on such columns")
      return .broken
    }
    if let action = scalers[scaler].action {
      // One `scale` moves all tables: what comes after it must not have used these rows.
      let isUsed = actions[(action + 1)...].contains { $0.mentions(cells.table) }
      guard !isUsed, !scalers[scaler].tables.contains(cells.table), !isRepeated else {
        problem("rows that are scaled after they were used")
        return .broken
      }
      scalers[scaler].tables.append(cells.table)
      actions[action].value = .list(scalers[scaler].tables.map { .word($0) })
    } else {
      guard fitted.version == (cells.table == fitted.table ? cells.version : fitted.version),
        tables[fitted.table].map({ _ in isCurrent(fitted) }) ?? false
      else {
        problem("a scaler whose rows have been scaled since")
        return .broken
      }
      var action = DraftAction("scale", .word(cells.table))
      action.set("by", .word(scalers[scaler].by))
      action.set("fitted_on", .word(fitted.table))
      switch cells.part {
      case .inputs: break
      case .all where tables[cells.table]?.target == nil: break
      case .target:
        guard let target = tables[cells.table]?.target, tables[cells.table]?.classes == nil else {
          problem("a scale of a target that has no numbers")
          return .broken
        }
        action.set("columns", .list([.text(target)]))
      default:
        problem("a scale of columns that have no names here")
        return .broken
      }
      scalers[scaler].action = actions.count
      scalers[scaler].tables = [cells.table]
      emit(action)
    }
    if cells.part == .target {
      tables[cells.table]?.targetScale += 1
    } else {
      tables[cells.table]?.inputScale += 1
    }
    var result = cells
    (result.number, result.form) = (.double, .array)
    result.version += 1
    return .cells(result)
  }

  /// The name under which `predict` knows a scale.
  func name(ofScaler scaler: Int) -> DraftValue? {
    guard let action = scalers[scaler].action else { return nil }
    if let given = actions[action].arguments.first(where: { $0.name == "as" }) {
      return given.value
    }
    let name = DraftValue.word(newName("scaler"))
    actions[action].set("as", name)
    return name
  }
}

extension DraftAction {
  /// Whether it names something of the lesson's.
  func mentions(_ name: String) -> Bool {
    ([value] + arguments.map(\.value)).contains { $0.mentions(name) }
  }
}

extension DraftValue {
  fileprivate func mentions(_ name: String) -> Bool {
    switch self {
    case .word(let text):
      text == name || text.hasPrefix(name + ".")
        || text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == name }
    case .text: false
    case .list(let items), .block(let items): items.contains { $0.mentions(name) }
    case .entry(_, let value), .setting(_, let value): value.mentions(name)
    case .entries(let entries): entries.contains { $0.value.mentions(name) }
    case .result: false
    }
  }
}
