import Engine
import Records

extension TrainAction {
  /// Trains a model of layers on a table's rows.
  func train(_ work: NetworkTraining, _ context: RunContext) throws(EngineError) {
    let network: LessonNetwork = try context.value(model)
    let source: RowLoader = try context.value(loader)
    let optimizer: any Optimizer = try context.value(self.optimizer)
    var training = ModuleTraining(
      network.module, loss: try work.loss.make(LossCatalogue.entries),
      rows: try work.target.rows(of: source.table),
      loop: Training(
        loader: source.loader, optimizer: optimizer, epochs: epochs, maxBatches: maxBatches))
    training.isTraining = network.isTraining
    training.loop.earlyStopping = work.earlyStopping
    if let validate = work.validate {
      let held: RowLoader = try context.value(validate)
      training.validation = ModuleWork.Validation(
        rows: try work.target.rows(of: held.table), loader: held.loader)
    }
    try settings.apply(to: &training.loop)
    (training.loop.mistake, training.loop.isNoisy) = (mistake, isNoisy)
    let before = ParameterDigests(network)
    let saving = TrainingSaving(
      mistake == nil && !isNoisy ? context.saving : nil, optimizer, batches: training.loop.batches)
    let checkpoint = saving.resume()
    let printer = TrainingPrinter(
      self, batches: source.loader.batchCount, validates: work.validate != nil, context)
    printer.resume(checkpoint?.outcome)
    let outcome = try training.run(
      generator: context.generator, pool: context.pool, cancellation: context.cancellation,
      resuming: checkpoint, onBatch: { printer.add($0) },
      onStep: { step throws(EngineError) in
        if !step.isInterrupted { printer.validate(step.validationLosses) }
        saving.offer(step)
      })
    // A gradient is no part of what is kept: what runs after this must not find one either.
    for parameter in optimizer.parameters + network.parameters { parameter.gradient = nil }
    record(outcome, printer.losses, context)
    context.results["final"] = network.summary
    context.results["first_gradient_norms"] = .object(
      outcome.firstGradientNorms.mapValues(JSONValue.number))
    record(network, model, before, context)
    guard work.validate != nil else { return }
    let losses = outcome.validationLosses
    context.results["validation_loss"] = .array(losses.map(JSONValue.number))
    context.results["stopped_epoch"] = .int(losses.count)
    let best = losses.indices.min { losses[$0] < losses[$1] }
    context.results["best_epoch"] = .int((best ?? -1) + 1)
  }
}
