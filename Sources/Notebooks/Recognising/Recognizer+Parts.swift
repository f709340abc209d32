/// Some rows of a data set, by their places: in order, or drawn by PyTorch's generator.
extension Recognizer {
  /// What `torch.utils.data` and generators give; `nil` for anything else.
  func part(_ path: String, _ arguments: CallArguments) -> Meaning? {
    switch path {
    case "torch.utils.data.Subset": return subset(arguments)
    case "torch.utils.data.random_split": return randomSplit(arguments)
    case "torch.utils.data.SubsetRandomSampler":
      guard let bound = bound("`SubsetRandomSampler`", arguments, ["indices"]),
        let indices = bound["indices"].map({ meaning($0) })
      else { return .broken }
      if let places = Self.placesOfRows(indices) { return .sampler(places) }
      if indices != .broken {
        problem("a `SubsetRandomSampler` of other rows than some one after the other")
      }
      return .broken
    case "torch.arange", "numpy.arange": return arange(arguments)
    case "torch.Generator":
      let device = arguments.positional.first ?? arguments.named["device"]
      guard arguments.all.count == (device == nil ? 0 : 1),
        device.map({ isDevice(meaning($0)) }) ?? true
      else { return nil }
      valuesSoFar += 1
      return .generator(valuesSoFar, seed: nil)
    default: return nil
    }
  }

  /// `generator.manual_seed(42)`, which gives the generator; `nil` for any other method.
  func method(
    _ name: String, ofGenerator number: Int, seed: String?, _ arguments: CallArguments
  ) -> Meaning? {
    guard name == "manual_seed", let bound = bound("`manual_seed`", arguments, ["seed"]),
      let given = bound["seed"], case .number(let text) = meaning(given), let value = Int(text),
      (0...Int(UInt32.max)).contains(value), training == nil, uncertain == 0
    else { return nil }
    change(.generator(number, seed: seed), to: .generator(number, seed: text))
    return .generator(number, seed: text)
  }

  /// Places as they are written: `range(5, 10)`, or an array of them.
  private static func placesOfRows(_ meaning: Meaning) -> Range<Int>? {
    switch meaning {
    case .places(let places): return places
    case .range(.number(let start), .number(let end)):
      guard let start = Int(start), let end = Int(end), start >= 0, end > start else { return nil }
      return start..<end
    default: return nil
    }
  }

  /// `range(…)[a:b]`, and the same of an array; `nil` where it is no part of it.
  static func some(of places: Meaning, _ lower: Meaning?, _ upper: Meaning?) -> Meaning? {
    guard let all = Self.placesOfRows(places) else { return nil }
    func place(_ value: Meaning?, _ usual: Int) -> Int? {
      guard let value else { return usual }
      guard case .number(let text) = value, let index = Int(text) else { return nil }
      return min(
        all.upperBound, max(all.lowerBound, (index < 0 ? all.upperBound : all.lowerBound) + index))
    }
    guard let start = place(lower, all.lowerBound), let end = place(upper, all.upperBound),
      start < end
    else { return nil }
    if case .places = places { return .places(start..<end) }
    return .range(.number("\(start)"), .number("\(end)"))
  }

  /// `torch.arange(5, 10)` of whole numbers, from 0 and one after the other.
  private func arange(_ arguments: CallArguments) -> Meaning? {
    guard !arguments.isEmpty, arguments.all.count == arguments.positional.count else { return nil }
    let given = arguments.positional.map { meaning($0) }
    let numbers = given.compactMap { value -> Int? in
      if case .number(let text) = value { Int(text) } else { nil }
    }
    guard numbers.count == given.count, numbers.count < 3 || numbers[2] == 1, numbers.count < 4
    else { return nil }
    let (start, end) = numbers.count == 1 ? (0, numbers[0]) : (numbers[0], numbers[1])
    return start >= 0 && end > start ? .places(start..<end) : nil
  }

  /// `Subset(dataset, range(5, 10))`.
  private func subset(_ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`Subset`", arguments, ["dataset", "indices"]),
      let dataset = bound["dataset"].map({ meaning($0) }),
      let indices = bound["indices"].map({ meaning($0) })
    else { return .broken }
    if dataset == .broken || indices == .broken { return .broken }
    guard case .rowset(let rows) = dataset, let places = Self.placesOfRows(indices),
      let part = self.rows(places, of: rows)
    else {
      problem("a `Subset` of other rows than some of a table's, one after the other")
      return .broken
    }
    return .rowset(part)
  }

  /// Rows of a data set by their places; `nil` where it has not so many.
  func rows(_ places: Range<Int>, of rows: Rowset) -> Rowset? {
    let known = rows.inputs.range ?? tables[rows.inputs.table]?.rows.map { 0..<$0 }
    guard let known, places.upperBound <= known.count else { return nil }
    let start = known.lowerBound
    var part = rows
    part.inputs.range = (start + places.lowerBound)..<(start + places.upperBound)
    if part.inputs.range == tables[rows.inputs.table]?.rows.map({ 0..<$0 }) {
      part.inputs.range = nil
    }
    part.target?.range = part.inputs.range
    return part
  }

  // MARK: - Drawn

  /// `random_split(dataset, [n, m], generator)`.
  private func randomSplit(_ arguments: CallArguments) -> Meaning {
    guard
      let bound = bound("`random_split`", arguments, ["dataset", "lengths", "generator"]),
      let dataset = bound["dataset"].map({ meaning($0) }),
      let lengths = bound["lengths"].map({ meaning($0) })
    else { return .broken }
    if dataset == .broken || lengths == .broken { return .broken }
    guard case .rowset(let rows) = dataset, training == nil, uncertain == 0,
      let inputs = cut(rows.inputs), let all = tables[inputs.table]?.rows,
      let sizes = Self.sizes(read(lengths), of: all)
    else {
      problem("a `random_split` of something else than a table's rows into numbers of them")
      return .broken
    }
    var action = DraftAction("split", .word(inputs.table))
    action.set("random_split", .word("true"))
    switch bound["generator"].map({ meaning($0) }) {
    case nil, Meaning.none?:
      (action.seed, action.seeds) = (torchSeed, seedsSoFar)
      if hasLooked { problem("a `random_split` that draws after a batch was looked at") }
    case .generator(let number, seed: let seed?)?:
      action.set("random_state", .word(seed))
      // It goes on from where it stands.
      change(.generator(number, seed: seed), to: .broken)
    default:
      problem("a `random_split` by a generator whose seed is no constant, or that has drawn before")
      return .broken
    }
    let words = sizes.count == 2 ? ["train", "test"] : ["train", "validation", "test"]
    let names = sizes.indices.map { newName("\($0 < words.count ? words[$0] : "other")_rows") }
    for (name, size) in zip(names, sizes) { addPart(name, of: inputs.table, rows: size) }
    action.set(
      "parts", .entries(zip(names, sizes).map { DraftEntry($0, .word("\($1)")) }))
    emit(action)
    return .list(
      names.map { name in
        var part = rows
        (part.inputs.table, part.inputs.range) = (name, nil)
        part.target?.table = name
        part.target?.range = nil
        part.inputs.version = version(of: part.inputs)
        if let target = part.target { part.target?.version = version(of: target) }
        return .rowset(part)
      })
  }

  /// How many rows each part gets; shares are rounded down, and what is left goes to the first parts.
  private static func sizes(_ meaning: Meaning, of all: Int) -> [Int]? {
    guard case .list(let items) = meaning, items.count > 1 else { return nil }
    let texts = items.compactMap { if case .number(let text) = $0 { text } else { nil } }
    guard texts.count == items.count else { return nil }
    let counts = texts.compactMap { Int($0) }
    if counts.count == texts.count, counts.reduce(0, +) == all, counts.allSatisfy({ $0 > 0 }) {
      return counts
    }
    let shares = texts.compactMap { Double($0) }
    guard shares.count == texts.count, abs(shares.reduce(0, +) - 1) < 1e-9,
      shares.allSatisfy({ $0 > 0 && $0 < 1 })
    else { return nil }
    var sizes = shares.map { Int((Double(all) * $0).rounded(.down)) }
    for place in 0..<max(0, all - sizes.reduce(0, +)) { sizes[place % sizes.count] += 1 }
    return sizes.allSatisfy { $0 > 0 } ? sizes : nil
  }
}
