import Engine

/// Columns as frames, arrays and tensors: what leaves their numbers as they are.
extension Recognizer {
  // MARK: - Types

  private enum TypeChange { case to(Cells.Number), unknown }

  private static let types: [String: Cells.Number] = [
    "torch.float32": .float, "torch.float": .float, "numpy.float32": .float, "float32": .float,
    "torch.float64": .double, "torch.double": .double, "numpy.float64": .double, "float": .double,
    "float64": .double, "torch.long": .whole, "torch.int64": .whole, "numpy.int64": .whole,
    "int64": .whole, "int": .whole, "torch.FloatTensor": .float, "torch.LongTensor": .whole,
    "torch.DoubleTensor": .double,
  ]

  static func number(_ type: Meaning) -> Cells.Number? {
    switch type {
    case .path(let path): types[path]
    case .text(let name): types[name]
    default: nil
    }
  }

  /// The same numbers in another type; `nil` where they would not be the same.
  func converted(_ cells: Cells, to number: Cells.Number) -> Cells? {
    var result = cells
    result.number = number
    let isOpen = frame(of: cells) != nil && tables[cells.table]?.classes == nil
    switch (cells.number, number) {
    // Whether a file's numbers are whole is not known, and so not whether they are the same again.
    case (.whole, .float) where isOpen && !isNumbered(cells),
      (.whole, .double) where isOpen && !isNumbered(cells):
      return nil
    // They are if a loss takes the column for classes, and takes it for nothing else then.
    case (_, .whole) where isOpen:
      return cells.part == .target || columnNames(of: cells)?.count == 1 ? result : nil
    case (.whole, _), (.double, .double), (.double, .float), (.float, .float): return result
    // Singles as doubles are not what they were.
    case (.float, .double): return nil
    // Classes as floats and back.
    case (_, .whole):
      return cells.part == .target && tables[cells.table]?.classes != nil ? result : nil
    }
  }

  /// `torch.tensor(x, dtype=torch.float32)` and the like; `nil` where it is no table's.
  func cells(_ path: String, _ arguments: CallArguments) -> Meaning? {
    guard let first = arguments.positional.first ?? arguments.named["data"] else { return nil }
    let value = read(meaning(first))
    switch value {
    case .broken: return .broken
    case .cells, .window, .step, .gathered: break
    case .list(let items) where path == "torch.tensor":
      // Constants, such as a loss's weights.
      guard !items.isEmpty, arguments.all.count == 1 else { return nil }
      let values = items.compactMap { item in
        if case .number = item { OptionValue(item) } else { nil }
      }
      return values.count == items.count ? .constants(values) : nil
    default: return nil
    }
    if case .gathered = value {
      // Batches side by side.
      return arguments.all.count == 1 ? value : nil
    }
    let isNumPy = path.hasPrefix("numpy.")
    guard
      let bound = bound(
        "`\(path)`", arguments, ["data"], ["dtype", "device"])
    else { return .broken }
    if let device = bound["device"], !isDevice(meaning(device)) {
      problem("a tensor on something else than a device")
      return .broken
    }
    var number: Cells.Number?
    switch path {
    case "torch.FloatTensor", "torch.Tensor": number = .float
    case "torch.LongTensor": number = .whole
    default: break
    }
    if let type = bound["dtype"].map({ meaning($0) }) {
      guard let known = Self.number(type), number == nil else {
        problem("`\(path)` with a `dtype` that is not followed")
        return .broken
      }
      number = known
    }
    let result = changed(value) { cells in
      var cells = cells
      cells.form = isNumPy ? .array : .tensor
      return number.map { converted(cells, to: $0) } ?? cells
    }
    if result == nil { problem("`\(path)` that changes numbers") }
    return result ?? .broken
  }

  /// The same of a window or a step as of the columns themselves.
  private func changed(_ value: Meaning, _ change: (Cells) -> Cells?) -> Meaning? {
    switch value {
    case .cells(let cells): change(cells).map { .cells($0) }
    case .window(let cells, let from, let count):
      change(cells).map { .window($0, from: from, count: count) }
    case .step(let cells, let place): change(cells).map { .step($0, at: place) }
    default: nil
    }
  }

  // MARK: - Methods

  /// What a method makes of columns; `nil` for one that is not followed.
  func method(_ name: String, of value: Meaning, _ arguments: CallArguments) -> Meaning? {
    let isBare = arguments.isEmpty
    switch name {
    case "cpu", "clone", "contiguous", "detach", "copy", "pin_memory":
      return isBare ? value : nil
    case "numpy", "to_numpy", "values":
      return isBare
        ? changed(value) { cells in
          var cells = cells
          cells.form = .array
          return cells
        } : nil
    case "float": return isBare ? changed(value) { converted($0, to: .float) } : nil
    case "long": return isBare ? changed(value) { converted($0, to: .whole) } : nil
    case "double": return isBare ? changed(value) { converted($0, to: .double) } : nil
    case "astype", "type":
      guard arguments.all.count == 1, arguments.positional.count == 1,
        let number = Self.number(meaning(arguments.positional[0]))
      else { return nil }
      return changed(value) { converted($0, to: number) }
    case "size":
      guard case .cells(let cells) = value else { return nil }
      guard let bound = bound("`.size()`", arguments, ["dim"]) else { return .broken }
      guard let place = bound["dim"] else { return .shape(of: cells) }
      return extent(of: cells, meaning(place))
    case "reshape", "view", "unsqueeze", "squeeze", "flatten", "ravel":
      guard case .cells(let cells) = value else { return nil }
      return shaped(cells, name, arguments)
    default: return nil
    }
  }

  /// One number a row, as [rows] or [rows, 1].
  private func shaped(_ cells: Cells, _ name: String, _ arguments: CallArguments) -> Meaning? {
    guard arguments.all.count == arguments.positional.count else { return nil }
    var given = arguments.positional.map { meaning($0) }
    if given.count == 1, case .list(let list) = given[0] { given = list }
    if cells.part == .inputs, cells.shape == .table { return flattened(cells, name, given) }
    var cells = cells
    if cells.isOpen, cells.shape == .table {
      guard columnNames(of: cells)?.count == 1 else { return nil }
      cells.shape = .tall
    }
    // As many rows as there are is what is left.
    if given.count == 2, given[0] == length(of: cells) { given[0] = .number("-1") }
    let shape: Cells.Shape
    switch (name, given) {
    case ("reshape", [.number("-1"), .number("1")]), ("view", [.number("-1"), .number("1")]),
      ("unsqueeze", [.number("1")]), ("unsqueeze", [.number("-1")]):
      shape = .tall
    case ("reshape", [.number("-1")]), ("view", [.number("-1")]), ("squeeze", []),
      ("squeeze", [.number("1")]), ("squeeze", [.number("-1")]), ("flatten", []), ("ravel", []):
      shape = .flat
    default: return nil
    }
    var result = cells
    switch (cells.part, cells.shape, shape) {
    case (_, .flat, .tall) where name == "unsqueeze": result.shape = .tall
    case (.target, .flat, _), (.target, .tall, _), (.named, .flat, _), (.named, .tall, _):
      guard name != "unsqueeze" else { return nil }
      result.shape = shape
    default: return nil
    }
    return .cells(result)
  }

  /// `x.view(-1, 784)` and the like: the same values of each row in another shape.
  private func flattened(_ cells: Cells, _ name: String, _ given: [Meaning]) -> Meaning? {
    guard let sample = tables[cells.table]?.sample, cells.rowShape == nil else { return nil }
    let isRows =
      given.first == .number("-1") || given.first == .extent(0)
      || given.first == .length(cells, less: 0) || given.first == length(of: cells)
    let count = sample.reduce(1, *)
    let shape: [Int]
    switch name {
    case "flatten" where given == [.number("1")]: shape = [count]
    case "squeeze" where given == [.number("1")] && sample.first == 1 && sample.count > 1:
      shape = Array(sample.dropFirst())
    case "view" where isRows && given.count > 1, "reshape" where isRows && given.count > 1:
      let extents = given.dropFirst().compactMap { extent -> Int? in
        if case .number(let text) = extent { Int(text) } else { nil }
      }
      guard extents.count == given.count - 1 else { return nil }
      if extents == [-1], given[0] != .number("-1") {
        shape = [count]
      } else {
        guard extents.allSatisfy({ $0 > 0 }), extents.reduce(1, *) == count else { return nil }
        shape = extents
      }
    default: return nil
    }
    var result = cells
    result.rowShape = shape == sample ? nil : shape
    return .cells(result)
  }

  // MARK: - Extents

  func extent(of cells: Cells, _ place: Meaning) -> Meaning {
    switch place {
    case .number("0"): return length(of: cells)
    case .number("1"):
      switch cells.shape {
      case .table:
        if cells.isOpen { return columnNames(of: cells).map { .number("\($0.count)") } ?? .unknown }
        guard cells.part == .inputs, let sample = tables[cells.table]?.sample, sample.count == 1
        else { return .unknown }
        return .number("\(sample[0])")
      case .tall: return .number("1")
      case .flat: return .unknown
      }
    default: return .unknown
    }
  }

  /// How many rows: a number where that is known.
  func length(of cells: Cells) -> Meaning {
    guard cells.loader == nil else { return .length(cells, less: 0) }
    if let range = cells.range { return .number("\(range.count)") }
    return tables[cells.table]?.rows.map { .number("\($0)") } ?? .length(cells, less: 0)
  }

  // MARK: - Parts

  func part(of cells: Cells, at place: Meaning) -> Meaning? {
    if let found = columns(of: cells, at: place) { return found }
    switch place {
    case .text("Passengers"), .list([.text("Passengers")]):
      guard cells.part == .column("*"), case .list = place else { return nil }
      var column = cells
      column.part = .all
      return .cells(column)
    case .place(let offset): return .step(cells, at: offset)
    case .slice(.place(let first)?, .place(let end)?, nil) where end > first:
      return .window(cells, from: first, count: end - first)
    case .slice(let lower, let upper, nil): return sliced(cells, lower, upper)
    default: return nil
    }
  }

  private func sliced(_ cells: Cells, _ lower: Meaning?, _ upper: Meaning?) -> Meaning? {
    guard cells.loader == nil else { return nil }
    let whole = cells.range ?? tables[cells.table]?.rows.map { 0..<$0 }
    func bound(_ value: Meaning?, _ usual: Int?) -> Int?? {
      guard let value else { return .some(usual) }
      guard case .number(let text) = value, let index = Int(text) else { return .none }
      guard index < 0 else { return .some(index) }
      return whole.map { max(0, $0.count + index) } ?? .none
    }
    guard let first = bound(lower, 0) ?? nil, let last = bound(upper, whole?.count) else {
      return nil
    }
    guard let end = last ?? nil, first >= 0, end > first else { return nil }
    let start = whole?.lowerBound ?? 0
    let most = whole?.count ?? end
    guard first < most else { return nil }
    var part = cells
    part.range = (start + first)..<(start + min(end, most))
    if part.range == tables[cells.table]?.rows.map({ 0..<$0 }) { part.range = nil }
    return .cells(part)
  }
}
