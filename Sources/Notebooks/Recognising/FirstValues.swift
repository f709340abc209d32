import Engine

/// A tensor of a layer that a model's constructor fills with other values than the layer draws.
struct FirstValues: Equatable {
  /// The layer, by its place in ``Recognizer/modules``.
  var module: Int
  /// The tensor's name within the layer.
  var tensor: String
  /// As a lesson writes it: `normal: [0.0, 0.1]`.
  var scheme: String
  /// Whether random numbers are drawn for it.
  var draws: Bool
  /// How many modules had been made by then.
  var time: Int
}

extension Recognizer {
  // MARK: - Filling

  /// A method that fills a tensor of a layer in place; `nil` for any other.
  func fill(_ name: String, _ module: Int, _ tensor: String, _ arguments: CallArguments) -> Meaning?
  {
    let call = "`.\(name)()`"
    switch name {
    case "detach": return arguments.isEmpty ? .tensor(module, tensor) : nil
    case "zero_":
      return bound(call, arguments, []) == nil
        ? .broken : fill(module, tensor, "constant: 0.0", draws: false)
    case "fill_": return fill(module, tensor, "constant", call, arguments, [("value", nil)])
    case "normal_":
      return fill(module, tensor, "normal", call, arguments, [("mean", "0.0"), ("std", "1.0")])
    case "uniform_":
      return fill(module, tensor, "uniform", call, arguments, [("from", "0.0"), ("to", "1.0")])
    default: return nil
    }
  }

  /// `nn.init.normal_(tensor, 0, 0.1)` and the like; `nil` for what fills no layer's tensor.
  func fill(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let prefix = "torch.nn.init."
    guard path.hasPrefix(prefix),
      let first = arguments.positional.first ?? arguments.named["tensor"],
      case .tensor(let module, let tensor) = meaning(first)
    else { return nil }
    let name = String(path.dropFirst(prefix.count))
    var rest = arguments
    if rest.positional.isEmpty { rest.named["tensor"] = nil } else { rest.positional.removeFirst() }
    let call = "`\(name)`"
    switch name {
    case "zeros_", "ones_":
      return bound(call, rest, []) == nil
        ? .broken : fill(module, tensor, "constant: \(name == "ones_" ? 1.0 : 0.0)", draws: false)
    case "constant_": return fill(module, tensor, "constant", call, rest, [("val", nil)])
    case "normal_":
      return fill(module, tensor, "normal", call, rest, [("mean", "0.0"), ("std", "1.0")])
    case "uniform_":
      return fill(module, tensor, "uniform", call, rest, [("a", "0.0"), ("b", "1.0")])
    case "xavier_uniform_", "xavier_normal_":
      return fill(module, tensor, String(name.dropLast()), call, rest, [("gain", "1.0")])
    case "kaiming_uniform_", "kaiming_normal_":
      return fillByFan(module, tensor, String(name.dropLast()), call, rest)
    default: return nil
    }
  }

  private func fill(
    _ module: Int, _ tensor: String, _ scheme: String, _ call: String, _ arguments: CallArguments,
    _ options: [(name: String, usual: String?)]
  ) -> Meaning {
    guard let bound = bound(call, arguments, options.map(\.name)) else { return .broken }
    let numbers = options.compactMap { option -> String? in
      guard let given = bound[option.name] else { return option.usual }
      return if case .number(let text) = meaning(given) { text } else { nil }
    }
    guard numbers.count == options.count else {
      problem("\(call) with something else than constants")
      return .broken
    }
    let values = numbers.count == 1 ? numbers[0] : "[\(numbers.joined(separator: ", "))]"
    return fill(module, tensor, "\(scheme): \(values)", draws: scheme != "constant")
  }

  private func fillByFan(
    _ module: Int, _ tensor: String, _ scheme: String, _ call: String, _ arguments: CallArguments
  ) -> Meaning {
    guard let bound = bound(call, arguments, ["a", "mode", "nonlinearity"]) else { return .broken }
    let slope = bound["a"].map { meaning($0) } ?? .number("0")
    let mode = bound["mode"].map { meaning($0) } ?? .text("fan_in")
    let shape = bound["nonlinearity"].map { meaning($0) } ?? .text("leaky_relu")
    let plain: Set = ["linear", "sigmoid", "tanh", "relu", "selu"]
    guard case .number(let slope) = slope, case .text(let mode) = mode,
      ["fan_in", "fan_out"].contains(mode), case .text(let shape) = shape,
      plain.contains(shape) || shape == "leaky_relu"
    else {
      problem("\(call) with something else than constants")
      return .broken
    }
    let gain = shape == "leaky_relu" ? "\(shape), \(slope)" : shape
    return fill(module, tensor, "\(scheme): [\(mode), \(gain)]", draws: true)
  }

  private func fill(_ module: Int, _ tensor: String, _ scheme: String, draws: Bool) -> Meaning {
    guard making > 0, uncertain == 0 else {
      problem("a change of a model's values once it is made")
      return .derived(ofLoss: false)
    }
    let fill = FirstValues(
      module: module, tensor: tensor, scheme: scheme, draws: draws, time: modules.count)
    if draws || fills.last != fill { fills.append(fill) }
    return .tensor(module, tensor)
  }

  // MARK: - As a lesson says it

  /// The arguments of a `model` whose tensors begin with other values than their layers draw; `nil` with
  /// a problem where lessons have no word for it.
  ///
  /// - Parameter made: the modules that were made for it.
  func firstValues(of graph: inout ModelGraph, within made: Range<Int>) -> [DraftArgument]? {
    var mine = fills.filter { made.contains($0.module) }
    guard !mine.isEmpty else { return [] }
    let used = graph.paths()
    mine.removeAll { !$0.draws && used[$0.module] == nil }
    let drawing = made.filter { module in
      if case .layer(let choice) = modules[module].kind { choice.draws } else { false }
    }
    let drawn = mine.filter(\.draws)
    let isAtEnd = drawn.allSatisfy { fill in !drawing.contains { $0 >= fill.time } }
    let isAtOnce = drawn.allSatisfy { fill in drawing.last { $0 < fill.time } == fill.module }
    guard isAtEnd || isAtOnce, mine.allSatisfy({ used[$0.module] != nil }) else {
      problem("first values that are drawn neither with their own layer nor behind all")
      return nil
    }
    // Another layer may be put in front, and then places are others.
    let filled = Set(mine.map(\.module))
    for place in graph.nodes.indices where graph.nodes[place].name == nil {
      if let module = graph.nodes[place].module, filled.contains(module) {
        graph.nodes[place].name = "layer\(place)"
      }
    }
    let paths = graph.paths()
    let tensors = mine.map { "\(paths[$0.module] ?? "").\($0.tensor)" }
    // What is filled twice is so in this order; else those that draw nothing may come last.
    var order = Array(mine.indices)
    if Set(tensors).count == tensors.count {
      order = order.filter { mine[$0].draws } + order.filter { !mine[$0].draws }
    }
    var entries: [(scheme: String, tensors: [String])] = []
    for index in order {
      if entries.last?.scheme == mine[index].scheme {
        entries[entries.count - 1].tensors.append(tensors[index])
      } else {
        entries.append((mine[index].scheme, [tensors[index]]))
      }
    }
    let lines = entries.map { entry in
      DraftValue.word("{of: [\(entry.tensors.joined(separator: ", "))], \(entry.scheme)}")
    }
    let initial = DraftArgument("initial", .block(lines))
    return isAtEnd ? [initial] : [initial, DraftArgument("initial_at", .word("layers"))]
  }
}
