import Engine

/// A training of a model of layers, once its loops have been followed.
extension Recognizer {
  /// The loss over rows that nothing is learned from, in an epoch.
  func validated(_ loss: NetworkLoss) {
    guard let now = training, now.level != .batch, loss != now.network,
      !loss.target.isOneBatch
    else { return }
    if let other = now.validation, other != loss { return problem("a second loss in each epoch") }
    training?.validation = loss
    if loss.target.loader == nil, !now.looks.contains(loss.target.table) {
      training?.looks.append(loss.target.table)
      if now.events.isEmpty { training?.looksEarly = true }
    }
  }

  func finish(_ loop: TrainingLoop, _ loss: NetworkLoss, _ body: [PythonStatement]) {
    guard loop.isFollowed, let info = networks[loss.output.model] else { return }
    guard let optimizer = loop.optimizer, let epochs = loop.epochs,
      Int(epochs).map({ $0 > 0 }) ?? false
    else { return problem("a training whose number of epochs is no constant, or without a step") }
    guard isOrdinary(loop, loss, info, optimizer) else { return }
    guard loss.output.inputs.loader == loop.loader, uncertain == 0 else {
      return problem("a training on other rows than those of its loop")
    }
    guard let loader = loop.loader ?? wholeLoader(of: loss),
      let (validate, looks) = validation(of: loop, loss)
    else { return }
    if info.graph.hasModes, loss.output.isTraining != (lessonModes[info.name] ?? true) {
      setLessonMode(info.name, isTraining: loss.output.isTraining)
    }
    guard let entry = LossCatalogue.entries.first(where: { $0.name == loss.loss.name }) else {
      return
    }
    var action = DraftAction("train", .word(info.name))
    action.set("loader", .word(loader))
    action.set("optimizer", .word(optimizer))
    action.set("loss", loss.loss.value(entry))
    action.set("epochs", .setting("epochs", .word(epochs)))
    if let norm = loop.maxGradientNorm { action.set("max_grad_norm", .word(norm)) }
    if let schedule = loop.schedule, !set(schedule, loop, &action) { return }
    if !validate.isEmpty { action.set("validate", .word(validate)) }
    if !looks.isEmpty { action.set("looks", .list(looks.map { .word($0) })) }
    if let patience = loop.stopping.patience {
      var entries = [DraftEntry("patience", .word("\(patience)"))]
      if loop.stopping.leastChange != "0" {
        entries.append(DraftEntry("min_delta", .word(loop.stopping.leastChange)))
      }
      action.set("early_stopping", .entries(entries))
      stopped.insert(loop.number)
    }
    if loop.isPrintKnown, let printed = loop.printed { action.set("print", .word(printed)) }
    if loop.printEvery > 1 {
      action.set("print_every", .word("\(loop.printEvery)"))
    }
    emit(action)
    let place = actions.count - 1
    trainingActions[loop.number] = place
    networks[loss.output.model]?.state += 1
    if modes[info.name] ?? true != lessonModes[info.name] ?? true {
      setLessonMode(info.name, isTraining: modes[info.name] ?? true)
    }
    if !isRepeated {
      prints.trainings[loop.number] = (Int(epochs) ?? 0, place)
      if stopped.contains(loop.number) || loop.printed == "each_batch" {
        prints.open.insert(loop.number)
      }
    }
    settle(place, loss, loop.validation)
  }

  /// What a training leaves in variables is what its results say.
  private func settle(_ place: Int, _ trained: NetworkLoss, _ validated: NetworkLoss?) {
    names.map { value in
      switch value {
      case .networkLoss(trained): .figure(Figure(action: place, path: "losses[-1]"))
      case .networkLoss(let loss) where loss == validated && loss.target.loader == nil:
        .figure(Figure(action: place, path: "validation_loss[-1]"))
      case .lossValue: .figure(Figure(action: place, path: "losses[-1]"))
      case .printedLoss("mean"): .figure(Figure(action: place, path: "mean_loss[-1]"))
      case .epochFigure(.validation(isSum: false)):
        .figure(Figure(action: place, path: "validation_loss[-1]"))
      case .total, .printedLoss, .epochFigure: .derived(ofLoss: false)
      default: value
      }
    }
  }

  /// Whether one step is: gradients to zero, backward, step, of this model alone.
  private func isOrdinary(
    _ loop: TrainingLoop, _ loss: NetworkLoss, _ info: NetworkInfo, _ optimizer: String
  ) -> Bool {
    let stepped = members(of: optimizers[optimizer] ?? [])
    let zeroedLast = loop.events == [.backward, .stepped, .zeroed]
    guard loop.events == [.zeroed, .backward, .stepped] || zeroedLast,
      loop.zeroed.contains(info.name), !zeroedLast || !withGradients.contains(info.name)
    else {
      problem("a training whose batch is not: gradients to zero, backward, step")
      return false
    }
    guard loop.inTrainingMode.count < 2,
      loop.inTrainingMode.allSatisfy({ $0.inputs == loss.output.inputs })
    else {
      problem("rows that go through a model in training mode and are not learned from")
      return false
    }
    guard !shared.contains(loss.output.model) else {
      problem("a training of a model that stands for another too")
      return false
    }
    guard stepped == [info.name], !loss.output.isDetached, !frozen.contains(info.name) else {
      problem("a training of a model that the optimizer does not step, or not alone")
      return false
    }
    if let clipped = loop.clipped, clipped != [info.name] {
      problem("a clipping of other gradients than the optimizer steps with")
      return false
    }
    withGradients.insert(info.name)
    if zeroedLast { withGradients.subtract(loop.zeroed) }
    return true
  }

  /// The loader that `validate` takes, empty for none, and those that are gone through beside it; `nil`
  /// with a problem.
  private func validation(
    of loop: TrainingLoop, _ loss: NetworkLoss
  ) -> (validate: String, looks: [String])? {
    guard !loop.looks.isEmpty else {
      guard !loop.stopping.isMet else {
        problem("a training that ends by something else than a loss over other rows")
        return nil
      }
      return ("", [])
    }
    guard !loop.looksEarly else {
      // A loader draws when it begins, and here before the training's.
      problem("rows that are looked at before each epoch's training, and not behind it")
      return nil
    }
    var others = loop.looks.filter { tableLoaders[$0]?.isLoader ?? false }
    guard let other = loop.validation else {
      note(
        "the notebook looks at other figures of these rows in each epoch; `validate` notes the loss"
      )
      let last = others.popLast() ?? ""
      return (last, others)
    }
    guard other.loss == loss.loss, other.output.model == loss.output.model,
      !other.output.isTraining || !(networks[loss.output.model]?.graph.hasModes ?? true)
    else {
      problem("a validation by another loss or model, or in training mode")
      return nil
    }
    if let loader = other.target.loader {
      if let place = others.firstIndex(of: loader) { others.remove(at: place) }
      return (loader, others)
    }
    return wholeLoader(of: other).map { ($0, others) }
  }

  /// All of a loss's rows at once; `nil` with a problem for rows that have no name of their own.
  private func wholeLoader(of loss: NetworkLoss) -> String? {
    guard let inputs = cut(loss.output.inputs), let target = cut(loss.target) else {
      problem("a training on some rows of a table, or a look at some, that another part has too")
      return nil
    }
    return wholeLoader(of: Rowset(inputs: inputs, target: target))
  }

  func set(_ schedule: Int, _ loop: TrainingLoop, _ action: inout DraftAction) -> Bool {
    let (optimizer, choice) = schedules[schedule]
    guard optimizer == loop.optimizer,
      let entry = ScheduleCatalogue.entries.first(where: { $0.name == choice.name })
    else {
      problem("a schedule of another optimizer")
      return false
    }
    action.set("schedule", choice.value(entry))
    if loop.scheduleLevel == .epoch { action.set("schedule_by", .word("epoch")) }
    return true
  }

  // MARK: - What happens in some epochs

  /// `if (epoch + 1) % 10 == 0:`: nothing but printing.
  func turn(every: Int?, isLate: Bool, _ body: [PythonStatement]) {
    let (events, count, before) = (training?.events, actions.count, modes)
    let outer = turn
    turn = isLate ? 0 : every ?? 0
    if isLate, let every {
      note("the notebook prints after other epochs: the first, for instance, and \(every) later")
      training?.printEvery = every
    }
    run(body)
    turn = outer
    forget(body)
    forgetIdleModes(since: before)
    if training?.events != events || actions.count != count || modes != before {
      problem("an `if` about the number of an epoch or a batch that does more than print")
      training?.isFollowed = false
    }
  }

  /// `if loss < best:` with what follows from it; `false` where it is something else.
  func stop(_ cases: [PythonCase], _ otherwise: [PythonStatement]) -> Bool {
    guard training?.level == .epoch, cases.count == 1 else { return false }
    switch meaning(cases[0].test) {
    case .isBetter(let least):
      guard keep(cases[0].body, best: true), keep(otherwise, best: false) else { return false }
      training?.stopping.leastChange = least
      return true
    case .isPatience(let count):
      guard otherwise.isEmpty, ends(cases[0].body) else { return false }
      training?.stopping.isMet = true
      training?.stopping.patience = count
      if training?.validation == nil { return false }
      return true
    default: return false
    }
  }

  /// What is done where an epoch is better than all before it, or is not.
  func keep(_ body: [PythonStatement], best: Bool) -> Bool {
    for statement in body {
      switch statement.kind {
      case .assign(let targets, let value):
        guard targets.count == 1 else { return false }
        switch (targets[0], value) {
        case (.tuple(let parts), .tuple(let values)) where parts.count == values.count:
          for (part, value) in zip(parts, values) where !keep(value, in: part, best) {
            return false
          }
        default:
          if !keep(value, in: targets[0], best) { return false }
        }
      case .augmented("+", .name(let name), .number("1")) where !best:
        guard lookup(name) == .idle || lookup(name) == .number("0") else { return false }
        bind(name, .idle)
      case .expression(.call): mutedly { run([statement]) }
      case .pass: break
      case .branch(let cases, let otherwise) where !best && cases.count == 1:
        guard stop(cases, otherwise) else { return false }
      default: return false
      }
    }
    return true
  }

  private func keep(
    _ value: PythonExpression, in target: PythonExpression, _ best: Bool
  ) -> Bool {
    guard case .name(let name) = target else { return false }
    let found = uncertainly { meaning(value) }
    switch found {
    case .epochFigure(.validation) where best: bind(name, .best(less: "0"))
    case .tally(let tally) where best:
      guard case .losses = tally.kind else { return false }
      bind(name, .best(less: "0"))
    case .number("0") where best: bind(name, .idle)
    default: bind(name, found.isFollowed ? .derived(ofLoss: false) : .unknown)
    }
    return true
  }

  /// Whether a body ends the loop and does nothing else.
  private func ends(_ body: [PythonStatement]) -> Bool {
    guard case .other("break", [])? = body.last?.kind else { return false }
    for statement in body.dropLast() {
      guard case .expression(.call(.name("print"), _)) = statement.kind else { return false }
      mutedly { run([statement]) }
    }
    return true
  }

  /// Follows something that is printed or kept in some epochs.
  private func mutedly(_ body: () -> Void) {
    let (outer, before) = (turn, modes)
    turn = 0
    body()
    turn = outer
    if modes != before {
      problem("a change of mode in some epochs")
      training?.isFollowed = false
    }
  }
}
