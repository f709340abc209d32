extension Recognizer {
  // MARK: - Heads

  /// `nn.Linear(inputs, outputs)`.
  func linear(_ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`Linear`", arguments, ["in_features", "out_features"]),
      let inputs = bound["in_features"], let outputs = bound["out_features"]
    else { return .derived(ofLoss: false) }
    linearLayers += 1
    return .layers([.linear(meaning(inputs), meaning(outputs), order: linearLayers)])
  }

  /// `nn.Sequential`, of layers or of a backbone and a head.
  func sequential(_ arguments: CallArguments) -> Meaning {
    guard arguments.all.count == arguments.positional.count else {
      problem("an `nn.Sequential` of parts that are not listed")
      return computed(arguments)
    }
    let parts = arguments.positional.map { meaning($0) }
    if parts.count == 2, case .backbone(let backbone) = parts[0],
      case .head(let head) = parts[1]
    {
      let names = [DraftValue.word(backbone.name), .word(head.name)]
      return .made(
        Made(
          .sequential(backbone: backbone.name, head: head.name),
          DraftAction("sequential", .list(names))))
    }
    var layers: [Layer] = []
    for part in parts {
      guard case .layers(let more) = part else {
        problem("an `nn.Sequential` that is neither a backbone with its head nor a head's layers")
        return .unknown
      }
      layers += more
    }
    // In a class they are a part of its layers.
    return making == 0 ? head(of: layers) ?? .layers(layers) : .layers(layers)
  }

  /// What a class may not have of its own: `nn.Module`'s, which the rest relies on.
  private static let modules: Set = [
    "train", "eval", "parameters", "named_parameters", "requires_grad_", "zero_grad", "to", "cuda",
    "cpu", "half", "float", "double", "apply", "children", "modules", "named_children",
    "named_modules", "state_dict", "load_state_dict", "register_forward_hook", "add_module",
  ]

  /// An instance of a class of the notebook's own: a head, if its layers are a head's.
  func make(_ definition: PythonClass, _ arguments: CallArguments) -> Meaning {
    let isPlain =
      definition.bases.count == 1 && definition.bases[0].name == nil
      && rawMeaning(definition.bases[0].value) == .path("torch.nn.Module")
      && definition.methods.allSatisfy { method in
        !Self.modules.contains(method.name)
          && (method.name == "__init__" || !method.name.hasPrefix("__"))
      }
      && definition.body.allSatisfy { statement in
        switch statement.kind {
        case .function, .pass, .expression(.text): true
        default: false
        }
      }
    guard isPlain, let initializer = definition.method("__init__"),
      let forward = definition.method("forward"), forward.parameters.count == 2
    else {
      problem("an object of a class that is no head")
      return computed(arguments)
    }
    let object = objects.count
    let before = linearLayers
    objects.append([:])
    guard let values = values(for: initializer, Closure(), arguments, given: [.object(object)])
    else {
      return .derived(ofLoss: false)
    }
    making += 1
    defer { making -= 1 }
    _ = call(initializer, Closure(), with: values)
    let signal = call(forward, Closure(), given: [.object(object), .signal([])])
    guard case .signal(let layers) = signal, let head = head(of: layers),
      linearLayers == before + 2
    else {
      problem("a class whose layers are not linear, ReLU, linear")
      return .derived(ofLoss: false)
    }
    return head
  }

  /// Linear, ReLU, linear, made in this order and none between: then the random numbers are a
  /// head's too.
  private func head(of layers: [Layer]) -> Meaning? {
    guard layers.count == 3, case .linear(let inputs, let width, let first) = layers[0],
      layers[1] == .relu, case .linear(let middle, let labels, let second) = layers[2],
      second == first + 1, width == middle, case .number(let hidden) = width,
      Int(hidden).map({ $0 > 0 }) ?? false, case .number(let count) = labels,
      let classes = Int(count), classes > 1
    else { return nil }
    let size: DraftValue
    switch inputs {
    case .hiddenSize(let backbone): size = .word("\(backbone).hidden_size")
    case .number(let text) where Int(text).map({ $0 > 0 }) ?? false: size = .word(text)
    default: return nil
    }
    return .made(
      Made(
        .head(labels: classes <= 1000 ? classes : nil),
        DraftAction(
          "head", size,
          [DraftArgument("hidden", .word(hidden)), DraftArgument("labels", .word(count))])))
  }

  func pass(
    through layers: [Layer], _ arguments: CallArguments, _ places: [String]
  ) -> Meaning {
    guard let bound = bound("a layer", arguments, places), isTruth(bound["inplace"]),
      let input = bound["input"], case .signal(let before) = meaning(input),
      before.count + layers.count < 100
    else {
      problem("a layer outside of a head")
      return .derived(ofLoss: false)
    }
    return .signal(before + layers)
  }

  // MARK: - Optimizers

  func optimizer(_ path: String, _ arguments: CallArguments) -> Meaning {
    let name = path.split(separator: ".").last.map(String.init) ?? path
    let isOfTransformers = path.hasPrefix("transformers.")
    var numbers: Set = ["lr", "weight_decay"]
    numbers.formUnion(name == "SGD" ? ["momentum", "dampening"] : ["eps"])
    let others: Set<String> =
      isOfTransformers
      ? ["betas", "correct_bias", "no_deprecation_warning"]
      : name == "SGD" ? ["nesterov"] : ["betas", "amsgrad"]
    guard
      let bound = bound(
        "an optimizer", arguments, ["params", "lr"], numbers.union(others))
    else { return .unknown }
    guard case .parameters(let models)? = bound["params"].map({ meaning($0) }), !models.isEmpty
    else {
      problem("an optimizer of something else than whole models' parameters")
      return .unknown
    }
    var action = DraftAction("optimizer", .word(name))
    action.set("parameters", .list(models.map { .word($0) }))
    let settings = [
      "lr", "weight_decay", "betas", "eps", "momentum", "dampening", "nesterov", "amsgrad",
    ]
    // What the library itself takes, where that is not what PyTorch takes.
    let defaults = isOfTransformers ? ["weight_decay": "0.0", "eps": "1e-06"] : [:]
    for key in settings {
      guard let value = bound[key] else {
        if let value = defaults[key] { action.set(key, .word(value)) }
        continue
      }
      let given = meaning(value)
      switch given {
      case .number(let text) where numbers.contains(key): action.set(key, .word(text))
      case .list(let values) where key == "betas":
        let betas = values.compactMap { value -> DraftValue? in
          if case .number(let text) = value { .word(text) } else { nil }
        }
        if values.count != 2 || betas.count != 2 {
          problem("an optimizer whose `betas` are no two constants")
        }
        action.set(key, .list(betas))
      case .truth(let flag) where key == "nesterov" || key == "amsgrad":
        action.set(key, .word("\(flag)"))
      default: problem("an optimizer whose `\(key)` is no constant")
      }
    }
    if isOfTransformers {
      if bound["correct_bias"].map({ meaning($0) != .truth(true) }) ?? false {
        problem("an AdamW without the correction of its bias")
      }
      note("transformers' AdamW adds `eps` before it corrects the bias, PyTorch's after it")
    }
    return .made(Made(.optimizer(models), action))
  }

  // MARK: - Forward

  /// A call of a backbone: on a batch with its attention mask, or on one sentence.
  func forward(_ member: Member, _ arguments: CallArguments) -> Meaning {
    let unpacked = arguments.unpacked.map { meaning($0) }
    var rest = arguments
    rest.unpacked = []
    guard
      let bound = bound(
        "a backbone", rest, ["input_ids", "attention_mask"], ["token_type_ids", "return_dict"])
    else { return .derived(ofLoss: false) }
    let inputs = bound.filter { $0.key != "return_dict" }.mapValues { meaning($0) }
    if let isNamed = bound["return_dict"], meaning(isNamed) != .truth(true) {
      problem("a backbone whose output has no names")
    }
    if let input = sentence(unpacked, inputs) {
      return .output(Features(backbone: member, input: input, isDetached: detached > 0))
    }
    if unpacked.isEmpty,
      inputs["token_type_ids"] == nil || inputs["token_type_ids"] == .column("token_type_ids"),
      inputs["input_ids"] == .column("input_ids"),
      inputs["attention_mask"] == .column("attention_mask")
    {
      return .output(Features(backbone: member, input: .batch, isDetached: detached > 0))
    }
    problem("a backbone that gets something else than a batch's ids and mask, or one sentence")
    return .derived(ofLoss: false)
  }

  /// The sentence that a backbone gets, with all its lists or each in its own place.
  private func sentence(_ unpacked: [Meaning], _ inputs: [String: Meaning]) -> Features.Input? {
    var sentences: [EncodedText] = []
    for value in unpacked {
      guard case .encodedText(let encoded) = value, encoded.part == nil else { return nil }
      sentences.append(encoded)
    }
    for (name, value) in inputs {
      guard case .encodedText(var encoded) = value, encoded.part == name else { return nil }
      encoded.part = nil
      sentences.append(encoded)
    }
    // Padding needs the mask, or it would count as words.
    guard let first = sentences.first, sentences.allSatisfy({ $0 == first }),
      unpacked.count == 1 && inputs.isEmpty
        || unpacked.isEmpty && inputs["input_ids"] != nil
          && (!first.isPadded || inputs["attention_mask"] != nil)
    else { return nil }
    return .text(first.text, tokenizer: first.tokenizer)
  }

  /// A call of a head.
  func classify(_ member: Member, _ arguments: CallArguments) -> Meaning {
    guard arguments.all.count == 1, arguments.positional.count == 1,
      case .features(let features) = meaning(arguments.positional[0])
    else {
      problem("a head that gets something else than a backbone's `pooler_output`")
      return .derived(ofLoss: false)
    }
    let what = Classification(head: member, features: features, isDetached: detached > 0)
    if features.input != .batch { expectPrediction(of: what) }
    return .logits(what)
  }

  /// `criterion(logits, labels)`.
  func loss(_ arguments: CallArguments) -> Meaning {
    guard let bound = bound("a loss", arguments, ["input", "target"]) else {
      return .derived(ofLoss: true)
    }
    let (input, target) = (bound["input"].map { meaning($0) }, bound["target"].map { meaning($0) })
    guard case .logits(let what)? = input, target == .column("label") || target == .column("labels")
    else {
      problem("a loss of something else than logits and labels")
      return .derived(ofLoss: true)
    }
    return .loss(what)
  }
}
