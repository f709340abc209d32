extension Recognizer {
  private static let models: Set = [
    "train", "eval", "parameters", "named_parameters", "requires_grad_", "zero_grad",
  ]
  /// Methods that change nothing, and give something that is not followed.
  private static let neutral: Set = [
    "__init__", "items", "keys", "values", "format", "join", "split", "strip", "lower", "upper",
    "item", "size", "set_description", "set_postfix", "mean", "sum", "head", "tail", "describe",
    "info", "close", "replace", "count", "index", "get", "flatten", "dim", "unsqueeze", "view",
    "capitalize", "num_parameters", "mkdir", "write", "tolist", "numpy", "detach", "clone",
    "contiguous",
    "squeeze", "long", "float", "max", "min", "numel", "startswith", "endswith", "title",
  ]
  /// Methods that change a list or a mapping.
  private static let changing: Set = [
    "append", "extend", "insert", "remove", "pop", "popitem", "clear", "sort", "reverse",
    "update", "setdefault", "add", "discard",
  ]

  func callMethod(
    _ name: String, of object: Meaning, _ base: PythonExpression, _ arguments: CallArguments
  ) -> Meaning {
    if let found = tableMethod(name, of: object, base, arguments) { return found }
    switch (object, name) {
    case (.dataset, _), (.rows, _), (.subset, "set_format"), (.subset, "with_format"):
      return callData(name, of: object, arguments)
    case (.backbone(let member), _) where Self.models.contains(name):
      return callModel(name, member.name, object, arguments)
    case (.head(let member), _) where Self.models.contains(name):
      return callModel(name, member.name, object, arguments)
    case (.sequential(let model), _) where Self.models.contains(name):
      return callModel(name, model, object, arguments)
    case (.optimizer(let optimizer), "zero_grad"):
      return zeroGradients(members(of: optimizers[optimizer] ?? []), arguments)
    case (.optimizer(let optimizer), "step"):
      if bound("`.step()`", arguments, []) != nil { step(optimizer) }
    case (.loss(let what), "backward"):
      if bound("`.backward()`", arguments, []) != nil { backward(what) }
    case (.batch, "items"), (.mapping, "items"), (.encodedText, "items"):
      return arguments.isEmpty ? .items(object) : computed(arguments, with: [object])
    case (.text(let text), "format"): return format(text, arguments)
    case (.logits, "argmax"), (.probabilities, "argmax"), (.logits, "max"),
      (.probabilities, "max"):
      return largest("`.\(name)()`", arguments, ["dim"], of: object)
    case (.logits, "softmax"), (.logits, "log_softmax"):
      return probabilities("`.\(name)()`", arguments, ["dim"], of: object)
    case (.logits, "sigmoid"): return probabilities("`.sigmoid()`", arguments, [], of: object)
    case (.column, _): return arguments.isEmpty ? column(object, name) : .derived(ofLoss: false)
    case (.derived(ofLoss: false), "resize_"), (.unknown, "resize_"):
      // One picture's shape, of which its batch keeps the numbers.
      return computed(arguments, with: [object])
    default:
      if arguments.isEmpty, let same = tensor(object, name) { return same }
      return callAny(name, of: object, base, arguments)
    }
    return .unknown
  }

  /// A method of which only matters whether it changes anything.
  private func callAny(
    _ name: String, of object: Meaning, _ base: PythonExpression, _ arguments: CallArguments
  ) -> Meaning {
    let values = arguments.all.map { meaning($0) }
    if Self.changing.contains(name) {
      switch object {
      case .list, .mapping, .unknown, .derived(ofLoss: true), .none:
        let found = computed([object] + values)
        if object != .unknown, object != Meaning.none { change(object) }
        if let variable = Self.root(of: base) { bind(variable, found) }
        return found
      default: break
      }
    }
    // A column's methods give something else, and nothing takes that for the column.
    if !Self.neutral.contains(name), !PureFunctions.methods.contains(name) {
      problem("a call of `.\(name)()`")
    }
    return computed([object] + values)
  }

  /// The variable that something is a part of.
  static func root(of expression: PythonExpression) -> String? {
    switch expression {
    case .name(let name): name
    case .index(let base, _): root(of: base)
    default: nil
    }
  }

  private func column(_ column: Meaning, _ name: String) -> Meaning {
    let same: Set = ["long", "clone", "contiguous", "detach"]
    return same.contains(name) ? column : .derived(ofLoss: false)
  }

  /// Methods without arguments that give the same numbers; `nil` for any other.
  private func tensor(_ object: Meaning, _ name: String) -> Meaning? {
    switch (object, name) {
    case (.features(var features), "detach"):
      features.isDetached = true
      return .features(features)
    case (.logits(var what), "detach"):
      what.isDetached = true
      return .logits(what)
    case (.logits(let what), "numpy"), (.logits(let what), "tolist"):
      return what.features.input == .batch ? nil : .logits(what)
    case (.logits(let what), "squeeze"):
      // Of a batch it may take the last row's own direction.
      return what.features.input == .batch ? nil : .logits(what)
    case (.loss, "item"), (.loss, "detach"), (.lossValue, "item"), (.lossValue, "detach"):
      return .lossValue
    case (.prediction, "item"), (.prediction, "squeeze"), (.prediction, "detach"),
      (.prediction, "numpy"), (.prediction, "tolist"), (.prediction, "long"),
      (.probabilities, "detach"), (.probabilities, "numpy"), (.probabilities, "squeeze"),
      (.probabilities, "tolist"), (.features, "float"), (.logits, "float"),
      (.features, "clone"), (.logits, "clone"), (.features, "contiguous"),
      (.logits, "contiguous"):
      return object
    default: return nil
    }
  }

  /// The same thing, elsewhere: `.to(device)`, `.cuda()` or `.cpu()`.
  func moved(_ object: Meaning, _ name: String, _ arguments: CallArguments) -> Meaning {
    let places = name == "cpu" ? [] : ["device"]
    guard let bound = bound("`.\(name)()`", arguments, places, ["non_blocking"]),
      isTruth(bound["non_blocking"])
    else { return computed([settled(object)]) }
    guard let device = bound["device"] else {
      if name != "to" { return object }
      problem("`.to()` without a device")
      return computed([settled(object)])
    }
    let place = meaning(device)
    if case .cells = object, Self.number(place) != nil {
      return method("type", of: object, CallArguments([PythonArgument(value: device)])) ?? .broken
    }
    let isNumbered = if case .number = place { name == "cuda" } else { false }
    guard isDevice(place) || isNumbered else {
      problem("`.\(name)()` with something else than a device")
      return computed([settled(object)])
    }
    return object
  }

  func callModel(
    _ name: String, _ model: String, _ object: Meaning, _ arguments: CallArguments
  ) -> Meaning {
    let call = "`.\(name)()`"
    switch name {
    case "train", "requires_grad_":
      let place = name == "train" ? "mode" : "requires_grad"
      guard let bound = bound(call, arguments, [place]), isTruth(bound[place]) else {
        return .unknown
      }
      let isOn = bound[place].map { meaning($0) } != .truth(false)
      if name == "train" { setMode(model, isTraining: isOn) } else { setTrained([model], isOn) }
    case "eval":
      if bound(call, arguments, []) != nil { setMode(model, isTraining: false) }
    case "zero_grad": return zeroGradients(members(of: [model]), arguments)
    default: return bound(call, arguments, []) == nil ? .unknown : .parameters([model])
    }
    return object
  }

  private func zeroGradients(_ models: Set<String>, _ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`.zero_grad()`", arguments, ["set_to_none"]),
      isTruth(bound["set_to_none"])
    else { return .unknown }
    zeroGradients(models)
    return .unknown
  }

  // MARK: - From logits to a class

  /// `softmax` and the like, which leave the largest where it is.
  func probabilities(
    _ call: String, _ arguments: CallArguments, _ places: [String], of object: Meaning? = nil
  ) -> Meaning {
    guard let bound = bound(call, arguments, places) else { return .derived(ofLoss: false) }
    let value = object ?? bound["input"].map { meaning($0) } ?? .unknown
    let dimension = bound["dim"].map { meaning($0) }
    let isAlongClasses =
      !places.contains("dim") || dimension == .number("1") || dimension == .number("-1")
    guard case .logits(let what) = value, isAlongClasses else { return computed([value]) }
    return .probabilities(what)
  }

  /// The place of the largest logit; not where that is looked for in another direction.
  func largest(
    _ call: String, _ arguments: CallArguments, _ places: [String], of object: Meaning? = nil
  ) -> Meaning {
    guard let bound = bound(call, arguments, places, ["axis"]) else {
      return .derived(ofLoss: false)
    }
    let value = object ?? bound["input"].map { meaning($0) } ?? .unknown
    let dimension = (bound["dim"] ?? bound["axis"]).map { meaning($0) }
    let what: Classification
    switch value {
    case .logits(let logits): what = logits
    case .probabilities(let logits): what = logits
    default: return computed([value])
    }
    let isMaximum = !call.contains("argmax")
    switch dimension {
    case .number("1")?, .number("-1")?: break
    case nil where !isMaximum, Meaning.none? where !isMaximum: break
    default:
      problem("a prediction across rows")
      return .derived(ofLoss: false)
    }
    let prediction = predict(what)
    return isMaximum ? .list([.derived(ofLoss: false), prediction]) : prediction
  }
}
