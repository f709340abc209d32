import Engine

/// From a model's output to the classes that it chooses.
extension Recognizer {
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
    var pair = (first, asTarget(second))
    if case .cells = first { pair = (second, asTarget(first)) }
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
