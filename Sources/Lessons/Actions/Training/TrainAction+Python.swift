import Engine

extension TrainAction {
  func write(_ python: inout PythonScript) {
    python.needs(.training)
    let training = PythonTraining(self, &python)
    switch work {
    case .network(let work): training.write(work, &python)
    case .classifier(let classifier): training.write(classifier, &python)
    }
  }
}

/// Writes a training: a function of the models and the optimizer, so that a proof can run it a second
/// time in double precision.
struct PythonTraining {
  private let action: TrainAction
  private let function, loader, optimizer, run, epoch: PythonCode

  init(_ action: TrainAction, _ python: inout PythonScript) {
    self.action = action
    function = python.fresh("training")
    (loader, optimizer) = (python.name(action.loader), python.name(action.optimizer))
    (run, epoch) = (python.fresh("run"), python.fresh("epoch"))
  }

  private var settings: TrainingSettings { action.settings }
  private var schedule: CatalogueEntry<any Schedule>? {
    settings.choice.name == ScheduleCatalogue.defaultName
      ? nil : try? ScheduleCatalogue.entries.named(settings.choice.name)
  }

  // MARK: - A model of layers

  func write(_ work: NetworkTraining, _ python: inout PythonScript) {
    let model = python.name(action.model)
    guard let loss = try? LossCatalogue.entries.named(work.loss.name) else {
      return python.unspoken("train", "there is no loss \(work.loss.name)")
    }
    python.blank()
    python.line("def \(function)(\(run), \(model), \(optimizer)):")
    python.indented { python in
      python.line("criterion = \(run).cast(\(loss.python(Options(work.loss.options))))")
      writeSchedule(&python)
      if work.earlyStopping != nil { python.line("best, idle = float(\("inf")), 0") }
      writeEpochs(&python, batch: "rows, x, y") { python in
        python.line("x, y = \(run).cast(x), \(run).cast(\(Self.target(work.target, work.column)))")
        writeBackward(model, output: "\(model)(x)", &python)
      } end: { python in
        for look in work.looks {
          python.line("for _ in \(python.name(look)):")
          python.indented { $0.line("pass") }
        }
        guard let validate = work.validate else { return }
        write(validate, work, model, &python)
      }
    }
    writeCall([model], known: [(action.model, model)], &python)
  }

  /// A target as a loss takes it.
  static func target(_ form: TargetForm, _ column: TableOutline.Column?) -> PythonCode {
    switch form {
    case .classes: "y.long()"
    case .numbers: column?.shape.isEmpty ?? true ? "y.float().unsqueeze(1)" : "y.float()"
    }
  }

  /// The rows held out, and whether they end the training.
  private func write(
    _ validate: String, _ work: NetworkTraining, _ model: PythonCode, _ python: inout PythonScript
  ) {
    let target = Self.target(work.target, work.column)
    let held = python.name(validate)
    python.line("was_training = \(model).training")
    python.line("\(model).eval()")
    python.line("with torch.no_grad():")
    python.indented {
      $0.line("held = [criterion(\(model)(\(run).cast(x)), \(run).cast(\(target))).item()")
      $0.line("        for rows, x, y in \(held)]")
    }
    python.line("\(model).train(was_training)")
    python.line("held_loss = sum(held) / len(held)")
    python.line("\(run).validation.append(held_loss)")
    if work.restoresBest { python.line("\(run).keep(\(model))") }
    guard let stopping = work.earlyStopping else { return }
    python.line("if held_loss < best - \(stopping.minimumChange):")
    python.indented { $0.line("best, idle = held_loss, 0") }
    python.line("else:")
    python.indented { $0.line("idle += 1") }
  }

  // MARK: - A classifier of texts

  func write(_ work: ClassifierReference, _ python: inout PythonScript) {
    let model = python.name(action.model)
    let backbone = work.features.map { python.name($0) }
    let models = backbone.map { [$0, model] } ?? [model]
    python.blank()
    python.line("def \(function)(\(run), \(models), \(optimizer)):")
    python.indented { python in
      python.line("criterion = nn.CrossEntropyLoss()")
      writeSchedule(&python)
      writeEpochs(&python, batch: "rows, ids, mask, labels") { python in
        let logits = PythonClassifier(work, &python).logits(
          run: run, rows: "rows", ids: "ids", mask: "mask", &python)
        python.line("y = labels")
        writeBackward(model, output: logits, &python)
      } end: { _ in
      }
    }
    var known = python.models(action.model)
    if let features = work.features, let backbone { known.insert((features, backbone), at: 0) }
    writeCall(models, known: known, &python)
  }

  // MARK: - What both have

  private func writeSchedule(_ python: inout PythonScript) {
    guard let schedule else { return }
    if schedule.spelling.required.contains(where: { $0.value == "steps" }) {
      python.line(stepCount)
    }
    if schedule.pytorch.hasPrefix("transformers.") { python.imports("import transformers") }
    let call = schedule.python(Options(settings.choice.options), first: [optimizer])
    python.line("scheduler = \(call)")
  }

  /// How many steps the schedule takes.
  private var stepCount: PythonCode {
    guard settings.scheduleBy == .step else { return "steps = \(action.epochs)" }
    let batches: PythonCode = "len(\(loader))"
    let group = settings.accumulate
    guard let most = action.maxBatches else {
      return group == 1
        ? "steps = \(action.epochs) * \(batches)"
        : "steps = \(action.epochs) * -(-\(batches) // min(\(group), \(batches)))"
    }
    let all: PythonCode = "min(\(most), \(action.epochs) * \(batches))"
    guard group > 1 else { return "steps = \(all)" }
    let size: PythonCode = "min(\(group), \(batches))"
    return
      "steps = \(all) // \(batches) * -(-\(batches) // \(size)) + -(-(\(all) % \(batches)) // \(size))"
  }

  private func writeEpochs(
    _ python: inout PythonScript, batch: PythonCode, _ body: (inout PythonScript) -> Void,
    end: (inout PythonScript) -> Void
  ) {
    let isNumbered = settings.accumulate > 1
    python.line("for \(epoch) in range(\(action.epochs)):")
    python.indented { python in
      python.line(
        isNumbered
          ? "for i, (\(batch)) in enumerate(\(loader)):" : "for \(batch) in \(loader):")
      python.indented { python in
        body(&python)
        if schedule != nil, settings.scheduleBy == .step, !isPlateau {
          if isNumbered {
            python.line("if is_step:")
            python.indented { $0.line("scheduler.step()") }
          } else {
            python.line("scheduler.step()")
          }
        }
        if let most = action.maxBatches {
          // Before a batch more is fetched, which may draw; an epoch that is whole ends as others do.
          python.line("if \(run).count == \(most) and \(most) % len(\(loader)):")
          python.indented { $0.line("return") }
        }
      }
      python.line("\(run).epoch()")
      end(&python)
      if isPlateau {
        python.line("losses = \(run).losses[-len(\(loader)):]")
        python.line(
          "scheduler.step(\(run).validation[-1] if \(run).validation else sum(losses) / len(losses))"
        )
      } else if schedule != nil, settings.scheduleBy == .epoch {
        python.line("scheduler.step()")
      }
      if case .network(let work) = action.work, let stopping = work.earlyStopping {
        python.line("if idle >= \(stopping.patience):")
        python.indented { $0.line("break") }
      }
      if let most = action.maxBatches {
        python.line("if \(run).count == \(most):")
        python.indented { $0.line("return") }
      }
    }
  }

  private var isPlateau: Bool { schedule != nil && settings.schedule.needsMetric }

  private func writeBackward(
    _ model: PythonCode, output: PythonCode, _ python: inout PythonScript
  ) {
    let accumulates = settings.accumulate > 1
    if accumulates {
      python.comment("Gradients of a few batches are averaged; an epoch's last group may be short.")
      python.line("size = min(\(settings.accumulate), len(\(loader)))")
      let end: PythonCode =
        action.maxBatches.map { "min(len(\(loader)), \($0) - \(epoch) * len(\(loader)))" }
        ?? "len(\(loader))"
      python.line("end = \(end)")
      python.line("is_step = (i + 1) % size == 0 or i + 1 == end")
      python.line("if i % size == 0:")
      python.indented { $0.line("\(optimizer).zero_grad()") }
    } else {
      python.line("\(optimizer).zero_grad()")
    }
    python.line("output = \(output)")
    python.line("loss = criterion(output, y)")
    python.line(
      accumulates ? "(loss / min(size, end - i // size * size)).backward()" : "loss.backward()")
    python.line("\(run).batch(rows, loss, output, \(model))")
    let step = { (python: inout PythonScript) in
      if let norm = settings.maxGradientNorm {
        python.line("nn.utils.clip_grad_norm_(\(model).parameters(), \(norm))")
      }
      python.line("\(optimizer).step()")
    }
    guard accumulates else { return step(&python) }
    python.line("if is_step:")
    python.indented(step)
  }

  private func writeCall(
    _ models: [PythonCode], known: [(name: String, code: PythonCode)], _ python: inout PythonScript
  ) {
    let members = known.map { (member) -> PythonCode in "\(member.name): \(member.code)" }
    python.blank()
    python.line(
      "train(\(function), [\(models)], \(optimizer), known={\(members)},")
    python.line("      printed=\(action.printed.rawValue), every=\(action.printEvery),")
    python.line("      epochs=\(action.epochs), batches=len(\(loader)))")
  }
}
