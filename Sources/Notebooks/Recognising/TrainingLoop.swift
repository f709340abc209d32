/// What is known of a training while its loops are followed once.
struct TrainingLoop {
  enum Event { case zeroed, backward, stepped }

  /// How often the outer loop runs; `nil` where that is no constant.
  var epochs: String?
  var level = LoopLevel.epoch
  /// The loader of the inner loop, once that has been met.
  var loader: String?
  var optimizer: String?
  /// What the loss is computed from.
  var classification: Classification?
  var events: [Event] = []
  var maxGradientNorm: String?
  /// What the epoch prints, as `print:` says it.
  var printed: String?

  /// Whether every line could be read: one that could not may have changed any sum.
  var isReadable = true

  /// Where variables were last set to zero.
  private var resets: [String: LoopLevel] = [:]

  init(epochs: String?) { self.epochs = epochs }

  /// A variable is assigned to, other than by adding to it.
  mutating func reset(_ name: String, to value: Meaning) {
    if case .number(let text) = value, Double(text) == 0 {
      resets[name] = level
    } else {
      resets[name] = nil
    }
  }

  /// What a variable holds once the batch's loss is added to it.
  ///
  /// `nil` where that is no sum from zero of one loss a batch.
  func total(of name: String, _ value: Meaning) -> Meaning? {
    guard level == .batch, case .number(let text) = value, Double(text) == 0 else { return nil }
    return .total(since: resets[name] ?? .outside)
  }

  /// Whether one batch is: gradients to zero, backward, step.
  var isOrdinary: Bool {
    events == [.zeroed, .backward, .stepped] || events == [.backward, .stepped, .zeroed]
  }
}

extension Recognizer {
  /// A `for`: over parameters, over epochs, or over batches.
  func loop(_ target: PythonExpression, _ source: PythonExpression, _ body: [PythonStatement]) {
    let values = meaning(source)
    switch values {
    case .parameters(let models):
      bind(target, .parameter(models))
      run(body)
    case .range(.number(let start), let end) where training == nil && Double(start) == 0:
      var epochs: String?
      if case .number(let text) = end { epochs = text }
      training = TrainingLoop(epochs: epochs)
      bind(target, .unknown)
      run(body)
      finishTraining(body)
    case .loader(let name):
      let isWhole = training == nil
      if isWhole { training = TrainingLoop(epochs: "1") }
      guard training?.loader == nil, training?.level == .epoch else {
        problem("a second loop over batches")
        return forget(body)
      }
      training?.loader = name
      training?.level = .batch
      bind(target, .batch)
      run(body)
      training?.level = .epoch
      if isWhole { finishTraining(body) }
    default:
      problem("a loop")
      forget(body)
    }
    bind(target, .unknown)
  }

  /// Of `for index, batch in enumerate(loader)` the last name is the batch.
  private func bind(_ target: PythonExpression, _ value: Meaning) {
    switch target {
    case .name(let name): bind(name, value)
    case .tuple(let parts):
      for part in parts.dropLast() { bind(part, .unknown) }
      if let last = parts.last { bind(last, value) }
    default: break
    }
  }

  /// Makes the action of a loop that has been followed.
  private func finishTraining(_ body: [PythonStatement]) {
    guard let loop = training else { return }
    training = nil
    guard let loader = loop.loader else {
      forget(body)
      return problem("a loop")
    }
    guard let what = loop.classification, let optimizer = loop.optimizer else {
      return problem("a loop over batches that is no training of a head")
    }
    guard loop.isOrdinary else {
      return problem("a training whose batch is not: gradients to zero, backward, step")
    }
    guard let epochs = loop.epochs else {
      return problem("a training whose number of epochs is no constant")
    }
    guard var action = classifier("train", what, optimizer: optimizer) else { return }
    action.set("loader", .word(loader))
    action.set("optimizer", .word(optimizer))
    action.set("loss", .word("cross_entropy"))
    action.set("epochs", .setting("epochs", .word(epochs)))
    if let norm = loop.maxGradientNorm { action.set("max_grad_norm", .word(norm)) }
    if loop.isReadable, let printed = loop.printed { action.set("print", .word(printed)) }
    emit(action)
  }

  /// `train` or the like of a sequential model, or of a head with a backbone's features.
  ///
  /// Features are computed without gradient in lessons, which changes nothing where the optimizer
  /// does not step the backbone; `nil` and a problem where it does.
  private func classifier(
    _ name: String, _ what: Classification, optimizer: String
  ) -> DraftAction? {
    let (head, backbone) = (what.head, what.features.backbone)
    if let model = head.via, model == backbone.via, !what.features.isDetached {
      return DraftAction(name, .word(model))
    }
    let stepped = (optimizers[optimizer] ?? []).flatMap { model in
      sequences[model].map { [$0.backbone, $0.head] } ?? [model]
    }
    let isTrained = stepped.contains(backbone.name) && !frozen.contains(backbone.name)
    guard what.features.isDetached || !isTrained else {
      problem("a training of backbone and head that `nn.Sequential` does not join")
      return nil
    }
    return DraftAction(
      name, .word(head.name), [DraftArgument("features", .word("\(backbone.name).pooler_output"))])
  }

  // MARK: - Inside the loops

  func zeroGradients() { event(.zeroed) }

  func step(_ optimizer: String) {
    if let other = training?.optimizer, other != optimizer { problem("a second optimizer's step") }
    training?.optimizer = optimizer
    event(.stepped)
  }

  func backward(_ what: Classification) {
    if what.features.input != .batch { problem("a loss of something that is no batch") }
    training?.classification = what
    event(.backward)
  }

  private func event(_ event: TrainingLoop.Event) {
    guard training?.level == .batch else {
      return problem("a training step outside of a loop over batches")
    }
    training?.events.append(event)
  }

  /// `train()` or `eval()` of a model.
  func setMode(_ model: String, isTraining: Bool) {
    if let training, training.loader != nil {
      return problem("a change of mode among or behind the batches of an epoch")
    }
    emit(DraftAction(isTraining ? "train_mode" : "eval_mode", .word(model)))
  }

  /// What a `print` shows of a training.
  func show(_ shown: [Meaning]) {
    let losses = shown.compactMap { meaning in
      if case .printedLoss(let kind) = meaning { kind } else { nil }
    }
    let isOfLoss = shown.contains { meaning in
      if case .total = meaning { true } else { meaning == .lossValue }
    }
    guard !losses.isEmpty || isOfLoss else { return }
    guard let loss = losses.first, Set(losses).count == 1, training?.level == .epoch,
      training?.printed ?? loss == loss
    else { return problem("a printed loss for which `print:` has no word") }
    training?.printed = loss
  }
}
