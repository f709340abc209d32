extension Recognizer {
  /// Methods that give the same thing, somewhere else or in another form.
  private static let transparent: Set = [
    "to", "cuda", "cpu", "detach", "clone", "contiguous", "numpy", "tolist", "squeeze", "long",
  ]
  /// Calls of which a replay need not know.
  private static let neutral: Set = [
    "print", "len", "round", "str", "int", "float", "bool", "list", "tuple", "dict", "set", "sum",
    "max", "min", "zip", "sorted", "type", "isinstance", "abs", "repr", "format", "display",
    "super", "range", "dir", "help", "id", "next", "iter",
  ]
  private static let neutralModules = [
    "torch.cuda.", "torch.backends.", "warnings.", "logging.", "transformers.logging.",
    "transformers.utils.logging.", "time.", "os.environ", "sys.", "gc.", "datasets.logging.",
  ]

  func call(_ callee: PythonExpression, _ list: [PythonArgument]) -> Meaning {
    let arguments = CallArguments(list)
    if case .attribute(let base, let name) = callee {
      let object = rawMeaning(base)
      if case .path(let path) = object { return callFunction("\(path).\(name)", arguments) }
      if Self.transparent.contains(name) {
        arguments.all.forEach { _ = meaning($0) }
        return object
      }
      if case .object(let index) = object {
        return callValue(objects[index][name] ?? .unknown, arguments)
      }
      return callMethod(name, of: settled(object), arguments)
    }
    return callValue(meaning(callee), arguments)
  }

  private func callValue(_ value: Meaning, _ arguments: CallArguments) -> Meaning {
    switch value {
    case .path(let path): return callFunction(path, arguments)
    case .function(let function): return call(function, arguments)
    case .definition(let definition): return make(definition, arguments)
    case .tokenizer(let name): return encode(name, arguments)
    case .backbone(let member): return forward(member, arguments)
    case .head(let member): return classify(member, arguments)
    case .layers(let layers): return pass(through: layers, arguments)
    case .criterion: return loss(arguments)
    case .sequential:
      problem("a call of a whole sequential model, whose head would not get the pooled output")
    default:
      arguments.all.forEach { _ = meaning($0) }
      problem("a call of something that is not followed")
    }
    return .unknown
  }

  func call(_ function: PythonFunction, _ arguments: CallArguments) -> Meaning {
    var values: [String: Meaning] = [:]
    for (name, value) in zip(function.parameters, arguments.positional) {
      values[name] = meaning(value)
    }
    for (name, value) in arguments.named { values[name] = meaning(value) }
    return call(function, with: values)
  }

  // MARK: - Functions of libraries

  private func callFunction(_ path: String, _ arguments: CallArguments) -> Meaning {
    let parts = path.split(separator: ".").map(String.init)
    let name = parts.last ?? ""
    if name == "from_pretrained", parts.count > 1 {
      return pretrained(parts[parts.count - 2], arguments)
    }
    func first() -> Meaning { arguments.positional.first.map { meaning($0) } ?? .unknown }
    switch name {
    case "load_dataset": return loadDataset(arguments)
    case "Linear": return linear(arguments)
    case "ReLU": return .layers([.relu])
    case "relu": return pass(through: [.relu], arguments)
    case "Sequential": return sequential(arguments)
    case "CrossEntropyLoss":
      guard arguments.all.isEmpty else {
        problem("a loss with settings of its own")
        return .unknown
      }
      return .criterion
    case "DataLoader": return loader(arguments)
    case "AdamW", "Adam", "SGD": return optimizer(name, arguments)
    case "device": return .device
    case "is_available": return .truth(false)
    case "tensor", "as_tensor", "stack", "LongTensor", "round", "float", "int", "list", "tuple",
      "tqdm", "enumerate", "softmax":
      let value = first()
      arguments.all.dropFirst().forEach { _ = meaning($0) }
      return value
    case "argmax": return largest(first(), arguments)
    case "max" where parts.first == "torch": return .list([.unknown, largest(first(), arguments)])
    case "len":
      if case .loader(let name) = first() { return .count(loader: name) }
      return .unknown
    case "range" where parts.count == 1: return range(arguments)
    case "filter":
      return arguments.positional.count == 2 ? meaning(arguments.positional[1]) : .unknown
    case "print" where parts.count == 1:
      return show(arguments)
    case "manual_seed", "manual_seed_all", "seed", "set_seed", "seed_everything":
      if case .number(let seed) = first(), Int(seed) != nil { notebookSeed = notebookSeed ?? seed }
      return Meaning.none
    case "clip_grad_norm_": return clip(arguments)
    default:
      arguments.all.forEach { _ = meaning($0) }
      let isNeutral =
        (parts.count == 1 && Self.neutral.contains(name))
        || Self.neutralModules.contains { (path + ".").hasPrefix($0) }
      if !isNeutral { problem("a call of `\(path)`") }
      return .unknown
    }
  }

  private func show(_ arguments: CallArguments) -> Meaning {
    let outer = printed
    printed = []
    arguments.all.forEach { _ = meaning($0) }
    show(printed ?? [])
    printed = outer
    return Meaning.none
  }

  /// `range(n)` and `range(1, n + 1)` are both n times.
  private func range(_ arguments: CallArguments) -> Meaning {
    switch arguments.positional.count {
    case 1: return .range(.number("0"), meaning(arguments.positional[0]))
    case 2:
      let (start, end) = (meaning(arguments.positional[0]), meaning(arguments.positional[1]))
      guard training == nil, start == .number("1"), case .number(let end) = end,
        let count = Arithmetic.result("-", end, "1")
      else { return .range(start, end) }
      return .range(.number("0"), .number(count))
    default:
      arguments.all.forEach { _ = meaning($0) }
      return .unknown
    }
  }

  private func clip(_ arguments: CallArguments) -> Meaning {
    arguments.all.forEach { _ = meaning($0) }
    guard training?.level == .batch, training?.events.last == .backward,
      let norm = arguments.value(1, "max_norm"), case .number(let text) = meaning(norm),
      arguments.unknown(["parameters", "max_norm"], places: 2).isEmpty
    else {
      problem("a clipping of gradients that is not followed")
      return .unknown
    }
    training?.maxGradientNorm = text
    return .unknown
  }

  /// The place of the largest logit; not where that is looked for in another direction.
  func largest(_ logits: Meaning, _ arguments: CallArguments) -> Meaning {
    arguments.all.forEach { _ = meaning($0) }
    guard case .logits(let what) = logits else { return .unknown }
    if let place = arguments.named["dim"] ?? arguments.positional.dropFirst().first,
      case .number("0") = meaning(place)
    {
      problem("a prediction across rows")
      return .unknown
    }
    return predict(what)
  }

  // MARK: - Methods

  private static let models: Set = [
    "train", "eval", "parameters", "named_parameters", "requires_grad_", "zero_grad",
  ]
  /// Methods of things that nothing is known of which change nothing that is.
  private static let neutralMethods: Set = [
    "__init__", "append", "items", "keys", "values", "format", "join", "split", "strip", "lower",
    "upper", "item", "size", "update", "set_description", "set_postfix", "mean", "sum", "head",
    "tail", "describe", "info", "close", "replace", "extend", "count", "index", "get", "flatten",
    "dim", "shape", "unsqueeze", "view", "item", "capitalize", "num_parameters", "write",
  ]

  private func callMethod(
    _ name: String, of object: Meaning, _ arguments: CallArguments
  ) -> Meaning {
    switch (object, name) {
    case (.dataset, _), (.rows, _): return callData(name, of: object, arguments)
    case (.backbone(let member), _) where Self.models.contains(name):
      return callModel(name, member.name, arguments)
    case (.head(let member), _) where Self.models.contains(name):
      return callModel(name, member.name, arguments)
    case (.sequential(let model), _) where Self.models.contains(name):
      return callModel(name, model, arguments)
    case (.optimizer, "zero_grad"): zeroGradients()
    case (.optimizer(let optimizer), "step"): step(optimizer)
    case (.loss(let what), "backward"): backward(what)
    case (.loss, "item"): return .lossValue
    case (.prediction, "item"): return object
    case (.logits, "argmax"):
      return largest(object, CallArguments([PythonArgument(value: .none)] + asList(arguments)))
    case (.logits, "softmax"): return object
    case (.layers(let layers), "forward"): return pass(through: layers, arguments)
    case (.batch, "items"), (.column, _): return .unknown
    default:
      arguments.all.forEach { _ = meaning($0) }
      if !Self.neutralMethods.contains(name) { problem("a call of `.\(name)()`") }
    }
    return .unknown
  }

  private func asList(_ arguments: CallArguments) -> [PythonArgument] {
    arguments.positional.map { PythonArgument(value: $0) }
      + arguments.named.map { PythonArgument(name: $0.key, value: $0.value) }
  }

  private func callModel(_ name: String, _ model: String, _ arguments: CallArguments) -> Meaning {
    let first = arguments.positional.first.map { meaning($0) }
    switch name {
    case "train": setMode(model, isTraining: first != .truth(false))
    case "eval": setMode(model, isTraining: false)
    case "zero_grad": zeroGradients()
    case "requires_grad_": setTrained([model], first != .truth(false))
    default: return .parameters([model])
    }
    return .unknown
  }
}
