import Engine

/// Models of layers on a table's rows.
extension Recognizer {
  /// A call of a model.
  func run(network id: Int, _ arguments: CallArguments) -> Meaning {
    guard let bound = bound("a model", arguments, ["input"]), let given = bound["input"],
      let info = networks[id]
    else { return .broken }
    let value = meaning(given)
    guard case .cells(let cells) = value, cells.form == .tensor, cells.number == .float,
      cells.shape == .table, cells.part == .inputs || cells.part == .all, isCurrent(cells)
    else {
      if case .cells(let cells) = value, !isCurrent(cells) {
        problem("a model on rows as they were before they were scaled")
      } else if value != .broken {
        problem("a model on something else than a table's inputs as float tensors")
      }
      return .broken
    }
    guard reshape(cells.rowShape, id) else { return .broken }
    let output = NetworkOutput(
      model: id, inputs: cells, isFlat: info.isFlat, isDetached: detached > 0, state: info.state,
      isTraining: !info.graph.hasModes || modes[info.name] ?? true)
    if let loader = openLoaders.last, cells.loader == loader { lastOutputs[loader] = output }
    return .result(output)
  }

  /// Puts what gives each row another shape in front of a model.
  private func reshape(_ shape: [Int]?, _ id: Int) -> Bool {
    guard let info = networks[id] else { return false }
    if let before = info.rowShape {
      if before != shape { problem("a model on rows of two shapes") }
      return before == shape
    }
    networks[id]?.rowShape = .some(shape)
    guard let shape else { return true }
    let isFirst = info.graph.nodes.dropFirst().allSatisfy { !$0.sources.contains(.input) }
    guard isFirst, case .block(let lines) = actions[info.action].value else {
      problem("a model whose input is used twice, on rows of another shape")
      return false
    }
    let extents = shape.map { ", \($0)" }.joined()
    let layer = shape.count == 1 ? "flatten" : "reshape: [-1\(extents)]"
    actions[info.action].value = .block([.word(layer)] + lines)
    return true
  }

  /// The shape that comes out for a few rows; `nil` where it is not known.
  func outputShape(of output: NetworkOutput, rows: Int = 2) -> [Int]? {
    guard let info = networks[output.model], let network = info.graph.network() else { return nil }
    guard
      let sample = output.inputs.rowShape ?? tables[output.inputs.table]?.sample
        ?? info.graph.inputSample
    else { return nil }
    return (try? network.outputs(of: [ActivationShape([rows] + sample)]))?.first?.shape
  }

  // MARK: - Losses

  /// `nn.MSELoss()` and the like.
  func criterion(_ path: String, _ arguments: CallArguments) -> Meaning? {
    guard let entry = LossCatalogue.entries.first(where: { $0.pytorch == path }) else { return nil }
    let name = path.split(separator: ".").last.map(String.init) ?? path
    guard arguments.positional.isEmpty else {
      problem("`\(name)` with arguments by their place")
      return .broken
    }
    guard let (choice, _) = choice(entry, "`\(name)`", arguments) else { return .broken }
    return .criterion(choice)
  }

  /// `F.mse_loss(output, target)` and the like.
  func functionalLoss(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let names = [
      "cross_entropy": "cross_entropy", "nll_loss": "nll", "binary_cross_entropy": "bce",
      "binary_cross_entropy_with_logits": "bce_with_logits", "mse_loss": "mse", "l1_loss": "l1",
      "smooth_l1_loss": "smooth_l1", "huber_loss": "huber",
    ]
    let prefix = "torch.nn.functional."
    guard path.hasPrefix(prefix), let name = names[String(path.dropFirst(prefix.count))],
      let entry = LossCatalogue.entries.first(where: { $0.name == name })
    else { return nil }
    guard arguments.positional.count <= 2 else {
      problem("a loss with arguments by their place")
      return .derived(ofLoss: true)
    }
    guard
      let (choice, rest) = choice(entry, "a loss", arguments, first: ["input", "target"])
    else { return .derived(ofLoss: true) }
    let input = rest["input"].map { meaning($0) } ?? .unknown
    return loss(choice, input, rest["target"].map { meaning($0) } ?? .unknown)
  }

  /// `criterion(output, target)`.
  func loss(_ choice: LayerChoice, _ arguments: CallArguments) -> Meaning {
    guard let bound = bound("a loss", arguments, ["input", "target"]) else {
      return .derived(ofLoss: true)
    }
    return loss(
      choice, bound["input"].map { meaning($0) } ?? .unknown,
      bound["target"].map { meaning($0) } ?? .unknown)
  }

  private func loss(_ choice: LayerChoice, _ input: Meaning, _ target: Meaning) -> Meaning {
    if input == .broken || target == .broken { return .broken }
    if case .logits(let what) = input {
      guard target == .column("label") || target == .column("labels"),
        choice == LayerChoice("cross_entropy")
      else {
        problem("a loss of something else than logits and labels")
        return .broken
      }
      return .loss(what)
    }
    guard case .result(let output) = input, output.stage == .raw, !output.isFirst,
      case .cells(let cells) = target
    else {
      problem("a loss of something else than what a model gives and its target")
      return .broken
    }
    if let trouble = mismatch(choice, output, cells) {
      problem(trouble)
      return .broken
    }
    return .networkLoss(NetworkLoss(output: output, loss: choice, target: cells))
  }

  /// Why an output and a target are not what a lesson's loss takes; `nil` where they are.
  private func mismatch(
    _ choice: LayerChoice, _ output: NetworkOutput, _ target: Cells
  ) -> String? {
    guard target.table == output.inputs.table, target.loader == output.inputs.loader,
      target.range == output.inputs.range, target.part == .target, target.form == .tensor,
      isCurrent(target)
    else { return "a loss of an output with another target than that of its rows" }
    let isOfClasses = choice.name == "cross_entropy" || choice.name == "nll"
    let shape = outputShape(of: output)
    if isOfClasses {
      guard target.shape == .flat, target.number == .whole, !output.isFlat else {
        return "a loss of classes whose target is not one whole number a row"
      }
      if let shape, shape.count != 2 {
        return "a loss of classes of an output that has not one a class"
      }
      return nil
    }
    let isFlat = target.shape == .flat
    if output.isFlat || isFlat {
      guard shape.map({ $0 == [2, 1] }) ?? true, output.isFlat == isFlat else {
        return
          "a loss of outputs and targets of two shapes, [rows, 1] and [rows], which PyTorch spreads out to [rows, rows]"
      }
    }
    if let shape, target.shape == .tall, shape != [2, 1] {
      return "a loss of outputs \(shape.dropFirst()) a row and one number a row"
    }
    return nil
  }

  // MARK: - From an output to a class

  /// What a method makes of an output; `nil` for one that is not known.
  func method(
    _ name: String, of output: NetworkOutput, _ arguments: CallArguments
  ) -> Meaning? {
    var changed = output
    switch name {
    case "detach", "cpu", "numpy", "clone", "contiguous", "tolist":
      guard arguments.isEmpty else { return nil }
      changed.isDetached = name == "clone" || name == "contiguous" ? output.isDetached : true
      return .result(changed)
    case "float", "long", "int", "double", "bool":
      guard arguments.isEmpty, case .classes = output.stage else {
        return name == "float" && arguments.isEmpty ? .result(output) : nil
      }
      return .result(changed)
    case "squeeze", "flatten", "ravel", "view", "reshape":
      return flattened(output, name, arguments)
    case "type", "astype":
      guard case .classes = output.stage, arguments.all.count == 1 else { return nil }
      return .result(changed)
    case "argmax", "max": return largest(output, name, arguments)
    case "sigmoid", "round", "softmax", "log_softmax":
      return stage(name, output, arguments)
    case "size":
      guard let bound = bound("`.size()`", arguments, ["dim"]), let place = bound["dim"],
        meaning(place) == .number("0")
      else { return nil }
      return .length(output.inputs, less: 0)
    default: return nil
    }
  }

  private func flattened(
    _ output: NetworkOutput, _ name: String, _ arguments: CallArguments
  ) -> Meaning? {
    let given = arguments.all.map { meaning($0) }
    let isKnown: Bool =
      switch name {
      case "squeeze": given.isEmpty || given == [.number("1")] || given == [.number("-1")]
      case "flatten", "ravel": given.isEmpty
      default: given == [.number("-1")]
      }
    var flat = output
    if name != "squeeze", given == [.number("-1"), .number("1")] {
      flat.isFlat = false
      return .result(flat)
    }
    if case .classes(threshold: nil) = output.stage { return isKnown ? .result(output) : nil }
    guard isKnown, outputShape(of: output).map({ $0 == [2, 1] }) ?? false else { return nil }
    flat.isFlat = true
    return .result(flat)
  }

  /// `argmax` or `max` along the classes.
  func largest(_ output: NetworkOutput, _ name: String, _ arguments: CallArguments) -> Meaning? {
    guard let bound = bound("`.\(name)()`", arguments, ["dim"], ["axis", "keepdim"]) else {
      return .broken
    }
    let dimension = (bound["dim"] ?? bound["axis"]).map { meaning($0) }
    guard dimension == .number("1") || dimension == .number("-1"), !output.isFlat,
      bound["keepdim"] == nil
    else { return nil }
    switch output.stage {
    case .raw, .softmax, .sigmoid: break
    case .classes: return nil
    }
    var chosen = output
    chosen.stage = .classes(threshold: nil)
    return name.hasSuffix("argmax")
      ? .result(chosen) : .list([.derived(ofLoss: false), .result(chosen)])
  }

  /// `sigmoid`, `softmax` and rounding.
  func stage(_ name: String, _ output: NetworkOutput, _ arguments: CallArguments) -> Meaning? {
    var next = output
    switch (name, output.stage) {
    case ("sigmoid", .raw) where arguments.isEmpty: next.stage = .sigmoid
    case ("softmax", .raw), ("log_softmax", .raw):
      guard let bound = bound("`\(name)`", arguments, ["dim"]), let place = bound["dim"],
        [.number("1"), .number("-1")].contains(meaning(place))
      else { return nil }
      next.stage = .softmax
    case ("round", .sigmoid) where arguments.isEmpty:
      return chosen(output, above: "0.5", isStrict: true)
    case ("round", .raw) where arguments.isEmpty && lastLayer(of: output.model) == "sigmoid":
      return chosen(output, above: "0.5", isStrict: true)
    default: return nil
    }
    return .result(next)
  }

  private func lastLayer(of model: Int) -> String? {
    guard var node = networks[model]?.graph.nodes.last else { return nil }
    while case .chain(let inner) = node.content, let last = inner.nodes.last { node = last }
    return if case .layer(let choice) = node.content { choice.name } else { nil }
  }

  /// `output > 0.5`: class 1 from a threshold on.
  func chosen(_ output: NetworkOutput, above text: String, isStrict: Bool) -> Meaning? {
    guard Double(text) != nil else { return nil }
    var threshold = text
    switch output.stage {
    case .raw: break
    // The sigmoid of 0 is one half.
    case .sigmoid where Double(text) == 0.5: threshold = "0.0"
    default: return nil
    }
    guard outputShape(of: output).map({ $0 == [2, 1] }) ?? true else { return nil }
    if isStrict {
      note("an output of exactly \(threshold) is of class 1 here, and of class 0 in the notebook")
    }
    var result = output
    result.stage = .classes(threshold: threshold)
    return .result(result)
  }

  /// Whether the predicted classes are those of the rows.
  func hits(_ first: Meaning, _ second: Meaning) -> Meaning? {
    var pair = (first, second)
    if case .cells = first { pair = (second, first) }
    guard case .result(let output) = pair.0, case .classes(let threshold) = output.stage,
      case .cells(let cells) = pair.1, cells.part == .target, cells.table == output.inputs.table,
      cells.loader == output.inputs.loader, cells.range == output.inputs.range
    else { return nil }
    // [rows, 1] beside [rows] would be [rows, rows].
    let isTall = threshold != nil && !output.isFlat
    guard isTall == (cells.shape == .tall) else {
      problem("classes and labels of two shapes, which PyTorch spreads out to [rows, rows]")
      return .broken
    }
    return .hits(output, cells)
  }
}

extension ModelGraph {
  /// What one row is like that goes into it, where its first layer says so.
  var inputSample: [Int]? {
    guard let first = nodes.first else { return nil }
    switch first.content {
    case .layer(let choice) where choice.name == "linear":
      if case .whole(let count)? = choice.options["in_features"] { return [count] }
      return nil
    case .chain(let inner): return inner.inputSample
    default: return nil
    }
  }
}
