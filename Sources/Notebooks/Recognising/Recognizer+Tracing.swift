import Engine

/// What a module does with one input.
struct TracedModel {
  /// Its nodes, the last of which gives what the lesson's model gives.
  var graph: ModelGraph
  var isFlat = false
  /// What comes out, where that is more than one value.
  var outputs: [OutputForm] = []
}

/// One of several values that a `forward` gives.
enum OutputForm: Equatable {
  /// What the lesson's model gives.
  case whole
  /// The sigmoid of it, or a softmax along the classes.
  case sigmoid, softmax
  /// Something on the way to it, which is not followed.
  case other

  func meaning(of output: NetworkOutput) -> Meaning {
    var output = output
    switch self {
    case .whole: break
    case .sigmoid: output.stage = .sigmoid
    case .softmax: output.stage = .softmax
    case .other: return .derived(ofLoss: false)
    }
    return .result(output)
  }
}

extension Recognizer {
  /// Follows one input through a module; `nil`, most often with a problem, where that cannot be done.
  func traced(_ id: Int) -> TracedModel? {
    guard graphs.count < 20, spend() else { return nil }
    graphNumber += 1
    let number = graphNumber
    graphs.append((number, ModelGraph()))
    defer { graphs.removeLast() }
    guard let result = outcome(of: id, Signal(graph: number, source: .input)) else { return nil }
    var traced = TracedModel(graph: graphs[graphs.count - 1].graph)
    let signal: Signal
    switch result {
    case .signal(let only): signal = only
    case .list(let values):
      let signals = values.compactMap { if case .signal(let signal) = $0 { signal } else { nil } }
      guard signals.count == values.count, signals.allSatisfy({ $0.graph == number }),
        let main = chooseMain(of: signals, &traced)
      else {
        problem("a model of several outputs that are not followed")
        return nil
      }
      signal = main
    default: return nil
    }
    guard signal.graph == number else { return nil }
    traced.isFlat = signal.isFlat
    if signal.source == .input { return traced }
    guard traced.graph.isWhole(signal.source) else {
      problem("a model of which not everything that is computed comes out")
      return nil
    }
    guard !traced.graph.overwrites else {
      problem("a layer that writes over what another uses (`inplace`)")
      return nil
    }
    return traced
  }

  private func outcome(of id: Int, _ input: Signal) -> Meaning? {
    switch modules[id].kind {
    case .layer, .unknown: return apply(id, to: [.signal(input)])
    case .chain(let names, let members):
      var value = Meaning.signal(input)
      for (name, member) in zip(names, members) {
        if !name.isEmpty { moduleNames[member] = name }
        value = apply(member, to: [value])
        if case .list(let outputs) = value { value = outputs.first ?? .unknown }
      }
      return value
    case .object(let object, let definition):
      guard let forward = definition.method("forward"), forward.parameters.count >= 2,
        forward.parameters.dropFirst(2).allSatisfy({ forward.defaults[$0] != nil })
      else {
        problem("a model of several inputs")
        return nil
      }
      let outer = making
      making = 0
      defer { making = outer }
      return call(forward, Closure(), given: [.object(object), .signal(input)])
    case .list:
      problem("a list of modules that is called")
      return nil
    }
  }

  /// Of several outputs the one that the lesson's model gives; sigmoids and softmaxes of it are taken off
  /// the graph's end.
  private func chooseMain(of signals: [Signal], _ traced: inout TracedModel) -> Signal? {
    var forms = Array(repeating: OutputForm.other, count: signals.count)
    func last() -> ModelGraph.Source { .node(traced.graph.nodes.count - 1, output: 0) }
    while let index = signals.firstIndex(where: { $0.source == last() }),
      let node = traced.graph.nodes.last, let form = Self.form(of: node),
      signals.contains(where: { $0.source == node.sources[0] }), !signals[index].isFlat
    {
      for place in signals.indices where signals[place].source == last() { forms[place] = form }
      traced.graph.nodes.removeLast()
    }
    guard let main = signals.first(where: { $0.source == last() }) else { return nil }
    for place in signals.indices where signals[place] == main { forms[place] = .whole }
    // What a form is of has to be what the model gives, and not another form.
    guard forms.count(where: { $0 == .softmax || $0 == .sigmoid }) <= 1 else { return nil }
    traced.outputs = forms
    return main
  }

  private static func form(of node: ModelGraph.Node) -> OutputForm? {
    guard node.sources.count == 1, case .layer(let choice) = node.content else { return nil }
    switch choice.name {
    case "sigmoid": return .sigmoid
    case "softmax", "log_softmax":
      let dimension = choice.options["dim"]
      return dimension == .whole(1) || dimension == .whole(-1) ? .softmax : nil
    default: return nil
    }
  }
}
