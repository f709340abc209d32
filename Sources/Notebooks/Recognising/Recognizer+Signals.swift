import Engine

/// What a `forward` does with values beside calling modules.
extension Recognizer {
  /// A function of PyTorch's on a signal; `nil` where there is none.
  func function(_ path: String, _ arguments: CallArguments) -> Meaning? {
    guard let first = arguments.positional.first ?? arguments.named["input"] else { return nil }
    if path == "torch.cat" || path == "torch.concat" || path == "torch.concatenate" {
      return concatenated(first, arguments)
    }
    let name =
      path.hasPrefix("torch.nn.functional.")
      ? String(path.dropFirst("torch.nn.functional.".count))
      : path.hasPrefix("torch.") ? String(path.dropFirst("torch.".count)) : path
    if ["flatten", "reshape", "squeeze", "unsqueeze"].contains(name) {
      guard case .signal(let signal) = meaning(first), arguments.positional.first != nil else {
        return nil
      }
      var rest = arguments
      rest.positional.removeFirst()
      return method(name, of: signal, rest)
    }
    guard
      let entry = LayerCatalogue.entries.first(where: {
        $0.isPythonFunction(path) || ($0.hasPythonObject && $0.isPythonFunction(name))
      }), entry.hasPythonObject, !graphs.isEmpty, case .signal(let signal) = meaning(first)
    else { return nil }
    var rest = arguments
    if rest.positional.isEmpty { rest.named["input"] = nil } else { rest.positional.removeFirst() }
    return pass(signal, through: entry, "`\(name)`", rest)
  }

  private func pass(
    _ signal: Signal, through entry: CatalogueEntry<any Module>, _ call: String,
    _ arguments: CallArguments
  ) -> Meaning {
    let isDropout = entry.name.hasPrefix("dropout")
    guard
      let (choice, rest) = choice(
        entry, call, arguments, names: isDropout ? ["training"] : [],
        others: isDropout ? ["training"] : [])
    else { return .broken }
    guard (try? entry.make(Options(choice.options)))?.allParameters.isEmpty ?? false else {
      problem("\(call) with weights of its own")
      return .broken
    }
    if isDropout, rest["training"].map({ meaning($0) }) != .modeFlag {
      problem("\(call) that drops values in evaluation mode too, or never")
      return .broken
    }
    guard signal.graph == graphs.last?.number else { return .broken }
    return pass([signal], [], through: choice, nil)
  }

  private func concatenated(_ first: PythonExpression, _ arguments: CallArguments) -> Meaning? {
    guard case .list(let parts) = meaning(first) else { return nil }
    let signals = parts.compactMap { if case .signal(let signal) = $0 { signal } else { nil } }
    guard !signals.isEmpty else { return nil }
    guard signals.count == parts.count, signals.allSatisfy({ !$0.isFlat }),
      let bound = bound("`torch.cat`", arguments, ["tensors", "dim"], ["axis"])
    else {
      problem("a `torch.cat` of something else than a model's values")
      return .broken
    }
    guard
      case .number(let text) = (bound["dim"] ?? bound["axis"]).map({ meaning($0) }) ?? .number("0"),
      let dimension = Int(text)
    else {
      problem("a `torch.cat` along a dimension that is no constant")
      return .broken
    }
    var choice = LayerChoice("concatenate")
    if dimension != 1 { choice.options["dim"] = .whole(dimension) }
    return pass(signals, [], through: choice, nil)
  }

  /// `x + y` of two values within a model.
  func sum(_ first: Meaning, _ second: Meaning) -> Meaning? {
    guard case .signal(let one) = first, case .signal(let two) = second else { return nil }
    guard one.isFlat == two.isFlat, !one.isFlat, one.graph == two.graph else { return nil }
    return pass([one, two], [], through: LayerChoice("add"), nil)
  }

  /// A method of a value within a model; `nil` for one that is not known.
  func method(_ name: String, of signal: Signal, _ arguments: CallArguments) -> Meaning? {
    guard signal.graph == graphs.last?.number else { return nil }
    switch name {
    case "contiguous", "clone": return arguments.isEmpty ? .signal(signal) : nil
    case "float":
      // Everything in a model is.
      return arguments.isEmpty ? .signal(signal) : nil
    case "size":
      guard let bound = bound("`.size()`", arguments, ["dim"]) else { return .broken }
      guard let place = bound["dim"] else { return .extent(-1) }
      return extent(meaning(place))
    case "view", "reshape": return reshaped(signal, name, arguments)
    case "flatten": return flattened(signal, arguments)
    case "squeeze": return squeezed(signal, arguments)
    case "__add__", "add":
      guard arguments.all.count == 1, arguments.positional.count == 1 else { return nil }
      return sum(.signal(signal), meaning(arguments.positional[0]))
    default: break
    }
    guard let entry = LayerCatalogue.entries.first(where: { $0.name == name && $0.hasPythonObject })
    else { return nil }
    return pass(signal, through: entry, "`.\(name)()`", arguments)
  }

  func extent(_ place: Meaning) -> Meaning {
    if case .number(let text) = place, let index = Int(text), index >= 0 { return .extent(index) }
    return .derived(ofLoss: false)
  }

  private func reshaped(_ signal: Signal, _ name: String, _ arguments: CallArguments) -> Meaning {
    guard arguments.all.count == arguments.positional.count else {
      problem("a `\(name)` with arguments that are not followed")
      return .broken
    }
    var extents = arguments.positional.map { meaning($0) }
    if extents.count == 1, case .list(let list) = extents[0] { extents = list }
    guard !signal.isFlat else {
      problem("a `\(name)` behind a `squeeze`")
      return .broken
    }
    // The batch's rows are what is left.
    if extents == [.number("-1")] { return squeezed(signal, CallArguments([])) }
    if extents.count == 2, extents[0] == .extent(0), extents[1] == .number("-1") {
      return pass([signal], [], through: LayerChoice("flatten"), nil)
    }
    if let first = extents.first, first == .extent(0) { extents[0] = .number("-1") }
    let sizes = extents.compactMap { extent -> Int? in
      if case .number(let text) = extent { Int(text) } else { nil }
    }
    guard sizes.count == extents.count, sizes.count > 1, sizes.count(where: { $0 == -1 }) == 1,
      sizes.allSatisfy({ $0 == -1 || $0 > 0 })
    else {
      problem("a `\(name)` to a shape that is no constant")
      return .broken
    }
    let choice = LayerChoice("reshape", ["shape": .list(sizes.map { .whole($0) })])
    return pass([signal], [], through: choice, nil)
  }

  /// `x.flatten(1)`: without a place PyTorch's method joins the rows too.
  private func flattened(_ signal: Signal, _ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`flatten`", arguments, ["start_dim", "end_dim"]) else {
      return .broken
    }
    guard let start = bound["start_dim"] else {
      if bound.isEmpty { return squeezed(signal, CallArguments([])) }
      problem("a `flatten` of the rows too")
      return .broken
    }
    guard case .number(let first) = meaning(start), let from = Int(first), from > 0,
      case .number(let last) = bound["end_dim"].map({ meaning($0) }) ?? .number("-1"),
      let to = Int(last), !signal.isFlat
    else {
      problem("a `flatten` of the rows too, or of dimensions that are no constants")
      return .broken
    }
    var choice = LayerChoice("flatten")
    if from != 1 { choice.options["start_dim"] = .whole(from) }
    if to != -1 { choice.options["end_dim"] = .whole(to) }
    return pass([signal], [], through: choice, nil)
  }

  /// Takes a last dimension of 1 away; the lesson's target keeps it too, so nothing is to be done.
  private func squeezed(_ signal: Signal, _ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`squeeze`", arguments, ["dim"]) else { return .broken }
    if let extents = extents(of: signal), extents.count > 2, !signal.isFlat {
      return squeezed(signal, bound["dim"].map { meaning($0) }, extents)
    }
    let place = bound["dim"].map { meaning($0) } ?? .number("-1")
    guard place == .number("-1") || place == .number("1"), lastExtent(of: signal) == 1 else {
      problem("a `squeeze` of something else than a last dimension of 1")
      return .broken
    }
    var flat = signal
    flat.isFlat = true
    return .signal(flat)
  }

  /// Takes a dimension away whose extent is 1 whatever goes in: its only place is what is left.
  private func squeezed(_ signal: Signal, _ place: Meaning?, _ extents: [Int?]) -> Meaning {
    guard case .number(let text)? = place, let index = Int(text),
      case let dimension = index < 0 ? index + extents.count : index,
      extents.indices.dropFirst().contains(dimension), extents[dimension] == 1
    else {
      problem("a `squeeze` of something else than a dimension of 1")
      return .broken
    }
    var choice = LayerChoice("select", ["index": .whole(0)])
    if dimension != 1 { choice.options["dim"] = .whole(dimension) }
    return pass([signal], [], through: choice, nil)
  }

  /// The last extent of a value of two dimensions, as far as the layers tell.
  private func lastExtent(of signal: Signal) -> Int? {
    guard let graph = graphs.last?.graph, case .node(let place, output: 0) = signal.source else {
      return nil
    }
    switch graph.nodes[place].content {
    case .layer(let choice) where choice.name == "linear":
      if case .whole(let count)? = choice.options["out_features"] { return count }
      return nil
    case .layer(let choice):
      guard let entry = LayerCatalogue.entries.first(where: { $0.name == choice.name }),
        let module = try? entry.make(Options(choice.options)), module.allParameters.isEmpty,
        let same = try? module.outputs(of: [ActivationShape([2, 1])]),
        same == [ActivationShape([2, 1])], graph.nodes[place].sources.count == 1
      else { return nil }
      var before = signal
      before.source = graph.nodes[place].sources[0]
      return lastExtent(of: before)
    case .chain(let inner):
      graphs.append((signal.graph, inner))
      defer { graphs.removeLast() }
      return lastExtent(
        of: Signal(graph: signal.graph, source: .node(inner.nodes.count - 1, output: 0)))
    case .shared: return nil
    }
  }

  /// `x[:, -1, :]`, `h[-1]`: one place of a dimension.
  func selected(_ signal: Signal, at place: Meaning) -> Meaning {
    let parts: [Meaning] = if case .list(let items) = place { items } else { [place] }
    let places = parts.enumerated().compactMap { dimension, part -> (Int, Int)? in
      if case .number(let text) = part, let index = Int(text) { (dimension, index) } else { nil }
    }
    let isWhole = parts.allSatisfy { part in
      switch part {
      case .number, .slice(nil, nil, nil): true
      default: false
      }
    }
    guard isWhole, places.count == 1, !signal.isFlat, signal.graph == graphs.last?.number else {
      problem("a part of a model's values that is no one place of a dimension")
      return .broken
    }
    var choice = LayerChoice("select", ["index": .whole(places[0].1)])
    if places[0].0 != 1 { choice.options["dim"] = .whole(places[0].0) }
    return pass([signal], [], through: choice, nil)
  }
}
