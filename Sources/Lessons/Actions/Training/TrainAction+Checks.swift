import Engine

/// What a plan asks of a training before anything runs.
extension TrainAction {
  /// Whether texts can be trained on like this; reports it where not.
  static func check(
    _ loss: CatalogueChoice?, _ network: NetworkTraining.Arguments, _ loader: BoundName,
    _ classifier: ClassifierReference, _ reader: ActionReader
  ) -> Bool {
    if let loss, loss != CatalogueChoice(name: LossCatalogue.ofClassifiers) {
      reader.report(
        "loss-mismatch", at: reader.range(of: Self.loss.name),
        "a classifier of texts is trained with \(LossCatalogue.ofClassifiers), without options")
      return false
    }
    if case .rowLoader = loader.value {
      reader.report(
        "wrong-kind", at: reader.range(of: Self.loader.name),
        "`\(loader.name)` hands out a table's rows, and `\(classifier.model)` takes texts")
      return false
    }
    return network.checkUnused(by: classifier.model, reader)
      && classifier.hasClasses(for: loader, Self.loader.name, reader)
  }

  /// What PyTorch would refuse hours into a run, or pass over in silence.
  static func check(
    _ model: BoundName, _ optimizer: BoundName, _ reader: ActionReader
  ) -> Bool {
    let scope = reader.scope
    let mayTrain = { (part: PlannedPart) in !scope.knowsFrozen || scope.frozen.mayTrain(part) }
    let trained = model.value.parts
    guard trained.contains(where: mayTrain) else {
      reportFrozen(model, reader)
      return false
    }
    guard case .optimizer(let parts, _) = optimizer.value else { return true }
    let stepped = parts.filter { part in trained.contains { $0.model == part.model } }
    if stepped.isEmpty {
      warn(
        "other-models-optimizer", "`\(optimizer.name)` was made for other models",
        "a head built anew needs an optimizer built anew", reader)
    } else if !stepped.contains(where: mayTrain) {
      warn(
        "frozen-optimizer", "all that `\(optimizer.name)` steps is frozen",
        "unfreeze some of it, or make an optimizer for what is not frozen", reader)
    }
    return true
  }

  /// What PyTorch's objects would bring along from before, and this program's do not.
  static func checkWhatIsLeft(
    _ model: BoundName, _ optimizer: BoundName, _ settings: TrainingSettings,
    _ reader: ActionReader
  ) -> Bool {
    let scope = reader.scope
    if scope.scheduled.contains(optimizer.name) {
      reader.report(
        "scheduled-optimizer", at: reader.range(of: Self.optimizer.name),
        "a schedule has changed the learning rate of `\(optimizer.name)` in an earlier training, and "
          + "PyTorch's optimizer would go on from what it has left",
        notes: ["make an optimizer anew for this training"])
      return false
    }
    if settings.changesRate { scope.scheduled.insert(optimizer.name) }
    guard settings.maxGradientNorm != nil, scope.knowsFrozen,
      case .optimizer(let parts, _) = optimizer.value,
      let tensor = model.value.parts.lazy.compactMap({ part in
        scope.frozen.trained(in: part, outside: parts)
      }).first
    else { return true }
    reader.report(
      "unstepped-gradient", at: reader.range(of: TrainingSettings.maxGradientNorm.name),
      "the norm is taken over all gradients of `\(model.name)`, and nothing clears that of `\(tensor)`, "
        + "which `\(optimizer.name)` does not step: in PyTorch it grows from batch to batch",
      notes: ["freeze what is not stepped, or give it to the optimizer"])
    return false
  }

  /// Whether a training has a gradient of every tensor of a model, and an optimizer that steps it.
  static func trainsWhole(
    _ part: PlannedPart, _ optimizer: BoundName, _ scope: PlanScope
  ) -> Bool {
    guard case .optimizer(let parts, _) = optimizer.value else { return false }
    return scope.knowsFrozen && scope.frozen.trainsWhole(part.model) && parts.contains(part)
  }

  private static func reportFrozen(_ model: BoundName, _ reader: ActionReader) {
    let message: String
    var note = "put it back into training: - unfreeze: \(model.name)"
    switch model.value {
    case .network: message = "all of `\(model.name)` is frozen, or it has nothing to learn"
    case .head: message = "the head is frozen, so there is nothing to train"
    default:
      message = "backbone and head are frozen, so there is nothing to train"
      note = "put the head back into training: - unfreeze: \(model.name).1"
    }
    reader.report("nothing-to-train", at: reader.range(of: ""), message, notes: [note])
  }

  private static func warn(
    _ code: String, _ message: String, _ note: String, _ reader: ActionReader
  ) {
    reader.scope.report(
      Diagnostic(
        .warning, code: code, file: reader.scope.file, range: reader.range(of: optimizer.name),
        message: message + ": nothing will change", notes: [note]))
  }
}
