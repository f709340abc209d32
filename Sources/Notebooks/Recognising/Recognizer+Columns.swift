/// Columns of a frame, by name or by place.
extension Recognizer {
  /// `frame["a"]`, `frame[["a", "b"]]` or `array[:, :3]`; `nil` for what is no choice of columns.
  func columns(of cells: Cells, at place: Meaning) -> Meaning? {
    guard cells.isOpen, cells.loader == nil, frame(of: cells) != nil else { return nil }
    let place = contents(place)
    if cells.form == .frame { return named(place, of: cells) }
    guard case .list(let parts) = place, parts.count == 2 else { return nil }
    return located(cells, byName: false, parts)
  }

  /// Columns by name: one as [rows], a list of them as a table.
  private func named(_ place: Meaning, of cells: Cells) -> Meaning? {
    var names: [String] = []
    var result = cells
    switch place {
    case .text(let name):
      names = [name]
      result.shape = .flat
    case .list(let items):
      names = items.compactMap { if case .text(let name) = $0 { name } else { nil as String? } }
      guard names.count == items.count, !names.isEmpty else { return nil }
      result.shape = .table
    default: return nil
    }
    guard names.allSatisfy({ has($0, cells) }) else {
      problem("columns that the file beside the notebook does not have")
      return .broken
    }
    result.part = .named(names)
    result.numbered = names.count == 1 ? frame(of: cells)?.numbered[names[0]] : nil
    if result.numbered != nil { result.number = .whole }
    return .cells(result)
  }

  private func has(_ name: String, _ cells: Cells) -> Bool {
    switch cells.part {
    case .named(let names): names.contains(name)
    case .rest(let without):
      !without.contains(name) && columnNames(of: cells).map { $0.contains(name) } ?? true
    default: false
    }
  }

  /// `frame.iloc[rows, columns]`, `frame.loc[rows, columns]` or `array[rows, columns]`.
  func located(_ given: Cells, byName: Bool, _ parts: [Meaning]) -> Meaning? {
    var cells = given
    if parts[0] != .slice(nil, nil, nil) {
      guard !byName, case .slice = parts[0], case .cells(let some)? = part(of: given, at: parts[0])
      else { return nil }
      cells = some
    }
    if byName { return named(contents(parts[1]), of: cells) }
    if parts[1] == .slice(nil, nil, nil) { return .cells(cells) }
    guard let names = columnNames(of: cells) else {
      problem("columns by their place, of a file that does not lie beside the notebook")
      return .broken
    }
    func index(_ value: Meaning) -> Int? {
      guard case .number(let text) = value, let index = Int(text) else { return nil }
      return index < 0 ? index + names.count : index
    }
    var frame = cells
    frame.form = .frame
    let chosen: Meaning?
    switch contents(parts[1]) {
    case .slice(let lower, let upper, nil):
      let first = lower.map(index) ?? 0
      let last = upper.map(index) ?? names.count
      guard let first, let last, first >= 0, first < min(last, names.count) else { return nil }
      chosen = .list(names[first..<min(last, names.count)].map { .text($0) })
    case .list(let items):
      let places = items.compactMap(index).filter(names.indices.contains)
      guard places.count == items.count else { return nil }
      chosen = .list(places.map { .text(names[$0]) })
    case let single:
      chosen = index(single).flatMap { place in
        names.indices.contains(place) ? Meaning.text(names[place]) : nil
      }
    }
    guard let chosen, case .cells(var result)? = named(chosen, of: frame) else { return nil }
    result.form = cells.form
    return .cells(result)
  }

  /// `frame.drop("a", axis=1)`, `frame.drop(columns=["a"])`.
  private func dropped(_ cells: Cells, _ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`.drop()`", arguments, ["labels", "axis"], ["columns"]) else {
      return .broken
    }
    let isByColumn = bound["columns"] != nil
    let axis = bound["axis"].map { meaning($0) }
    let given = (bound["columns"] ?? bound["labels"]).map { contents(meaning($0)) }
    let items: [Meaning] = if case .list(let items)? = given { items } else { [given ?? .unknown] }
    let names = items.compactMap { if case .text(let name) = $0 { name } else { nil as String? } }
    guard isByColumn != (bound["labels"] != nil), names.count == items.count,
      isByColumn ? axis == nil : axis == .number("1") || axis == .text("columns"),
      names.allSatisfy({ has($0, cells) })
    else {
      problem("a `.drop()` of something else than columns by their names")
      return .broken
    }
    var result = cells
    switch cells.part {
    case .named(let all): result.part = .named(all.filter { !names.contains($0) })
    case .rest(let without): result.part = .rest(without: without + names)
    default: return .broken
    }
    return .cells(result)
  }

  /// Methods of frames that only look at the numbers.
  private static let looking: Set = [
    "corr", "cov", "groupby", "mode", "skew", "kurt", "select_dtypes", "memory_usage", "duplicated",
    "nlargest", "nsmallest", "sort_values", "crosstab", "pivot_table", "idxmax", "idxmin",
    "notnull",
    "notna", "isin", "between", "keys", "items",
  ]
  private static let drawing: Set = ["plot", "hist", "boxplot"]

  /// What a method of a frame or of an array of it gives; `nil` for one that other columns have as well.
  func frameMethod(_ name: String, of cells: Cells, _ arguments: CallArguments) -> Meaning? {
    guard frame(of: cells) != nil, cells.form == .frame else { return nil }
    // The frame itself would be another, under every name.
    guard arguments.named["inplace"].map({ meaning($0) == .truth(false) }) ?? true else {
      problem("a change of a table in place")
      change(.cells(cells), to: .broken)
      return .broken
    }
    switch name {
    case "drop" where cells.isOpen: return dropped(cells, arguments)
    case "map" where cells.isOpen: return numbered(cells, arguments)
    case "reset_index":
      guard let bound = bound("`.reset_index()`", arguments, [], ["drop"]),
        let drop = bound["drop"],
        meaning(drop) == .truth(true)
      else { return nil }
      return .cells(cells)
    case "to_numpy" where !arguments.isEmpty:
      guard let bound = bound("`.to_numpy()`", arguments, ["dtype"]),
        let type = bound["dtype"], let number = Self.number(meaning(type)),
        var result = converted(cells, to: number)
      else { return nil }
      result.form = .array
      return .cells(result)
    case _ where Self.drawing.contains(name):
      arguments.all.forEach { _ = meaning($0) }
      figure.hasOthers = true
      return .drawing
    case _ where Self.looking.contains(name):
      arguments.all.forEach { _ = meaning($0) }
      return .derived(ofLoss: false)
    default: return nil
    }
  }

  // MARK: - Numbers in the place of words

  /// `frame["a"].map({"no": 0, "yes": 1})`: classes, with what belongs to each.
  private func numbered(_ cells: Cells, _ arguments: CallArguments) -> Meaning {
    guard arguments.all.count == 1, arguments.positional.count == 1, cells.shape == .flat,
      cells.numbered == nil, case .mapping(let members) = meaning(arguments.positional[0])
    else {
      problem("a `.map()` of something else than one column by a mapping")
      return .broken
    }
    var values: [Int: [String]] = [:]
    for (key, value) in members {
      guard case .number(let text) = value, let place = Int(text) else {
        problem("a `.map()` to something else than whole numbers")
        return .broken
      }
      // A text in its quotation marks, or a number.
      let name = key.hasPrefix("\"") ? String(key.dropFirst().dropLast()) : key
      values[place, default: []].append(name)
    }
    guard values.count > 1, (0..<values.count).allSatisfy({ values[$0] != nil }) else {
      problem("a `.map()` to other numbers than 0, 1 and so on")
      return .broken
    }
    var result = cells
    result.number = .whole
    result.numbered = (0..<values.count).map { place in
      let names = (values[place] ?? []).sorted()
      return DraftEntry(DraftYAML.quoted(names[0]), .list(names.map { .text($0) }))
    }
    return .cells(result)
  }

  /// `LabelEncoder().fit_transform(column)`: of words, whose order is a lesson's too.
  func encoded(_ arguments: CallArguments) -> Meaning {
    guard arguments.all.count == 1, arguments.positional.count == 1,
      case .cells(var cells) = meaning(arguments.positional[0]), cells.shape == .flat,
      cells.numbered == nil, let names = columnNames(of: cells), names.count == 1,
      frame(of: cells)?.found?.words.contains(names[0]) ?? false
    else {
      problem("a `LabelEncoder` of a column of which it is not known here that it holds words")
      return .broken
    }
    (cells.number, cells.form) = (.whole, .array)
    return .cells(cells)
  }

  /// Whether a column holds the places of classes in any case.
  func isNumbered(_ cells: Cells) -> Bool {
    let words = frame(of: cells)?.found?.words ?? []
    let name = cells.part == .target ? tables[cells.table]?.target : columnNames(of: cells)?.first
    return cells.numbered != nil || name.map(words.contains) ?? false
  }

  /// What `frame.price` and the like are; `nil` for what is no column.
  func frameAttribute(_ name: String, of cells: Cells) -> Meaning? {
    guard cells.isOpen, cells.form == .frame, let frame = frame(of: cells) else { return nil }
    switch name {
    case "iloc": return .locator(cells, byName: false)
    case "loc": return .locator(cells, byName: true)
    case "columns": return columnNames(of: cells).map { .list($0.map { .text($0) }) }
    default: break
    }
    let isColumn = frame.found.map { $0.columns.contains(name) } ?? !Self.attributes.contains(name)
    return isColumn && cells.shape == .table ? columns(of: cells, at: .text(name)) : nil
  }

  /// Attributes of frames that are no columns.
  private static let attributes: Set = [
    "T", "at", "attrs", "axes", "cat", "dt", "dtype", "dtypes", "empty", "flags", "iat", "index",
    "name",
    "nbytes", "ndim", "plot", "shape", "size", "sparse", "str", "style", "values",
  ]

  /// `frame["a"] = frame["a"].map(…)`; whether it is that.
  func number(_ base: Meaning, at place: Meaning, _ value: Meaning) -> Bool {
    guard case .cells(let whole) = base, case .text(let name) = place, case .cells(let new) = value,
      new.part == .named([name]), let entries = new.numbered, new.table == whole.table,
      whole.range == nil, new.range == nil, whole.isOpen, has(name, whole),
      tables[whole.table]?.frame?.numbered[name] == nil, training == nil, uncertain == 0,
      // Who holds the same table under another name may not see the numbers.
      names.count({ if case .cells(let cells) = $0 { cells.table == whole.table } else { false } })
        == 1
    else { return false }
    tables[whole.table]?.frame?.numbered[name] = entries
    return true
  }
}
