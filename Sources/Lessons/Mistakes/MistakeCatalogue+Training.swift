import Engine

extension MistakeCatalogue {
  /// What the loop gets wrong, and what goes into the loss.
  mutating func addTrainingMistakes(_ action: ParsedAction, at index: Int) {
    addGradientMistakes(action)
    addLossMistakes(action, at: index)
    addModeMistakes(action, at: index)
    addFeatureMistakes(action, at: index)
    let range = action.range
    for other in lesson.steps.flatMap(\.actions) where other.name.value == "loader" {
      guard let name = other["as"]?.text, name != action["loader"]?.text else { continue }
      let mistake = Mistake(
        "other-loader", .data, "The training took the rows of `\(name)`.",
        mend: "for rows, x, y in \(action["loader"]?.text ?? "loader"):")
      add(mistake, at: index) { $0["loader"] = .plain(name, at: range) }
    }
    if action["max_grad_norm"] != nil {
      let mistake = Mistake(
        "not-clipped", .gradients, "The gradients were not clipped.",
        mend: "nn.utils.clip_grad_norm_(model.parameters(), …)  # before optimizer.step()")
      add(mistake, at: index) { $0["max_grad_norm"] = nil }
    }
    guard action["schedule"] != nil else { return }
    let isByEpoch = action["schedule_by"]?.text == "epoch"
    let unit = Mistake(
      "schedule-unit", .optimizer,
      isByEpoch
        ? "The schedule takes a step with each batch, and not with each epoch."
        : "The schedule takes a step with each epoch, and not with each batch.",
      mend: "scheduler.step()  # \(isByEpoch ? "after each epoch" : "after each optimizer.step()")")
    add(unit, at: index) { $0["schedule_by"] = .plain(isByEpoch ? "step" : "epoch", at: range) }
    let none = Mistake(
      "no-schedule", .optimizer, "The schedule never takes a step.", mend: "scheduler.step()")
    add(none, at: index) { action in
      for name in ["schedule", "schedule_by", "warmup_steps"] { action[name] = nil }
    }
  }

  private mutating func addGradientMistakes(_ action: ParsedAction) {
    add(
      Mistake(
        "never-zeroed", .gradients,
        "The gradients are never set back to zero: each step follows the sum of all batches so far.",
        mend: "optimizer.zero_grad()  # in each batch, before loss.backward()"), .neverZeroes)
    add(
      Mistake(
        "zeroed-each-epoch", .gradients,
        "The gradients are set back to zero once an epoch, and not in each batch.",
        mend: "optimizer.zero_grad()  # inside the loop over batches"), .zeroesEachEpoch)
    add(
      Mistake(
        "never-stepped", .gradients, "The optimizer never steps: optimizer.step() is missing.",
        mend: "optimizer.step()  # after loss.backward()"), .neverSteps)
    add(
      Mistake(
        "step-before-backward", .gradients,
        "optimizer.step() stands before loss.backward(), where there are no gradients any more.",
        mend: "loss.backward(); optimizer.step()"), .neverSteps)
    add(
      Mistake(
        "zeroed-before-step", .gradients,
        "optimizer.zero_grad() stands between loss.backward() and optimizer.step().",
        mend: "optimizer.zero_grad(); loss.backward(); optimizer.step()"), .neverSteps)
    add(
      Mistake(
        "other-models-optimizer", .optimizer,
        "The optimizer holds the parameters of another model, one made before.",
        mend: "optimizer = …(model.parameters(), …)  # after the model is made"), .neverSteps)
    add(
      Mistake(
        "stepped-late", .gradients,
        "optimizer.step() stands before loss.backward(): each step follows the batch before.",
        mend: "loss.backward(); optimizer.step()"), .stepsBeforeBackward)
    add(
      Mistake(
        "stepped-first", .gradients,
        "optimizer.step() stands at the beginning of the loop: the last batch's step is never taken.",
        mend: "loss.backward(); optimizer.step()"), .stepsFirst)
    if (number(action["accumulate"]) ?? 1) > 1 {
      add(
        Mistake(
          "not-divided", .gradients,
          "The gradients of several batches are added up: the loss is not divided by their number.",
          mend: "(loss / accumulate).backward()"), .undivided)
    }
    let loader = lesson.steps.flatMap(\.actions).first {
      $0.name.value == "loader" && ($0["as"]?.text ?? "loader") == action["loader"]?.text
    }
    guard loader?["shuffle"]?.text == "true" else { return }
    add(
      Mistake(
        "shuffled-once", .order,
        "The rows were shuffled once: every epoch has the batches of the first.",
        mend: "for rows, x, y in loader:  # the loader itself, in each epoch"), .ordersOnce)
    add(
      Mistake(
        "permuted-once", .order,
        "The rows were put into one random order by torch.randperm, the same in every epoch.",
        mend: "for rows, x, y in loader:  # the loader draws an order in each epoch"), .permutesOnce
    )
    add(
      Mistake(
        "permuted", .order,
        "The rows were shuffled by torch.randperm, and not by the loader: other rows come first.",
        mend: "for rows, x, y in loader:"), .permutesEachEpoch)
  }

  private mutating func addLossMistakes(_ action: ParsedAction, at index: Int) {
    let range = action.range
    let isMapping = if case .mapping? = action["loss"] { true } else { false }
    let name: String? =
      switch action["loss"] {
      case .mapping(let members, _)?: members.first?.key.value
      case let loss?: loss.text
      // What a classifier of texts has without a word.
      case nil: "cross_entropy"
      }
    guard let name else { return }
    let torch =
      (try? LossCatalogue.entries.named(name))?.pytorch.split(separator: ".").last ?? "Loss"
    if !isMapping {
      let sum = Mistake(
        "loss-summed", .loss, "The loss is the sum over the batch, and not the mean.",
        mend: "nn.\(torch)()  # reduction=\"mean\"")
      add(sum, .sumsLoss)
    }
    let alike: [[String]] = [
      ["mse", "l1", "smooth_l1", "huber", "bce"], ["bce", "bce_with_logits", "mse", "l1"],
    ]
    let others = Set(alike.filter { $0.contains(name) }.flatMap { $0 }).subtracting([name])
    for other in others.sorted() {
      let class_ =
        (try? LossCatalogue.entries.named(other))?.pytorch.split(separator: ".").last ?? ""
      // Whoever takes it in the loop has the right criterion.
      let isTwice = other == "bce_with_logits"
      let why =
        isTwice
        ? "A sigmoid is taken once more before the loss: by BCEWithLogitsLoss, or in the loop."
        : "The loss is \(class_)."
      let mistake = Mistake(
        "other-loss", .loss, why,
        mend: "criterion = nn.\(torch)()" + (isTwice ? "  # of the model's output as it is" : ""))
      add(mistake, at: index) { $0["loss"] = .plain(other, at: range) }
    }
    if ["mse", "l1", "smooth_l1", "huber"].contains(name) {
      add(
        Mistake(
          "target-broadcast", .loss,
          "The target has no last dimension, so every output is held against every row's target.",
          mend: "y = y.unsqueeze(1)  # the output's shape, [rows, 1]"), .broadcastsTarget)
    }
    if ["bce", "bce_with_logits", "cross_entropy", "nll"].contains(name) {
      add(
        Mistake(
          "labels-swapped", .loss, "Each of the two classes was taken for the other.",
          mend: "y  # and not 1 - y"), .swapsLabels)
    }
    if name == "cross_entropy", let model = action[""]?.text {
      addSoftmax(before: model)
    }
  }

  /// Softmax in the loop or in the model, where the loss takes one of its own.
  private mutating func addSoftmax(before model: String) {
    let mistake = Mistake(
      "softmax-twice", .loss,
      "The outputs went through softmax before the loss, which has its own.",
      mend: "loss = criterion(logits, y)")
    add(mistake, .softmaxesOutput)
    for step in lesson.steps {
      let changed = lesson.editing(step.id.value) { actions in
        for index in actions.indices where actions[index].name.value == "model" {
          guard (actions[index]["as"]?.text ?? "model") == model,
            case .list(let layers, let range) = actions[index].value
          else { continue }
          actions[index].value = .list(layers + [.plain("softmax", at: range)], range)
        }
      }
      if changed != nil { return add(mistake, changed) }
    }
  }

  /// Modes, and what is frozen.
  private mutating func addModeMistakes(_ action: ParsedAction, at index: Int) {
    let range = action.range
    guard let model = action[""]?.text else { return }
    let eval = Mistake(
      "trained-in-eval", .mode, "The model was in evaluation mode while it was trained.",
      mend: "model.train()  # before the loop")
    addStep(eval) { actions in
      actions.removeAll { $0.name.value == "train_mode" && $0[""]?.text == model }
      let place = actions.firstIndex { $0.name.value == "train" } ?? 0
      actions.insert(ParsedAction("eval_mode", .plain(model, at: range), at: range), at: place)
    }
    addStep(
      Mistake(
        "unfrozen", .mode, "What is to be frozen was trained, too.",
        mend: "for p in part.parameters(): p.requires_grad = False")
    ) { $0.removeAll { $0.name.value == "freeze" } }
    let layers = layers(of: model)
    guard layers.count > 1, layers.count <= 8 else { return }
    func freeze(_ parts: [String], _ sentence: String) {
      let mistake = Mistake(
        "frozen", .mode, sentence, mend: "for p in model.parameters(): p.requires_grad = True")
      addStep(mistake) { actions in
        let place = actions.firstIndex { $0.name.value == "train" } ?? 0
        let names = parts.map { YAMLValue.plain("\(model).\($0)", at: range) }
        actions.insert(ParsedAction("freeze", .list(names, range), at: range), at: place)
      }
    }
    for layer in layers {
      freeze([layer], "`\(layer)` is frozen, or the optimizer does not hold it.")
    }
    freeze(layers.dropLast(), "All layers but the last are frozen.")
  }

  /// What a head is given of a backbone.
  private mutating func addFeatureMistakes(_ action: ParsedAction, at index: Int) {
    let range = action.range
    let parts = action["features"]?.text?.split(separator: ".").map(String.init) ?? []
    guard parts.count == 2, let pooling = Pooling(rawValue: parts[1]) else { return }
    let backbone = parts[0]
    let other: Pooling = pooling == .pooler ? .mean : .pooler
    let features = Mistake(
      "other-features", .model,
      pooling == .pooler
        ? "The head was given the mean over all tokens, and not the pooler's output."
        : "The head was given the pooler's output, and not the mean over all tokens.",
      mend: pooling == .pooler
        ? "features = \(backbone)(…).pooler_output"
        : "features = the mean of \(backbone)(…).last_hidden_state, by the mask")
    add(features, at: index) { action in
      action["features"] = .plain("\(backbone).\(other.rawValue)", at: range)
    }
    let mode = Mistake(
      "backbone-in-training", .mode,
      "The backbone was in training mode: dropout changed what it says of a text.",
      mend: "\(backbone).eval()  # before the loop")
    addStep(mode) { actions in
      let place = actions.firstIndex { $0.name.value == "train" } ?? 0
      actions.insert(ParsedAction("train_mode", .plain(backbone, at: range), at: range), at: place)
    }
  }

  /// What a model is tried on, and how.
  mutating func addScoringMistakes(_ action: ParsedAction, at index: Int) {
    let range = action.range
    let name = action.name.value == "predict" ? action["model"]?.text : action[""]?.text
    if let model = name {
      let mode = Mistake(
        "tried-in-training", .mode, "The model was in training mode while it was tried.",
        mend: "model.eval()  # before it is tried")
      addStep(mode) { actions in
        actions.removeAll { $0.name.value == "eval_mode" && $0[""]?.text == model }
        let place = actions.firstIndex { $0.name.value == action.name.value } ?? 0
        actions.insert(ParsedAction("train_mode", .plain(model, at: range), at: range), at: place)
      }
    }
    let key = action.name.value == "predict" ? "" : "rows"
    if let rows = action[key]?.text {
      for part in parts + loaders where part != rows {
        let mistake = Mistake(
          "tried-on-other-rows", .data, "The model was tried on `\(part)`.",
          mend: "model(\(rows))")
        add(mistake, at: index) { $0[key] = .plain(part, at: range) }
      }
    }
    if let threshold = number(action["threshold"]) {
      for wrong in [0.0, 0.5, 0.7] where wrong != threshold {
        let mistake = Mistake(
          "threshold", .figures, "The threshold is \(wrong).",
          mend: "output >= \(threshold)")
        add(mistake, at: index) { $0["threshold"] = .plain("\(wrong)", at: range) }
      }
    }
    if action["inverse"] != nil {
      let mistake = Mistake(
        "not-inverted", .figures, "The predictions were not put back into the data's own units.",
        mend: "scaler.inverse_transform(outputs)")
      add(mistake, at: index) { $0["inverse"] = nil }
    }
  }

  private var loaders: [String] {
    lesson.steps.flatMap(\.actions).filter { $0.name.value == "loader" }
      .map { $0["as"]?.text ?? "loader" }
  }
}
