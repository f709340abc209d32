/// What is known of a training while its loops are followed.
struct TrainingLoop: Equatable {
  enum Event { case zeroed, backward, stepped }

  /// How many trainings there were before it.
  var number: Int
  /// How often the outer loop runs; `nil` where that is no constant.
  var epochs: String?
  var level = LoopLevel.epoch
  /// The loader of the inner loop, once that has been met.
  var loader: String?
  var optimizer: String?
  /// What the loss is computed from.
  var classification: Classification?
  /// The loss, where the model is one of layers.
  var network: NetworkLoss?
  var events: [Event] = []
  /// The models whose gradients are set to zero, and those whose are clipped.
  var zeroed: Set<String> = []
  var clipped: Set<String>?
  var maxGradientNorm: String?
  /// What the schedule steps with, and where.
  var schedule: Int?
  var scheduleLevel = LoopLevel.outside
  /// Loaders whose rows nothing is learned from, in each epoch.
  var looks: [String] = []
  /// Whether they are looked at before the epoch's training.
  var looksEarly = false
  /// The loss over such rows.
  var validation: NetworkLoss?
  var stopping = Stopping()
  /// What goes through models in this pass over the loops in which training mode makes a difference.
  var inTrainingMode: [NetworkOutput] = []
  /// What the epoch prints, as `print:` says it.
  var printed: String?
  var printEvery = 1
  /// Whether that is all that it prints of the loss: a line that cannot be read may change any sum.
  var isPrintKnown = true
  /// Whether nothing stands in the loops that a `train` does not do.
  var isFollowed = true
  /// The first list that is made in this pass over the epoch.
  var firstList = 0

  /// When a training ends early.
  struct Stopping: Equatable {
    var leastChange = "0"
    var isMet = false
    var patience: Int?
  }

  /// Where variables were last set to zero.
  private var resets: [String: LoopLevel] = [:]
  /// Those to which a loss was added in this pass.
  private var summed: Set<String> = []

  init(number: Int, epochs: String?) { (self.number, self.epochs) = (number, epochs) }

  /// A variable is assigned to, other than by adding to it.
  mutating func reset(_ name: String, to value: Meaning) {
    summed.remove(name)
    if case .number(let text) = value, Double(text) == 0 {
      resets[name] = level
    } else {
      resets[name] = nil
    }
  }

  /// Where a variable was last set to zero.
  func resetLevel(of name: String) -> LoopLevel? { resets[name] }

  /// What a variable holds once the batch's loss is added to it.
  ///
  /// `nil` where that is no sum from zero of one loss a batch.
  mutating func total(of name: String, _ value: Meaning, isRepeated: Bool) -> Meaning? {
    guard level == .batch, summed.insert(name).inserted else { return nil }
    switch value {
    case .number(let text) where Double(text) == 0: break
    case .total where isRepeated: break
    default: return nil
    }
    return .total(since: resets[name] ?? .outside)
  }

  /// Whether another pass does the same.
  func isLike(_ other: TrainingLoop) -> Bool {
    var (one, two) = (self, other)
    (one.resets, one.summed, one.firstList) = ([:], [], 0)
    (two.resets, two.summed, two.firstList) = ([:], [], 0)
    return one == two
  }

  mutating func beginPass() { summed = [] }
}

extension Recognizer {
  /// Follows loops twice: what the second pass does otherwise, no `train` would do.
  func train(_ body: [PythonStatement], epochs: String?, _ follow: () -> Void) {
    let outer = isRepeated
    trainings += 1
    training = TrainingLoop(number: trainings, epochs: epochs)
    follow()
    let first = training
    if first?.isFollowed ?? false, first?.loader != nil || first?.network != nil, returned == nil {
      isRepeated = true
      training = TrainingLoop(number: trainings, epochs: epochs)
      follow()
      if let first, let second = training, !first.isLike(second) {
        problem("a training whose later epochs do something else than the first")
        training?.isFollowed = false
      }
    }
    isRepeated = outer
    finishTraining(body)
  }

  func loopOverBatches(
    _ target: PythonExpression, _ name: String, _ body: [PythonStatement]
  ) {
    guard training?.loader == nil, training?.level == .epoch, training?.events.isEmpty ?? false
    else {
      problem("a second loop over batches")
      training?.isFollowed = false
      return forget(body)
    }
    let outer = isRepeated
    training?.loader = name
    training?.level = .batch
    let entry = training
    func follow() {
      assign(target, batch(of: name) ?? batches[name] ?? .batch)
      run(body)
    }
    follow()
    if training?.isFollowed ?? false, returned == nil {
      let first = training
      isRepeated = true
      training = entry
      training?.beginPass()
      follow()
      if let first, let second = training, !first.isLike(second) {
        problem("a training whose later batches do something else than the first")
        training?.isFollowed = false
      }
    }
    isRepeated = outer
    training?.level = .epoch
  }

  /// Makes the action of a loop that has been followed.
  private func finishTraining(_ body: [PythonStatement]) {
    guard let loop = training else { return }
    training = nil
    if let loss = loop.network { return finish(loop, loss, body) }
    guard let loader = loop.loader else {
      forget(body)
      if !tellOnce(where: problems.contains { $0.line >= line }) { problem("a loop") }
      return
    }
    guard let what = loop.classification, let optimizer = loop.optimizer else {
      if !tellOnce(where: problems.contains { $0.line >= line }) {
        problem("a loop over batches that is no training of a model")
      }
      return
    }
    guard loop.isFollowed else { return }
    guard let epochs = loop.epochs, Int(epochs).map({ $0 > 0 }) ?? false else {
      return problem("a training whose number of epochs is no constant")
    }
    guard isOrdinary(loop, what, optimizer),
      var action = classifier("train", what, optimizer: optimizer)
    else { return }
    action.set("loader", .word(loader))
    action.set("optimizer", .word(optimizer))
    action.set("loss", .word("cross_entropy"))
    action.set("epochs", .setting("epochs", .word(epochs)))
    if let norm = loop.maxGradientNorm { action.set("max_grad_norm", .word(norm)) }
    if let schedule = loop.schedule, !set(schedule, loop, &action) { return }
    if loop.isPrintKnown, let printed = loop.printed {
      action.set("print", .word(printed))
      if loop.printEvery > 1 { action.set("print_every", .word("\(loop.printEvery)")) }
    }
    emit(action)
    sources[what.head.name] = sources[loader]
    if !isRepeated {
      prints.trainings[loop.number] = (Int(epochs) ?? 0, actions.count - 1)
    }
  }

  /// Whether one batch is: gradients to zero, backward, step, of the same models.
  private func isOrdinary(
    _ loop: TrainingLoop, _ what: Classification, _ optimizer: String
  ) -> Bool {
    let stepped = members(of: optimizers[optimizer] ?? [])
    var trained: Set = [what.head.name]
    let backbone = what.features.backbone.name
    if !what.features.isDetached, !frozen.contains(backbone) { trained.insert(backbone) }
    let zeroedLast = loop.events == [.backward, .stepped, .zeroed]
    guard loop.events == [.zeroed, .backward, .stepped] || zeroedLast,
      loop.zeroed.isSuperset(of: stepped.intersection(trained)),
      !zeroedLast || withGradients.isDisjoint(with: trained)
    else {
      problem("a training whose batch is not: gradients to zero, backward, step")
      return false
    }
    guard !what.isDetached, stepped.contains(what.head.name), !frozen.contains(what.head.name)
    else {
      problem("a training of a head that the optimizer does not step")
      return false
    }
    if let clipped = loop.clipped,
      clipped.intersection(trained) != stepped.intersection(trained)
    {
      problem("a clipping of other gradients than the optimizer steps with")
      return false
    }
    withGradients.formUnion(trained)
    if zeroedLast { withGradients.subtract(loop.zeroed) }
    return true
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
    let stepped = members(of: optimizers[optimizer] ?? [])
    let isTrained = stepped.contains(backbone.name) && !frozen.contains(backbone.name)
    guard what.features.isDetached || !isTrained else {
      problem("a training of backbone and head that `nn.Sequential` does not join")
      return nil
    }
    return DraftAction(
      name, .word(head.name), [DraftArgument("features", .word("\(backbone.name).pooler_output"))])
  }
}
