extension Recognizer {
  // MARK: - Heads

  /// `nn.Linear(inputs, outputs)`.
  func linear(_ arguments: CallArguments) -> Meaning {
    guard arguments.unknown(["in_features", "out_features"], places: 2).isEmpty,
      let inputs = arguments.value(0, "in_features"),
      let outputs = arguments.value(1, "out_features")
    else {
      problem("a linear layer with settings of its own")
      return .unknown
    }
    linearLayers += 1
    return .layers([.linear(meaning(inputs), meaning(outputs), order: linearLayers)])
  }

  /// `nn.Sequential`, of layers or of a backbone and a head.
  func sequential(_ arguments: CallArguments) -> Meaning {
    let parts = arguments.positional.map { meaning($0) }
    if arguments.all.count == 2, parts.count == 2, case .backbone(let backbone) = parts[0],
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
    return head(of: layers) ?? .layers(layers)
  }

  /// An instance of a class of the notebook's own: a head, if its layers are a head's.
  func make(_ definition: PythonClass, _ arguments: CallArguments) -> Meaning {
    guard let initializer = definition.method("__init__"),
      let forward = definition.method("forward"), forward.parameters.count == 2
    else {
      problem("an object of a class that is no head")
      return .unknown
    }
    let object = objects.count
    objects.append([:])
    var values = [initializer.parameters.first ?? "self": Meaning.object(object)]
    for (name, value) in zip(initializer.parameters.dropFirst(), arguments.positional) {
      values[name] = meaning(value)
    }
    for (name, value) in arguments.named { values[name] = meaning(value) }
    _ = call(initializer, with: values)
    let signal = call(
      forward, with: [forward.parameters[0]: .object(object), forward.parameters[1]: .signal([])])
    guard case .signal(let layers) = signal, let head = head(of: layers) else {
      problem("a class whose layers are not linear, ReLU, linear")
      return .unknown
    }
    return head
  }

  /// Linear, ReLU, linear, made in this order: then the random numbers are a head's too.
  private func head(of layers: [Layer]) -> Meaning? {
    guard layers.count == 3, case .linear(let inputs, let width, let first) = layers[0],
      layers[1] == .relu, case .linear(let middle, let labels, let second) = layers[2],
      first < second, width == middle, case .number(let hidden) = width,
      case .number(let count) = labels
    else { return nil }
    let size: DraftValue
    switch inputs {
    case .hiddenSize(let backbone): size = .word("\(backbone).hidden_size")
    case .number(let text): size = .word(text)
    default: return nil
    }
    let known = Int(count).flatMap { (2...1000).contains($0) ? $0 : nil }
    return .made(
      Made(
        .head(labels: known),
        DraftAction(
          "head", size,
          [DraftArgument("hidden", .word(hidden)), DraftArgument("labels", .word(count))])))
  }

  func pass(through layers: [Layer], _ arguments: CallArguments) -> Meaning {
    guard let first = arguments.positional.first, case .signal(let before) = meaning(first),
      before.count + layers.count < 100
    else {
      problem("a layer outside of a head")
      return .unknown
    }
    return .signal(before + layers)
  }

  // MARK: - Optimizers

  func optimizer(_ name: String, _ arguments: CallArguments) -> Meaning {
    let numbers: Set = ["lr", "weight_decay", "eps", "momentum"]
    let known = numbers.union(["params", "betas", "nesterov"])
    let unknown = arguments.unknown(known, places: 2)
    guard unknown.isEmpty, let first = arguments.value(0, "params"),
      case .parameters(let models) = meaning(first)
    else {
      problem(
        unknown.first.map { "an optimizer with `\($0)`" }
          ?? "an optimizer of something else than whole models' parameters")
      return .unknown
    }
    var action = DraftAction("optimizer", .word(name))
    action.set("parameters", .list(models.map { .word($0) }))
    for key in ["lr", "weight_decay", "betas", "eps", "momentum", "nesterov"] {
      guard let value = key == "lr" ? arguments.value(1, key) : arguments.named[key] else {
        continue
      }
      switch meaning(value) {
      case .number(let text) where numbers.contains(key): action.set(key, .word(text))
      case .list(let values) where key == "betas":
        action.set(
          key,
          .list(
            values.compactMap { value in
              if case .number(let text) = value { .word(text) } else { nil }
            }))
      case .truth(let flag) where key == "nesterov": action.set(key, .word("\(flag)"))
      default: problem("an optimizer whose `\(key)` is no constant")
      }
    }
    return .made(Made(.optimizer(models), action))
  }

  // MARK: - Forward

  /// A call of a backbone: on a batch with its attention mask, or on one sentence.
  func forward(_ member: Member, _ arguments: CallArguments) -> Meaning {
    let known: Set = ["input_ids", "attention_mask", "token_type_ids", "return_dict"]
    var inputs: [String: Meaning] = [:]
    for (name, value) in zip(["input_ids", "attention_mask"], arguments.positional) {
      inputs[name] = meaning(value)
    }
    for (name, value) in arguments.named { inputs[name] = meaning(value) }
    let unpacked = arguments.unpacked.map { meaning($0) }
    let isKnown =
      arguments.named.keys.allSatisfy { known.contains($0) } && arguments.positional.count <= 2
      && !arguments.hasStar
    let text = (unpacked + inputs.values).compactMap { input in
      if case .encodedText(let text, let tokenizer) = input {
        Features.Input.text(text, tokenizer: tokenizer)
      } else {
        nil as Features.Input?
      }
    }
    if isKnown, let input = text.first, text.allSatisfy({ $0 == input }) {
      return .output(Features(backbone: member, input: input, isDetached: detached > 0))
    }
    if isKnown, unpacked.isEmpty, inputs["input_ids"] == .column("input_ids"),
      inputs["attention_mask"] == .column("attention_mask")
    {
      return .output(Features(backbone: member, input: .batch, isDetached: detached > 0))
    }
    problem("a backbone that gets something else than a batch's ids and mask, or one sentence")
    return .unknown
  }

  /// A call of a head.
  func classify(_ member: Member, _ arguments: CallArguments) -> Meaning {
    guard arguments.all.count == 1, case .features(let features) = meaning(arguments.all[0]) else {
      problem("a head that gets something else than a backbone's `pooler_output`")
      return .unknown
    }
    return .logits(Classification(head: member, features: features))
  }

  /// `criterion(logits, labels)`.
  func loss(_ arguments: CallArguments) -> Meaning {
    let values = arguments.positional.map { meaning($0) }
    guard arguments.all.count == 2, values.count == 2, case .logits(let what) = values[0],
      values[1] == .column("label") || values[1] == .column("labels")
    else {
      problem("a loss of something else than logits and labels")
      return .unknown
    }
    return .loss(what)
  }
}
