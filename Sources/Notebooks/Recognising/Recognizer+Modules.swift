import Engine

/// What a class, an `nn.Sequential` or a layer of the notebook's makes.
extension Recognizer {
  // MARK: - Layers

  /// `nn.Linear(3, 4)`: a layer that the engine's catalogue knows by its name in PyTorch.
  func layer(_ path: String, _ arguments: CallArguments) -> Meaning? {
    guard let entry = LayerCatalogue.entries.first(where: { $0.pytorch == path }),
      entry.hasPythonObject
    else { return nil }
    let name = path.split(separator: ".").last.map(String.init) ?? path
    guard let (choice, rest) = choice(entry, "`\(name)`", arguments, names: ["dtype"]) else {
      return newModule(.unknown)
    }
    if let type = rest["dtype"],
      ![.path("torch.float32"), .path("torch.float")].contains(meaning(type))
    {
      problem("`\(name)` with another `dtype`")
    }
    return newModule(.layer(choice))
  }

  func newModule(_ kind: ModuleRecord.Kind) -> Meaning {
    guard modules.count < 2000 else {
      problem("more layers than can be followed")
      return .derived(ofLoss: false)
    }
    modules.append(ModuleRecord(kind: kind))
    return .module(modules.count - 1)
  }

  /// `nn.Sequential`, of layers or of a backbone and a head.
  func sequential(_ arguments: CallArguments) -> Meaning {
    var parts: [(name: String?, value: Meaning)] = arguments.positional.map {
      (nil, rawMeaning($0))
    }
    if arguments.positional.isEmpty, arguments.starred.count == 1,
      case .list(let items) = contents(meaning(arguments.starred[0]))
    {
      parts = items.map { (nil, $0) }
    } else if arguments.all.count != arguments.positional.count {
      problem("an `nn.Sequential` of parts that are not listed")
      _ = computed(arguments)
      return making > 0 ? newModule(.unknown) : .broken
    }
    if parts.count == 1, case .mapping(let members) = parts[0].value {
      _ = members
      problem("an `nn.Sequential` of a mapping, whose order is not followed")
      return making > 0 ? newModule(.unknown) : .broken
    }
    if parts.count == 1, case .list(let pairs) = parts[0].value {
      // `OrderedDict([(name, layer), …])`.
      parts = pairs.map { pair in
        guard case .list(let both) = pair, both.count == 2, case .text(let name) = both[0] else {
          return (nil, .unknown)
        }
        return (name, both[1])
      }
    }
    if parts.count == 2, isBackbone(parts[0].value),
      case .backbone(let backbone) = settled(parts[0].value),
      case .head(let head) = settled(parts[1].value)
    {
      let names = [DraftValue.word(backbone.name), .word(head.name)]
      return .made(
        Made(
          .sequential(backbone: backbone.name, head: head.name),
          DraftAction("sequential", .list(names))))
    }
    var members: [Int] = []
    for part in parts {
      guard let module = module(part.value) else {
        if part.value == .broken { return .broken }
        problem("an `nn.Sequential` that is neither a backbone with its head nor a model's layers")
        return making > 0 ? newModule(.unknown) : .broken
      }
      members.append(module)
    }
    let names = parts.map { $0.name ?? "" }
    let chain = newModule(.chain(names, members))
    guard making == 0, graphs.isEmpty, case .module(let id) = chain else { return chain }
    return model(id, range: nil)
  }

  private func isBackbone(_ value: Meaning) -> Bool {
    switch value {
    case .backbone: true
    case .made(let made): made.kind == .backbone
    default: false
    }
  }

  /// The module that a value is, one that would be a model by itself too.
  private func module(_ value: Meaning) -> Int? {
    switch value {
    case .module(let id): networks[id] == nil ? id : nil
    case .made(let made):
      switch made.kind {
      case .network(let id, _): id
      case .head(_, let id): id
      default: nil
      }
    default: nil
    }
  }

  // MARK: - Classes

  /// What a class may not have of its own: `nn.Module`'s, which the rest relies on.
  private static let ownMethods: Set = [
    "train", "eval", "parameters", "named_parameters", "requires_grad_", "zero_grad", "to", "cuda",
    "cpu", "half", "float", "double", "apply", "children", "modules", "named_children",
    "named_modules", "state_dict", "load_state_dict", "register_forward_hook", "add_module",
  ]

  /// An instance of a class of the notebook's own.
  func make(_ definition: PythonClass, _ arguments: CallArguments) -> Meaning {
    let base =
      definition.bases.count == 1 && definition.bases[0].name == nil
      ? rawMeaning(definition.bases[0].value) : .unknown
    if base == .path("torch.utils.data.Dataset") { return makeDataset(definition, arguments) }
    let isPlain =
      base == .path("torch.nn.Module")
      && definition.methods.allSatisfy { method in
        !Self.ownMethods.contains(method.name)
          && (method.name == "__init__" || !method.name.hasPrefix("__"))
      }
      && definition.body.allSatisfy { statement in
        switch statement.kind {
        case .function, .pass, .expression(.text): true
        default: false
        }
      }
    guard isPlain, let initializer = definition.method("__init__"),
      definition.method("forward") != nil
    else {
      problem("an object of a class that is no model of layers")
      _ = computed(arguments)
      return making > 0 ? newModule(.unknown) : .broken
    }
    let object = objects.count
    let first = modules.count
    objects.append([:])
    classes[object] = definition
    guard let values = values(for: initializer, Closure(), arguments, given: [.object(object)])
    else { return making > 0 ? newModule(.unknown) : .broken }
    making += 1
    objects[object]["training"] = .modeFlag
    _ = call(initializer, Closure(), with: values)
    making -= 1
    guard case .module(let id) = newModule(.object(object, definition)) else { return .broken }
    return making == 0 && graphs.isEmpty ? model(id, range: first..<id) : .module(id)
  }

  // MARK: - Models

  /// The model that a module is by itself; what it draws has to be drawn in the lesson's order.
  ///
  /// - Parameter range: the modules that were made for it; `nil` for those that it is made of.
  func model(_ id: Int, range: Range<Int>?) -> Meaning {
    let before = problems.count
    guard let traced = traced(id) else {
      if problems.count == before { problem("a model whose `forward` is not followed") }
      return .broken
    }
    var graph = traced.graph
    if graph.nodes.isEmpty {
      if problems.count == before { problem("a model without layers that are known") }
      return .broken
    }
    let drawing = graph.drawing
    let made = range ?? (drawing.first ?? id)..<((drawing.last ?? id) + 1)
    let all = made.filter { module in
      if case .layer(let choice) = modules[module].kind { choice.draws } else { false }
    }
    guard zip(drawing, drawing.dropFirst()).allSatisfy({ $0 < $1 }),
      Set(all).isSubset(of: drawing)
    else {
      problem(
        "a model whose layers are not made in the order in which they are used: their first values would be others"
      )
      return .broken
    }
    guard knows(graph.drawing, ofModel: id) else {
      problem("layers that are no attributes of their model, so that nothing trains them")
      return .broken
    }
    guard let initial = firstValues(of: &graph, within: made), let own = ownValues(of: &graph)
    else { return .broken }
    if initial.isEmpty, own.isEmpty, traced.outputs.isEmpty, let head = head(of: graph, id) {
      return head
    }
    guard !graph.isOfBackbone else {
      problem("layers behind a backbone that are not linear, ReLU, linear")
      return .broken
    }
    let lines = graph.lines().map { DraftValue.word($0) }
    networks[id] = NetworkInfo(graph: graph, isFlat: traced.isFlat, outputs: traced.outputs)
    return .made(
      Made(.network(id, isFlat: traced.isFlat), DraftAction("model", .block(lines), initial + own)))
  }

  /// A head, where there is a backbone: linear, ReLU, linear.
  private func head(of graph: ModelGraph, _ id: Int) -> Meaning? {
    guard actions.contains(where: { $0.name == "backbone" }) else { return nil }
    var nodes = graph.nodes
    if nodes.count == 1, case .chain(let inner) = nodes[0].content { nodes = inner.nodes }
    guard nodes.count == 3 else { return nil }
    let choices = nodes.compactMap { node in
      if case .layer(let choice) = node.content { choice } else { nil as LayerChoice? }
    }
    guard choices.map(\.name) == ["linear", "relu", "linear"],
      choices.allSatisfy({ $0.options["bias"] == nil }),
      nodes.enumerated().allSatisfy({ place, node in
        node.sources == [place == 0 ? .input : .node(place - 1, output: 0)]
      }), let hidden = choices[0].texts["out_features"], hidden == choices[2].texts["in_features"],
      let labels = choices[2].texts["out_features"], let classes = Int(labels), classes > 1,
      let size = choices[0].texts["in_features"]
    else { return nil }
    return .made(
      Made(
        .head(labels: classes <= 1000 ? classes : nil, module: id),
        DraftAction(
          "head", .word(size),
          [DraftArgument("hidden", .word(hidden)), DraftArgument("labels", .word(labels))])))
  }
}
