import Engine

/// What values do on their way through a model that is followed.
extension Recognizer {
  /// Values that go through a module while a model is followed.
  func apply(_ id: Int, to given: [Meaning]) -> Meaning {
    guard let number = graphs.last?.number else { return .derived(ofLoss: false) }
    var signals: [Signal] = []
    var states: [Meaning] = []
    for value in given {
      switch value {
      case .signal(let signal) where signal.graph == number: signals.append(signal)
      case .list, .zeros: states.append(value)
      default:
        if value != .broken { problem("a layer that gets something else than the model's input") }
        return .broken
      }
    }
    guard !signals.isEmpty else { return .broken }
    switch modules[id].kind {
    case .unknown: return .signal(signals[0])
    case .layer(let choice): return pass(signals, states, through: choice, id)
    case .chain, .object, .list:
      guard states.isEmpty, signals.count == 1, !signals[0].isFlat else {
        if signals.count > 1 || !states.isEmpty { problem("a part of a model with several inputs") }
        return .broken
      }
      guard let traced = traced(id) else { return .broken }
      guard traced.outputs.isEmpty else {
        problem("a part of a model that gives several values")
        return .broken
      }
      guard !traced.graph.nodes.isEmpty else { return .signal(signals[0]) }
      var signal = add(.chain(traced.graph), signals, id)
      signal.isFlat = traced.isFlat
      return .signal(signal)
    }
  }

  /// Through a layer; `id` is `nil` for a function.
  func pass(
    _ signals: [Signal], _ states: [Meaning], through choice: LayerChoice, _ id: Int?
  ) -> Meaning {
    guard let entry = LayerCatalogue.entries.first(where: { $0.name == choice.name }) else {
      return .broken
    }
    var isFlat = false
    if signals.contains(where: \.isFlat) {
      // Single values go the same way with or without a last dimension of 1.
      guard signals.count == 1, entry.options.allSatisfy({ $0.name != "dim" }),
        let module = try? entry.make(Options(choice.options)), module.allParameters.isEmpty,
        let shape = try? module.outputs(of: [ActivationShape([2, 1])]),
        shape == [ActivationShape([2, 1])]
      else {
        problem("a layer behind a `squeeze`")
        return .broken
      }
      isFlat = true
    }
    guard isZero(states, choice) else {
      problem("a layer that begins with something else than zeros")
      return .broken
    }
    var signal = add(.layer(choice), signals, id)
    signal.isFlat = isFlat
    return outputs(entry.spelling.outputs.map(\.text), signal)
  }

  /// First states that are zeros, which they are by themselves.
  private func isZero(_ states: [Meaning], _ choice: LayerChoice) -> Bool {
    guard !states.isEmpty else { return true }
    guard states.count == 1, let hidden = choice.options["hidden_size"] else { return false }
    let layers = choice.options["num_layers"] ?? .whole(1)
    guard case .whole(let width) = hidden, case .whole(let count) = layers else { return false }
    let directions = choice.options["bidirectional"] == .flag(true) ? 2 : 1
    let batch = choice.options["batch_first"] == .flag(true) ? 0 : 1
    let zeros = Meaning.zeros([
      .number("\(count * directions)"), .extent(batch), .number("\(width)"),
    ])
    let expected = choice.name == "lstm" ? Meaning.list([zeros, zeros]) : zeros
    return states[0] == expected
  }

  private func add(
    _ content: ModelGraph.Node.Content, _ signals: [Signal], _ id: Int?
  ) -> Signal {
    let top = graphs.count - 1
    var content = content
    var name = id.flatMap { moduleNames[$0] }
    if let id, let first = graphs[top].graph.nodes.firstIndex(where: { $0.module == id }) {
      content = .shared(first)
      name = nil
    }
    graphs[top].graph.nodes.append(
      .init(name: name, content: content, sources: signals.map(\.source), module: id))
    return Signal(
      graph: graphs[top].number, source: .node(graphs[top].graph.nodes.count - 1, output: 0))
  }

  /// The outputs as PyTorch gives them: `[0]`, `[1][0]` and so on stand for tuples.
  private func outputs(_ places: [String], _ signal: Signal) -> Meaning {
    guard places.count > 1, case .node(let node, _) = signal.source else { return .signal(signal) }
    let all = places.enumerated().map { index, place in
      let path = place.split(whereSeparator: { "[]".contains($0) }).compactMap { Int($0) }
      var output = signal
      output.source = .node(node, output: index)
      return (path: path, value: Meaning.signal(output))
    }
    return tuple(all)
  }

  private func tuple(_ parts: [(path: [Int], value: Meaning)]) -> Meaning {
    if parts.count == 1, parts[0].path.isEmpty { return parts[0].value }
    let most = parts.compactMap(\.path.first).max() ?? 0
    return .list(
      (0...most).map { place in
        tuple(
          parts.filter { $0.path.first == place }.map { (Array($0.path.dropFirst()), $0.value) })
      })
  }
}
