import Engine
import Records

/// Trains a head, or a backbone with it.
struct TrainAction: Action {
  private static let model = Argument(
    "", ClassifierReference.model, "A head with `features`, or a sequential model.")
  private static let loader = Argument("loader", .bound(.loader), "Where the batches come from.")
  private static let optimizer = Argument("optimizer", .bound(.optimizer), "What steps.")
  private static let loss = Argument(
    "loss", .choice(["cross_entropy"]), default: "cross_entropy", "cross_entropy",
    "The mean over the batch.")
  private static let epochs = Argument("epochs", .whole(atLeast: 1), "Passes over the rows.")
  private static let maxBatches = Argument(
    "max_batches", ArgumentType.whole(atLeast: 1).optional, default: nil, "no limit",
    "Stops after so many batches, all epochs counted together.")
  private static let print = Argument(
    "print", .choice(PrintedLoss.allCases.map(\.rawValue)), default: PrintedLoss.mean.rawValue,
    "mean", "What is printed after an epoch: `last_batch_over_batches` is the notebook's slip.")

  /// A tensor has its bare name in a head alone, and its member's place before it in a sequence.
  private static let gradientNorms = ResultShape.byTensor(
    ModelLayout.head.names.flatMap { [$0, "1." + $0] }
      + ModelLayout.backbone.names.map { "0." + $0 },
    .number)

  static let manual = ActionManual(
    name: "train",
    summary: """
      Trains a head on a backbone's features, or a sequential model with whatever of it is not \
      frozen. While the backbone stays as it is, each row's features are computed once in \
      evaluation mode; in training mode dropout makes them new in each epoch.
      """,
    value: model.description,
    arguments: [
      ClassifierReference.features.description, loader.description, optimizer.description,
      loss.description, epochs.description, maxBatches.description,
    ] + TrainingSettings.arguments + [print.description],
    results: [
      ResultDescription("losses", .list(.number), "One a batch."),
      ResultDescription(
        "printed_loss", .list(.number), "One a whole epoch, rounded to 4 places, as printed."),
      ResultDescription("mean_loss", .list(.number), "One a whole epoch."),
      ResultDescription("epochs", .number, "Epochs asked for."),
      ResultDescription("batches", .number, "Batches an epoch."),
      ResultDescription("first_batch", .list(.number), "Its rows, by their place in the subset."),
      ResultDescription(
        "order_sha256", .text, "Digest of the order in which all rows were visited."),
      ResultDescription("first_logits", .list(.list(.number)), "Of the first batch, a list a row."),
      ResultDescription(
        "first_gradient_norms", gradientNorms,
        """
        Of the first batch, by PyTorch's tensor names; in a sequential model with `0.` before the \
        backbone's and `1.` before the head's.
        """),
      ResultDescription(
        "final", TensorSummary.headShape, "The head after training, as `initial`."),
      ResultDescription(
        "trainable_tensors", .byModel(.number), "Tensors that ask for a gradient."),
      ResultDescription(
        "moved_tensors", .byModel(.number), "Tensors of which a bit changed."),
      ResultDescription(
        "moved_by_layer", .byModel(.byAnyKey(.number)),
        "The same by layer: embeddings, layer_0 …, pooler; linear1, linear2."),
      ResultDescription(
        "training_mode", .byModel(.boolean), "Whether each model was in training mode.",
        isShared: true),
      ResultDescription("tokens", .number, "Tokens of one epoch."),
      ResultDescription("padded_tokens", .number, "Tokens of one epoch, padding counted in."),
    ],
    example: """
      - train: head
        features: backbone.pooler_output
        loader: train_loader
        optimizer: optimizer
        loss: cross_entropy
        epochs: $epochs
        print: last_batch_over_batches
      """)

  let model: ClassifierReference
  let loader: String
  let optimizer: String
  let epochs: Int
  let maxBatches: Int?
  let settings: TrainingSettings
  let printed: PrintedLoss

  /// A model's parameters are changed by the optimizer alone: what it does not hold stays.
  var effect: ActionEffect { .changes([optimizer]) }
  var drawsRandomNumbers: Bool { true }
  static var isExpensive: Bool { true }

  func optimizer(_ context: RunContext) throws(EngineError) -> (any Optimizer)? {
    let optimizer: any Optimizer = try context.value(optimizer)
    return optimizer
  }

  init?(_ reader: ActionReader) {
    let model = ClassifierReference(reader, model: Self.model)
    let loader = reader.read(Self.loader)
    let optimizer = reader.read(Self.optimizer)
    let loss = reader.read(Self.loss)
    let epochs = reader.read(Self.epochs)
    let maxBatches = reader.read(Self.maxBatches)
    let settings = TrainingSettings(reader)
    let printed = reader.read(Self.print).flatMap(PrintedLoss.init)
    guard let model, let loader, let optimizer, loss != nil, let epochs, let maxBatches,
      let settings, let printed, Self.check(model, optimizer, reader),
      model.hasClasses(for: loader, Self.loader.name, reader)
    else { return nil }
    (self.loader, self.optimizer, self.model) = (loader.name, optimizer.name, model)
    (self.epochs, self.maxBatches) = (epochs, maxBatches)
    (self.settings, self.printed) = (settings, printed)
  }

  /// What PyTorch would refuse hours into a run, or pass over in silence.
  private static func check(
    _ model: ClassifierReference, _ optimizer: BoundName, _ reader: ActionReader
  ) -> Bool {
    let scope = reader.scope
    let mayTrain = { (part: PlannedPart) in !scope.knowsFrozen || scope.frozen.mayTrain(part) }
    guard model.trained.contains(where: mayTrain) else {
      let isAlone = model.features != nil
      reader.report(
        "nothing-to-train", at: reader.range(of: ""),
        isAlone
          ? "the head is frozen, so there is nothing to train"
          : "backbone and head are frozen, so there is nothing to train",
        notes: [
          isAlone
            ? "put it back into training: - unfreeze: \(model.model)"
            : "put the head back into training: - unfreeze: \(model.model).1"
        ])
      return false
    }
    guard case .optimizer(let parts) = optimizer.value else { return true }
    let stepped = parts.filter { part in model.trained.contains { $0.model == part.model } }
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

  private static func warn(
    _ code: String, _ message: String, _ note: String, _ reader: ActionReader
  ) {
    reader.scope.report(
      Diagnostic(
        .warning, code: code, file: reader.scope.file, range: reader.range(of: optimizer.name),
        message: message + ": nothing will change", notes: [note]))
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.addTraining(
      head: model.model, loader: loader, optimizer: optimizer, epochs: epochs,
      maxBatches: maxBatches)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let classifier = try model.classifier(context)
    let source: SubsetLoader = try context.value(loader)
    let optimizer: any Optimizer = try context.value(self.optimizer)
    var training = ClassifierTraining(
      backbone: classifier.backbone, head: classifier.head, rows: source.subset.rows,
      loader: source.loader, padding: source.subset.padding,
      optimizer: optimizer, epochs: epochs, maxBatches: maxBatches)
    training.pooling = classifier.pooling
    // Features of a head alone come without gradient.
    training.trainsBackbone = classifier.isSequential
    settings.apply(to: &training)
    let before = classifier.members.map { ParameterDigests($0.model) }
    var epochLosses = EpochLosses(batches: source.loader.batchCount, printed: printed)
    let saving = TrainingSaving(context.saving, optimizer, batches: training.batches)
    let checkpoint = saving.resume()
    let perEpoch = source.loader.batchCount
    let count = context.progress("training")
    if let losses = checkpoint?.outcome.losses {
      context.report(resumed: losses, batchesPerEpoch: perEpoch, epochs: epochs)
      count(losses.count, training.batches)
    }
    for (batch, loss) in (checkpoint?.outcome.losses ?? []).enumerated() {
      if let printed = epochLosses.add(loss) {
        context.print("Epoch [\(batch / perEpoch + 1)/\(epochs)], Loss: \(printed)")
      }
    }
    let outcome = try saving.run { () throws(EngineError) in
      try training.run(
        generator: context.generator, pool: context.pool, cancellation: context.cancellation,
        resuming: checkpoint, onFeatures: context.progress("encoding"),
        onBatch: { batch in
          context.report(batch)
          count(batch.epoch * perEpoch + batch.batch + 1, training.batches)
          if let loss = epochLosses.add(batch.loss) {
            context.print("Epoch [\(batch.epoch + 1)/\(epochs)], Loss: \(loss)")
          }
        }, onCheckpoint: { saving.offer($0) })
    }
    // A gradient is no part of what is kept: what runs after this must not find one either.
    for parameter in optimizer.parameters + classifier.members.flatMap(\.model.parameters) {
      parameter.gradient = nil
    }
    try record(outcome, epochLosses, source, classifier, before, context)
  }

  private func record(
    _ outcome: TrainingOutcome, _ epochLosses: EpochLosses, _ source: SubsetLoader,
    _ classifier: Classifier, _ before: [ParameterDigests], _ context: RunContext
  ) throws(EngineError) {
    var results: [String: JSONValue] = [
      "losses": .floats(outcome.losses),
      "printed_loss": .array(epochLosses.printedLosses.map(JSONValue.number)),
      "mean_loss": .array(epochLosses.means.map(JSONValue.number)),
      "epochs": .int(epochs),
      "batches": .int(outcome.batchesPerEpoch),
      "first_batch": .ints(outcome.firstBatch),
      "first_logits": .array(outcome.firstLogits.map(JSONValue.floats)),
      "final": TensorSummary.of(classifier.head.parameters),
      "tokens": .int(source.subset.rows.reduce(0) { $0 + $1.ids.count }),
      "padded_tokens": .int(source.paddedTokens(order: outcome.order)),
    ]
    // Positions are whole numbers, which every record can hold: writing them cannot fail.
    results["order_sha256"] = (try? CanonicalJSON.sha256(.ints(outcome.order))).map(
      JSONValue.string)
    results["first_gradient_norms"] = .object(
      Dictionary(
        outcome.firstGradientNorms.map { (classifier.parameterName($0), .number($1)) }
      ) { first, _ in first })
    for (index, (name, model)) in classifier.members.enumerated() {
      let moved = ParameterDigests(model).changed(since: before[index])
      context.merge([
        "trainable_tensors": [name: .int(model.trainableTensors)],
        "moved_tensors": [name: .int(moved.count)],
        "moved_by_layer": [name: ParameterDigests.countsByLayer(of: model, moved)],
        "training_mode": [name: .bool(model.isTraining)],
      ])
    }
    context.results.merge(results) { _, new in new }
  }
}
