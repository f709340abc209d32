import Engine
import Records

/// What every training does, whatever it trains.
extension TrainAction {
  /// The loop over some loader's rows.
  func loop(_ loader: DataLoader, _ context: RunContext) throws(EngineError) -> Training {
    var loop = Training(
      loader: loader, optimizer: try context.value(optimizer), epochs: epochs,
      maxBatches: maxBatches)
    try settings.apply(to: &loop)
    (loop.mistake, loop.isNoisy) = (mistake, isNoisy)
    return loop
  }

  /// Trains, or goes on where an earlier run has stopped, and records the outcome.
  ///
  /// - Parameters:
  ///   - members: the models that take part, each under its own name.
  ///   - final: the one whose tensors are recorded.
  func run(
    _ training: ModuleTraining, of members: [(name: String, model: any LessonModel)],
    final: LessonNetwork, _ context: RunContext
  ) throws(EngineError) -> TrainingOutcome {
    let (loop, optimizer) = (training.loop, training.loop.optimizer)
    let before = members.map { ParameterDigests($0.model) }
    let saving = TrainingSaving(
      mistake == nil && !isNoisy ? context.saving : nil, optimizer, batches: loop.batches)
    let checkpoint = saving.resume()
    let printer = TrainingPrinter(
      self, batches: loop.loader.batchCount, validates: training.validation != nil, context)
    printer.resume(checkpoint?.outcome)
    let outcome = try training.run(
      generator: context.generator, pool: context.pool, cancellation: context.cancellation,
      resuming: checkpoint, onFeatures: context.progress("encoding"),
      onBatch: { printer.add($0) },
      onStep: { step throws(EngineError) in
        if !step.isInterrupted { printer.validate(step.validationLosses) }
        saving.offer(step)
      })
    // A gradient is no part of what is kept: what runs after this must not find one either.
    for parameter in optimizer.parameters + members.flatMap(\.model.parameters) {
      parameter.gradient = nil
    }
    record(outcome, printer.losses, context)
    context.results[.final] = final.summary
    for (member, before) in zip(members, before) {
      record(member.model, member.name, before, context)
    }
    return outcome
  }

  private func record(_ outcome: TrainingOutcome, _ losses: EpochLosses, _ context: RunContext) {
    context.results[.losses] = .floats(outcome.losses)
    context.results[.printedLoss] = .array(losses.printedLosses.map(JSONValue.number))
    if !printsEveryEpoch { context.results[.printedEpochs] = .ints(losses.printedEpochs) }
    context.results[.meanLoss] = .array(losses.means.map(JSONValue.number))
    context.results[.epochs] = .int(epochs)
    context.results[.batches] = .int(outcome.batchesPerEpoch)
    context.results[.firstBatch] = .ints(outcome.firstBatch)
    context.results[.firstLogits] = .array(outcome.firstOutputs.map(JSONValue.floats))
    context.results[.firstGradientNorms] = .object(
      outcome.firstGradientNorms.mapValues(JSONValue.number))
    // Positions are whole numbers, which every record can hold: writing them cannot fail.
    context.results[.orderSHA256] = (try? CanonicalJSON.sha256(.ints(outcome.order))).map(
      JSONValue.string)
  }

  /// What a training has changed of a model.
  private func record(
    _ model: any LessonModel, _ name: String, _ before: ParameterDigests, _ context: RunContext
  ) {
    let moved = ParameterDigests(model).changed(since: before)
    context.merge([
      .trainableTensors: [name: .int(model.trainableTensors)],
      .movedTensors: [name: .int(moved.count)],
      .movedByLayer: [name: ParameterDigests.countsByLayer(of: model, moved)],
      .trainingMode: [name: .bool(model.isTraining)],
    ])
  }
}
