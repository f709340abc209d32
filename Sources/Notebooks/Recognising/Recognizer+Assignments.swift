extension Recognizer {
  func assign(_ targets: [PythonExpression], _ value: PythonExpression) {
    // `total = total + x` is `total += x`.
    if targets.count == 1, case .binary("+", let left, let right) = value, left == targets[0],
      training != nil, case .number = meaning(left)
    {
      return augment("+", left, right)
    }
    if targets.count == 1, case .binary("+", let left, let right) = value, left == targets[0],
      case .total = meaning(left)
    {
      return augment("+", left, right)
    }
    var variable: String?
    if targets.count == 1, case .name(let name) = targets[0] { variable = name }
    let found = settled(asModel(rawMeaning(value)), variable: variable)
    for target in targets { assign(target, found) }
  }

  /// A layer by itself that gets a name is a model.
  private func asModel(_ value: Meaning) -> Meaning {
    guard case .module(let id) = value, making == 0, graphs.isEmpty, networks[id] == nil,
      case .layer(let choice) = modules[id].kind, choice.draws
    else { return value }
    return model(id, range: nil)
  }

  func assign(_ target: PythonExpression, _ value: Meaning) {
    switch target {
    case .name(let name):
      training?.reset("\(names.depth).\(name)", to: value)
      if !openLoaders.isEmpty { evaluationResets.insert(name) }
      bind(name, value)
    case .tuple(let parts), .list(let parts):
      var whole = contents(value)
      if case .shape(let cells) = value, parts.count == 2 {
        whole = .list(["0", "1"].map { extent(of: cells, .number($0)) })
      }
      guard case .list(let values) = whole, values.count == parts.count else {
        let rest = value == .drawing ? value : computed([value])
        return parts.forEach { assign($0, rest) }
      }
      for (part, value) in zip(parts, values) { assign(part, value) }
    case .attribute(let base, let name): assign(meaning(base), name, value)
    case .index(let base, let place):
      let place = meaning(place)
      if !number(meaning(base), at: place, value) { changePart(of: base, to: value) }
    case .other(let parts): parts.forEach { assign($0, computed([value])) }
    default: problem("an assignment that is not followed")
    }
  }

  private func assign(_ base: Meaning, _ name: String, _ value: Meaning) {
    let settings = [
      "torch.backends.", "os.environ", "matplotlib.", "pandas.", "numpy.", "warnings.",
    ]
    switch (base, name, value) {
    case (.object(let index), _, _):
      objects[index][name] = value
      register(name, of: index, value)
      if case .module(let id) = value, moduleNames[id] == nil { moduleNames[id] = name }
    case (.broken, _, _): break
    case (.parameter(let models), "requires_grad", .truth(let isTrained)):
      setTrained(models, isTrained)
    case (.unknown, _, _), (.drawing, _, _): break
    case (.path(let path), _, _) where settings.contains { (path + ".").hasPrefix($0) }: break
    default: problem("an assignment to `.\(name)`")
    }
  }

  /// An entry of something is set.
  private func changePart(of base: PythonExpression, to value: Meaning) {
    let whole = meaning(base)
    switch whole {
    case .unknown, .path("os.environ"), .path("matplotlib.pyplot.rcParams"),
      .path("matplotlib.rcParams"),
      .derived(ofLoss: true):
      break
    case .list, .mapping: change(whole)
    default: return problem("an assignment to a part of something")
    }
    if value.isOfLoss, let variable = Self.root(of: base) {
      bind(variable, .derived(ofLoss: true))
    }
  }

  /// `del`, or `global` within a function.
  func change(_ parts: [PythonExpression]) {
    for part in parts {
      switch part {
      case .name(let name) where names.depth == 0: bind(name, .unknown)
      case .name(let name):
        problem("a `global`, `nonlocal` or `del` within a function")
        names.forgetGlobal(name)
      case .index(let base, _): changePart(of: base, to: .unknown)
      default: problem("a `del` of a part of something")
      }
    }
  }

  /// `requires_grad` of all parameters of some models.
  func setTrained(_ models: [String], _ isTrained: Bool) {
    for model in models {
      emit(DraftAction(isTrained ? "unfreeze" : "freeze", .word(model)))
      let members = members(of: [model])
      if isTrained { frozen.subtract(members) } else { frozen.formUnion(members) }
    }
  }

  /// The models that some models are made of.
  func parts(of model: String) -> [String] {
    sequences[model].map { [$0.backbone, $0.head] } ?? [model]
  }

  func members(of models: [String]) -> Set<String> { Set(models.flatMap(parts)) }

  func augment(_ symbol: String, _ target: PythonExpression, _ value: PythonExpression) {
    let added = meaning(value)
    guard case .name(let name) = target else {
      if case .index(let base, let place) = target {
        _ = meaning(place)
        return changePart(of: base, to: added)
      }
      return problem("a change of a part of something")
    }
    let current = lookup(name)
    if current == .broken || added == .broken { return bind(name, .broken) }
    if symbol == "+", let sum = tally(name, current, added) { return bind(name, sum) }
    if symbol == "/" || symbol == "*" {
      switch current {
      case .tally, .total, .rowTotal, .epochFigure, .score, .figure:
        return bind(name, turn == nil ? combined(symbol, current, added) : .derived(ofLoss: true))
      default: break
      }
    }
    if symbol == "+", added == .rowTotal {
      let isSum =
        training?.level == .batch
        && training?.resetLevel(of: "\(names.depth).\(name)") == .epoch && turn == nil
      if case .number(let text) = current, Double(text) == 0, isSum { return bind(name, .rowTotal) }
      return bind(name, current == .rowTotal && isSum ? .rowTotal : .derived(ofLoss: true))
    }
    // What a training's batches say of the rows that are learned from.
    if symbol == "+", training?.level == .batch, turn == nil {
      switch added {
      case .tally, .epochFigure: return bind(name, .epochFigure(.other))
      case .length(let cells, less: 0) where cells.loader != nil:
        return bind(name, .epochFigure(.other))
      default: break
      }
    }
    if symbol == "+", let sum = tableBinary(symbol, current, added) {
      switch sum {
      case .idle, .figure, .signal: return bind(name, sum)
      default: break
      }
    }
    if symbol == "+", turn == nil, added == .lossValue,
      let total = training?.total(
        of: "\(names.depth).\(name)", current, isRepeated: isRepeated)
    {
      return bind(name, total)
    }
    switch current {
    case .number(let left):
      if case .number(let right) = added, training == nil, uncertain == 0,
        let result = Arithmetic.result(symbol, left, right)
      {
        return bind(name, .number(result))
      }
      bind(name, computed([added]))
    case .text, .words:
      bind(name, (symbol == "+" ? joined(current, added) : nil) ?? computed([current, added]))
    case .parameter, .parameters, .tensor, .backbone, .head, .sequential, .optimizer:
      problem("a change of a model in place")
    case .unknown, .path, .total, .lossValue, .printedLoss, .truth, .count:
      bind(name, computed([current, added]))
    // A tensor or a list is changed for everyone who holds it.
    default: change(current, to: computed([current, added]))
    }
  }
}
