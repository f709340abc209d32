import Engine
import Records

extension TrainAction {
  /// Trains a head or a sequential model on texts.
  func train(_ reference: ClassifierReference, _ context: RunContext) throws(EngineError) {
    let classifier = try reference.classifier(context)
    let source: SubsetLoader = try context.value(loader)
    let optimizer: any Optimizer = try context.value(self.optimizer)
    var training = ClassifierTraining(
      backbone: classifier.backbone, head: classifier.head, rows: source.subset.rows,
      padding: source.subset.padding,
      loop: Training(
        loader: source.loader, optimizer: optimizer, epochs: epochs, maxBatches: maxBatches))
    training.pooling = classifier.pooling
    // Features of a head alone come without gradient.
    training.trainsBackbone = classifier.isSequential
    try settings.apply(to: &training.loop)
    (training.loop.mistake, training.loop.isNoisy) = (mistake, isNoisy)
    let before = classifier.members.map { ParameterDigests($0.model) }
    let saving = TrainingSaving(
      mistake == nil && !isNoisy ? context.saving : nil, optimizer, batches: training.loop.batches)
    let checkpoint = saving.resume()
    let printer = TrainingPrinter(self, batches: source.loader.batchCount, context)
    printer.resume(checkpoint?.outcome)
    let outcome = try training.run(
      generator: context.generator, pool: context.pool, cancellation: context.cancellation,
      resuming: checkpoint, onFeatures: context.progress("encoding"),
      onBatch: { printer.add($0) }, onStep: { saving.offer($0) })
    // A gradient is no part of what is kept: what runs after this must not find one either.
    for parameter in optimizer.parameters + classifier.members.flatMap(\.model.parameters) {
      parameter.gradient = nil
    }
    record(outcome, printer.losses, context)
    context.results["final"] = TensorSummary.of(classifier.head.parameters)
    context.results["tokens"] = .int(source.subset.rows.reduce(0) { $0 + $1.ids.count })
    context.results["padded_tokens"] = .int(source.paddedTokens(order: outcome.order))
    context.results["first_gradient_norms"] = .object(
      Dictionary(
        outcome.firstGradientNorms.map { (classifier.parameterName($0), .number($1)) }
      ) { first, _ in first })
    for (index, (name, model)) in classifier.members.enumerated() {
      record(model, name, before[index], context)
    }
  }

  /// What every training leaves.
  func record(_ outcome: TrainingOutcome, _ losses: EpochLosses, _ context: RunContext) {
    context.results["losses"] = .floats(outcome.losses)
    context.results["printed_loss"] = .array(losses.printedLosses.map(JSONValue.number))
    if !printsEveryEpoch { context.results["printed_epochs"] = .ints(losses.printedEpochs) }
    context.results["mean_loss"] = .array(losses.means.map(JSONValue.number))
    context.results["epochs"] = .int(epochs)
    context.results["batches"] = .int(outcome.batchesPerEpoch)
    context.results["first_batch"] = .ints(outcome.firstBatch)
    context.results["first_logits"] = .array(outcome.firstOutputs.map(JSONValue.floats))
    // Positions are whole numbers, which every record can hold: writing them cannot fail.
    context.results["order_sha256"] = (try? CanonicalJSON.sha256(.ints(outcome.order))).map(
      JSONValue.string)
  }

  /// What a training has changed of a model.
  func record(
    _ model: any LessonModel, _ name: String, _ before: ParameterDigests, _ context: RunContext
  ) {
    let moved = ParameterDigests(model).changed(since: before)
    context.merge([
      "trainable_tensors": [name: .int(model.trainableTensors)],
      "moved_tensors": [name: .int(moved.count)],
      "moved_by_layer": [name: ParameterDigests.countsByLayer(of: model, moved)],
      "training_mode": [name: .bool(model.isTraining)],
    ])
  }
}
