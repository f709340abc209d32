import Engine
import Records

/// Trains a model.
struct TrainAction: Action {
  /// What is trained, and how.
  enum Work: Sendable {
    case classifier(ClassifierReference)
    case network(NetworkTraining)
  }

  private static let model = Argument(
    "", ClassifierReference.model, "A head with `features`, a sequential model, or one of layers.")
  static let loader = Argument(
    "loader", .bound(.loader, .rowLoader), "Where the rows come from.")
  static let optimizer = Argument(
    "optimizer", .bound(.optimizer), "What steps after each batch.")
  static var loss: Argument<CatalogueChoice?> {
    Argument(
      "loss", ArgumentType.entry("loss", of: LossCatalogue.entries).optional, default: nil,
      "\(LossCatalogue.ofClassifiers) for texts", "Averaged over the batch.")
  }
  private static let epochs = Argument("epochs", .whole(atLeast: 1), "Passes over the rows.")
  private static let maxBatches = Argument(
    "max_batches", ArgumentType.whole(atLeast: 1).optional, default: nil, "no limit",
    "Stops after so many batches, all epochs counted together.")
  private static let print = Argument(
    "print", .choice(PrintedLoss.allCases.map(\.rawValue)), default: PrintedLoss.mean.rawValue,
    "mean",
    """
    What is printed after an epoch: a figure of its batches' losses, or with `each_batch` each of \
    them.
    """)
  private static let printEvery = Argument(
    "print_every", .whole(atLeast: 1), default: 1, "1", "Prints after every n-th epoch.")

  /// A tensor has its bare name in a head alone, and its member's place before it in a sequence.
  private static let gradientNorms = ResultShape.byTensor(
    ModelLayout.head.names.flatMap { [$0, "1." + $0] }
      + ModelLayout.backbone.names.map { "0." + $0 },
    .number)

  /// Made once, but for tests that add to the engine.
  static var manual: ActionManual {
    LossCatalogue.added.isEmpty && ScheduleCatalogue.added.isEmpty ? usual : made
  }

  private static let usual = made

  private static var made: ActionManual {
    ActionManual(
      name: "train",
      summary: """
        Trains a head on a backbone's features, a sequential model or a model of layers with whatever \
        of it is not frozen. While a backbone stays as it is, each row's features are computed once in \
        evaluation mode; in training mode dropout makes them new in each epoch.
        """,
      value: model.description,
      arguments: [
        ClassifierReference.features.description, loader.description, optimizer.description,
        loss.description, epochs.description, maxBatches.description,
      ] + TrainingSettings.arguments + NetworkTraining.arguments
        + [print.description, printEvery.description],
      results: [
        ResultDescription(.losses, "One a batch."),
        ResultDescription(
          .printedLoss,
          "As printed, rounded to 4 places: one a whole epoch unless `print` says otherwise."),
        ResultDescription(
          .printedEpochs, "The epoch of each of them, from 1, where not each epoch prints one."),
        ResultDescription(.meanLoss, "One a whole epoch."),
        ResultDescription(.epochs, "Epochs asked for."),
        ResultDescription(.batches, "Batches an epoch."),
        ResultDescription(.firstBatch, "Its rows, by their place in the subset."),
        ResultDescription(
          .orderSHA256, "Digest of the order in which all rows were visited."),
        ResultDescription(
          .firstLogits, "What the model gives for the first batch, a list a row."),
        ResultDescription(
          .firstGradientNorms, gradientNorms,
          """
          Of the first batch, by PyTorch's tensor names; in a sequential model with `0.` before the \
          backbone's and `1.` before the head's.
          """),
        ResultDescription(
          .final, TensorSummary.headShape,
          "The head, or the model of layers, after training, as `initial`."),
        ResultDescription(
          .trainableTensors, "Tensors that ask for a gradient."),
        ResultDescription(
          .movedTensors, "Tensors of which a bit changed."),
        ResultDescription(
          .movedByLayer, "The same by layer: embeddings, layer_0 …, pooler; linear1, linear2."),
        ResultDescription(
          .trainingMode, "Whether each model was in training mode.",
          isShared: true),
        ResultDescription(.tokens, "Of texts: tokens of one epoch."),
        ResultDescription(
          .paddedTokens, "Of texts: tokens of one epoch, padding counted in."),
        ResultDescription(
          .validationLoss, "With `validate`: one a whole epoch."),
        ResultDescription(
          .stoppedEpoch, "With `validate`: the last epoch that was computed."),
        ResultDescription(
          .bestEpoch, "With `validate`: the one with the least loss over those rows."),
      ],
      example: """
        - train: head
          features: backbone.pooler_output
          loader: train_loader
          optimizer: optimizer
          loss: \(LossCatalogue.ofClassifiers)
          epochs: $epochs
          print: last_batch_over_batches
        """, catalogues: [.losses, .schedules])
  }

  let model: String
  let work: Work
  let loader: String
  let optimizer: String
  let epochs: Int
  let maxBatches: Int?
  let settings: TrainingSettings
  let printed: PrintedLoss
  let printEvery: Int
  /// Whether a backbone may learn, and not its head alone; and whether all of it does, for certain.
  let trainsBackbone, trainsWhole: Bool
  /// What `diagnose` holds a student's numbers against; no lesson says it.
  var mistake: LoopMistake?
  /// Measures how far rounding carries; see ``Training/isNoisy``.
  var isNoisy = false

  /// A model's parameters are changed by the optimizer alone: what it does not hold stays.
  ///
  /// What a model of layers keeps beside them changes with each batch.
  var effect: ActionEffect {
    if case .network = work { .changes([optimizer, model]) } else { .changes([optimizer]) }
  }
  var drawsRandomNumbers: Bool { true }
  static var isExpensive: Bool { true }

  var absentResults: Set<ResultKey> {
    let absent =
      switch work {
      case .classifier: NetworkTraining.ownResults
      case .network(let training): training.absentResults
      }
    return printsEveryEpoch ? absent.union([.printedEpochs]) : absent
  }

  /// Whether each epoch prints one figure.
  var printsEveryEpoch: Bool { printEvery == 1 && printed != .eachBatch }

  var results: [ResultDescription] {
    guard case .network(let training) = work else { return Self.manual.results }
    return training.results(Self.manual.results)
  }

  func optimizer(_ context: RunContext) throws(EngineError) -> (any Optimizer)? {
    let optimizer: any Optimizer = try context.value(optimizer)
    return optimizer
  }

  func buffers(_ context: RunContext) throws(EngineError) -> [ModuleBuffer] {
    guard case .network = work else { return [] }
    let network: LessonNetwork = try context.value(model)
    return network.buffers
  }

  init?(_ reader: ActionReader) {
    let model = reader.read(Self.model)
    let features = reader.read(ClassifierReference.features)
    let loader = reader.read(Self.loader)
    let optimizer = reader.read(Self.optimizer)
    let loss = reader.read(Self.loss)
    let epochs = reader.read(Self.epochs)
    let maxBatches = reader.read(Self.maxBatches)
    let settings = TrainingSettings(reader)
    let network = NetworkTraining.Arguments(reader)
    let printed = reader.read(Self.print).flatMap(PrintedLoss.init)
    let printEvery = reader.read(Self.printEvery)
    guard let model, let features, let loader, let optimizer, let loss, let epochs,
      let maxBatches, let settings, let network, let printed, let printEvery
    else { return nil }
    let length = ScheduleFit(epochs: epochs, maxBatches: maxBatches, settings: settings)
    switch model.value {
    case .network:
      guard
        let training = NetworkTraining(
          reader, model: model, features: features, loader: loader, optimizer: optimizer,
          loss: loss, network, length)
      else { return nil }
      work = .network(training)
    default:
      guard
        let classifier = ClassifierReference(reader, Self.model, model: model, features: features),
        Self.check(loss, network, loader, classifier, reader),
        length.check(batches: nil, optimizer, reader)
      else { return nil }
      work = .classifier(classifier)
      classifier.note(trainedOn: loader, reader.scope)
    }
    guard Self.check(model, optimizer, reader),
      Self.checkWhatIsLeft(model, optimizer, settings, reader)
    else { return nil }
    let (scope, backbone) = (reader.scope, model.value.parts.first { $0.layout == .backbone })
    trainsBackbone = backbone.map { scope.frozen.mayTrain($0) } ?? false
    trainsWhole = backbone.map { Self.trainsWhole($0, optimizer, scope) } ?? false
    (self.loader, self.optimizer, self.model) = (loader.name, optimizer.name, model.name)
    (self.epochs, self.maxBatches) = (epochs, maxBatches)
    (self.settings, self.printed, self.printEvery) = (settings, printed, printEvery)
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    switch work {
    case .classifier:
      memory.addTraining(
        head: model, loader: loader, optimizer: optimizer, epochs: epochs, maxBatches: maxBatches,
        trainsBackbone: trainsBackbone, trainsWhole: trainsWhole)
    case .network(let training):
      memory.addTraining(
        network: model, values: training.values, operations: training.operations,
        validation: training.validation, loader: loader, optimizer: optimizer, epochs: epochs,
        maxBatches: maxBatches)
    }
  }

  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError) {
    if case .classifier(let reference) = work { try reference.check(models) }
  }

  func run(_ context: RunContext) throws(EngineError) {
    switch work {
    case .classifier(let reference): try train(reference, context)
    case .network(let training): try train(training, context)
    }
  }
}
