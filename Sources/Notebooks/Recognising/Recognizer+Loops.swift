/// The notebook's `for` loops, by what they go through.
extension Recognizer {
  /// Most rounds of a loop that are followed one by one.
  private static let mostRounds = 64
  private static let mostModules = 2000

  /// A `for`: over parameters, over epochs, or over batches.
  func loop(_ target: PythonExpression, _ source: PythonExpression, _ body: [PythonStatement]) {
    let values = contents(meaning(source))
    let first = trainings
    let outer = mayBreak
    mayBreak = false
    loop(target, over: values, body)
    mayBreak = outer
    // Rows that nothing is learned from are looked at behind the loop, too: the last batch's.
    if !isLook(values, body) { leave(target, values) }
    if case .range(.number(let start), .number(let end)) = values, trainings > first,
      trainingActions[trainings] != nil, !stopped.contains(trainings),
      case .name(let name) = target,
      let last = Arithmetic.result("-", end, "1"), Int(start) != nil
    {
      bind(name, .number(last))
    }
    if returned != nil, names.depth > 0 { problem("a `return` within a loop") }
  }

  private func isLook(_ values: Meaning, _ body: [PythonStatement]) -> Bool {
    switch values {
    case .enumerated(let inner): isLook(inner, body)
    case .loader(let name): tableLoaders[name] != nil && !learns(body)
    default: false
    }
  }

  /// What a loop's variables are behind it: of a table's loader some batch, else nothing known.
  private func leave(_ target: PythonExpression, _ values: Meaning) {
    switch (values, target) {
    case (.loader(let name), _) where tableLoaders[name] != nil:
      let last = Self.names(in: target).map { ($0, lookup($0)) }
      assign(target, oneBatch(of: name))
      // In the shape that the loop has given it.
      for case (let variable, .cells(var cells)) in last where cells.loader == name {
        cells.takeOneBatch(of: name)
        bind(variable, .cells(cells))
      }
    case (.enumerated(let inner), .tuple(let parts)) where parts.count == 2:
      for name in Self.names(in: parts[0]) { bind(name, .unknown) }
      leave(parts[1], inner)
    default: for name in Self.names(in: target) { bind(name, .unknown) }
    }
  }

  private func loop(
    _ target: PythonExpression, over values: Meaning, _ body: [PythonStatement]
  ) {
    switch values {
    case .enumerated(let inner):
      guard case .tuple(let parts) = target, parts.count == 2 else {
        problem("a loop over `enumerate`")
        return forget(body)
      }
      let isOfBatches = if case .loader = inner { true } else { false }
      assign(parts[0], isOfBatches ? .batchNumber : .unknown)
      loop(parts[1], over: inner, body)
    case .parameters(let models):
      let first = actions.count
      // Of `for name, parameter in model.named_parameters()` the second.
      if case .tuple(let parts) = target, parts.count == 2 {
        assign(parts[0], .unknown)
        assign(parts[1], .parameter(models))
      } else {
        assign(target, .parameter(models))
      }
      run(body)
      if actions[first...].contains(where: { $0.name != "freeze" && $0.name != "unfreeze" }) {
        problem("a loop over parameters that does more than freeze them")
      }
    case .range(.number(let start), let end)
    where training == nil && making == 0 && graphs.isEmpty
      && Int(start).map { $0 >= 0 } ?? false && learns(body):
      var epochs: String?
      if case .number(let text) = end { epochs = Arithmetic.result("-", text, start) }
      train(body, epochs: epochs) {
        training?.firstList = lists.count
        assign(target, .counter(Int(start) ?? 0))
        run(body)
      }
    case .range(.number(let start), .number(let end)) where isShort(start, end, body):
      for index in (Int(start) ?? 0)..<max(Int(start) ?? 0, Int(end) ?? 0) {
        assign(target, .number("\(index)"))
        run(body)
      }
    case .list(let items)
    where items.count <= (making > 0 ? Self.mostModules : Self.mostRounds) && isPlain(body):
      for item in items {
        assign(target, item)
        run(body)
      }
    case .loader(let name) where tableLoaders[name] != nil && !learns(body):
      if training == nil, openLoaders.isEmpty, body.last?.kind == .other("break", []) {
        hasLooked = true
        assign(target, oneBatch(of: name))
        run(Array(body.dropLast()))
      } else {
        look(target, at: name, body)
      }
    case .loader(let name):
      if training == nil {
        train(body, epochs: "1") { loopOverBatches(target, name, body) }
      } else {
        loopOverBatches(target, name, body)
      }
    default:
      if values == .broken || learns(body) || making > 0 || !graphs.isEmpty {
        if values == .broken { tellOnce() } else { problem("a loop") }
        prints.isWhole = false
        return forget(body)
      }
      assign(target, computed([values]))
      mayBreak = true
      passOver([body], "a loop that does more than print")
    }
  }

  private func isShort(_ start: String, _ end: String, _ body: [PythonStatement]) -> Bool {
    guard let first = Int(start), let last = Int(end) else { return false }
    return last - first <= Self.mostRounds && isPlain(body)
  }

  /// Whether each round of a loop can be followed by itself: where a model is made or followed, or
  /// outside of all that is repeated.
  private func isPlain(_ body: [PythonStatement]) -> Bool {
    making > 0 || !graphs.isEmpty
      || training == nil && openLoaders.isEmpty && uncertain == 0 && !learns(body)
  }

  /// One of a loader's batches, of which nothing is made: the first, or the last of a loop.
  func oneBatch(of name: String) -> Meaning {
    guard case .list(let parts)? = batch(of: name) else { return .derived(ofLoss: false) }
    return .list(
      parts.map { part in
        guard case .cells(var cells) = part else { return part }
        cells.takeOneBatch(of: name)
        return .cells(cells)
      })
  }

  /// Follows statements of which nobody knows whether and how often they happen: they may print, but
  /// change nothing that is followed.
  func passOver(_ bodies: [[PythonStatement]], _ otherwise: String) {
    let (events, count, before, given) = (training?.events, actions.count, modes, returned)
    let outer = turn
    if training != nil { turn = 0 }
    for body in bodies {
      uncertainly { run(body) }
      if returned != given {
        returned = given
        problem(otherwise)
      }
    }
    turn = outer
    bodies.forEach(forget)
    forgetIdleModes(since: before)
    prints.isWhole = false
    if training?.events != events || actions.count != count || modes != before {
      problem(otherwise)
      training?.isFollowed = false
    }
  }
}
