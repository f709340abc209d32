import Engine

extension Recognizer {
  // MARK: - Optimizers

  /// `optim.Adam(model.parameters(), lr=0.01)`, or AdamW of transformers.
  func optimizer(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let isOfTransformers = path == "transformers.AdamW"
    let name = isOfTransformers ? "torch.optim.AdamW" : path
    guard let entry = OptimizerCatalogue.entries.first(where: { $0.pytorch == name }) else {
      return nil
    }
    var rest = arguments
    var own: [String: Meaning] = [:]
    if isOfTransformers {
      for name in ["correct_bias", "no_deprecation_warning"] {
        own[name] = rest.named.removeValue(forKey: name).map { meaning($0) }
      }
    }
    guard
      var (choice, others) = choice(entry, "an optimizer", rest, first: ["params"])
    else { return .broken }
    guard let given = others.removeValue(forKey: "params").map({ meaning($0) }) else {
      problem("an optimizer without parameters")
      return .broken
    }
    guard case .parameters(let models) = given, !models.isEmpty else {
      if given != .broken {
        problem("an optimizer of something else than whole models' parameters")
      }
      return .broken
    }
    if isOfTransformers {
      // What the library itself takes, where that is not what PyTorch takes.
      for (name, text) in [("weight_decay", "0.0"), ("eps", "1e-06")]
      where choice.options[name] == nil {
        choice.options[name] = .number(Double(text) ?? 0)
        choice.texts[name] = text
      }
      if own["correct_bias"].map({ $0 != .truth(true) }) ?? false {
        problem("an AdamW without the correction of its bias")
      }
      note("transformers' AdamW adds `eps` before it corrects the bias, PyTorch's after it")
    }
    let last = name.split(separator: ".").last.map(String.init) ?? name
    var action = DraftAction("optimizer", .word(last))
    action.set("parameters", .list(models.map { .word($0) }))
    for option in entry.options {
      guard let value = choice.options[option.name] else { continue }
      action.set(option.name, .word(choice.text(value, option)))
    }
    return .made(Made(.optimizer(models), action))
  }

  /// `StepLR(optimizer, 10)` and the like; `nil` for no schedule.
  func schedule(_ path: String, _ arguments: CallArguments) -> Meaning? {
    guard
      let entry = ScheduleCatalogue.entries.first(where: { Self.shortest($0.pytorch) == path })
    else { return nil }
    guard let (choice, rest) = choice(entry, "a schedule", arguments, first: ["optimizer"]),
      let given = rest["optimizer"]
    else { return .broken }
    guard case .optimizer(let optimizer) = meaning(given) else { return .broken }
    schedules.append((optimizer, choice))
    return .schedule(schedules.count - 1)
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
