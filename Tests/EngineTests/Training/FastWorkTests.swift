import Testing

@testable import Engine

/// A BERT as a module like any other beside the ways that know what need not be computed: the numbers
/// are the same, to the last bit, since each text's are computed by the same code and sums over a batch
/// are defined.
@Suite struct FastWorkTests {
  private let rows = zip(tinySequences([7, 21, 1, 14, 9, 30, 3, 30]), 0...).map {
    TokenizedRow(ids: $0, label: $1 % 2)
  }

  /// What of a BERT changes while a head learns.
  enum Change: String, CaseIterable {
    case nothing, dropout, weights, both
  }

  private func model(_ change: Change, _ pooling: Pooling) throws -> TextModel {
    let bert = try tinyBert()
    bert.isTraining = change == .dropout || change == .both
    let trains = change == .weights || change == .both
    for parameter in bert.parameters { parameter.requiresGradient = trains }
    return TextModel(bert, pooling: pooling)
  }

  private func training(_ model: TextModel) -> ModuleTraining {
    var training = model.training(
      rows, padding: .longestInBatch, model.adamW(), batchSize: 3, epochs: 3)
    training.loop.maxGradientNorm = 0.5
    training.loop.accumulate = 2
    return training
  }

  @Test(arguments: Change.allCases, Pooling.allCases)
  func computesTheSameBitsAsTheGeneralWay(change: Change, pooling: Pooling) throws {
    func train(isGeneral: Bool, threads: Int) throws -> (TrainingOutcome, [UInt32]) {
      let model = try model(change, pooling)
      var training = training(model)
      training.isGeneral = isGeneral
      return (try training.run(threads: threads), model.bits)
    }
    let fast = try train(isGeneral: false, threads: 2)
    for threads in [1, 2, 3, 8] {
      let general = try train(isGeneral: true, threads: threads)
      #expect(general.0 == fast.0)
      #expect(general.1 == fast.1)
    }
  }

  /// A head whose features come without gradient.
  @Test(arguments: [Change.nothing, .both])
  func takesFeaturesWithoutGradientInBothWays(change: Change) throws {
    func train(isGeneral: Bool) throws -> (TrainingOutcome, [UInt32]) {
      let model = try model(change, .pooler)
      var training = training(model)
      (training.module, training.features) = (model.head, model.features)
      training.isGeneral = isGeneral
      return (try training.run(), model.bits)
    }
    let (fast, general) = (try train(isGeneral: false), try train(isGeneral: true))
    #expect(general.0 == fast.0 && general.1 == fast.1)
    #expect(
      Set(fast.0.firstGradientNorms.keys)
        == ["linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias"])
  }

  // MARK: - Where which way is taken

  private func way(_ training: ModuleTraining) throws -> String {
    let place = WorkPlace(
      stream: BatchStream(
        training.loop.loader, batches: training.loop.batches,
        generator: TorchGenerator(seed: 42), from: nil),
      pool: WorkerPool(threads: 1), cancellation: Cancellation(), batchesDone: 0,
      onFeatures: { _, _ in })
    return try training.fastWork(place).map { "\(type(of: $0))" } ?? "none"
  }

  @Test(arguments: [
    (Change.nothing, "ModuleWork"), (.dropout, "DropoutFeaturesWork"),
    (.weights, "FineTuningWork"), (.both, "FineTuningWork"),
  ])
  func leavesOutWhatCannotChangeTheResult(change: Change, name: String) throws {
    #expect(try way(training(try model(change, .pooler))) == name)
  }

  /// Only the pooler is left to train, and the mean does not read it.
  @Test func knowsWhatReachesTheFeatures() throws {
    for (pooling, name) in [(Pooling.pooler, "FineTuningWork"), (.mean, "DropoutFeaturesWork")] {
      let model = try model(.dropout, pooling)
      for parameter in model.bert.parameters {
        parameter.requiresGradient = parameter.name.hasPrefix("pooler")
      }
      #expect(try way(training(model)) == name)
    }
  }

  private func layer(_ name: String, _ values: OptionValue...) throws -> any Module {
    try LayerCatalogue.entries.named(name).make(
      Options(
        Dictionary(
          uniqueKeysWithValues: zip(
            try LayerCatalogue.entries.named(name).positional.map(\.name), values))))
  }

  @Test func takesTheGeneralWayWhereItMust() throws {
    // A head that draws, or in which rows meet; another loss; rows held out; another network.
    let dropping = Network(chain: [
      ("drop", try layer("dropout", 0.5)), ("fc", try layer("linear", 16, 2)),
    ])
    let norm = Network(chain: [
      ("norm", try layer("batch_norm1d", 16)), ("fc", try layer("linear", 16, 2)),
    ])
    for change in Change.allCases {
      let model = try model(change, .pooler)
      for head in [dropping, norm] {
        var training = training(model)
        training.module = Network(chain: [("bert", model.features), ("head", head)])
        // Features that nothing changes are numbers, which any head may learn from.
        #expect(try way(training) == (change == .nothing ? "ModuleWork" : "none"))
      }
      var training = training(model)
      training.loss = CrossEntropyLoss(weight: [1, 2])
      let isTuned = change == .weights || change == .both
      #expect(try (way(training) == "none") == isTuned)
      training.validation = ModuleWork.Validation(
        rows: training.rows, loader: DataLoader(rows: rows.count, batchSize: 4, shuffle: false))
      #expect(try way(training) == "none")
      training.validation = nil
      training.module = Network([
        .init("bert", model.features, of: [.input(0)]),
        .init("again", model.features, of: [.input(0)]),
        .init("sum", try layer("add"), of: [.node(0, output: 0), .node(1, output: 0)]),
        .init("head", model.head, of: [.node(2, output: 0)]),
      ])
      #expect(try way(training) == "none")
    }
  }

  /// Whether the head's layers stand in a network of their own or after the BERT shows nowhere.
  @Test(arguments: Change.allCases) func takesAHeadWithinOrWithout(change: Change) throws {
    func train(isFlat: Bool) throws -> (String, TrainingOutcome, [UInt32]) {
      let model = try model(change, .pooler)
      var training = training(model)
      if isFlat {
        training.module = Network(
          chain: [("0", model.features)] + model.head.children.map { ("1." + $0.name, $0.module) })
      }
      return (try way(training), try training.run(), model.bits)
    }
    let (nested, flat) = (try train(isFlat: false), try train(isFlat: true))
    #expect(flat == nested)
  }

  /// No fast way knows such a head, and it goes on from any step as if it had never stopped.
  @Test(arguments: [Change.nothing, .both])
  func goesOnFromAnyStepOfAHeadThatDraws(change: Change) throws {
    func fresh() throws -> (TextModel, ModuleTraining) {
      let model = try model(change, .pooler)
      let head = Network(chain: [
        ("drop", try layer("dropout", 0.5)), ("norm", try layer("batch_norm1d", 16)),
        ("head", model.head),
      ])
      var training = training(model)
      training.module = Network(chain: [("bert", model.features), ("head", head)])
      // An epoch's last batch of one row would have no variance.
      training.loop.loader = DataLoader(rows: rows.count, batchSize: 4, shuffle: true)
      return (model, training)
    }
    let (first, straight) = try fresh()
    var kept: [(TrainingCheckpoint, [[Float]], [ParameterState?])] = []
    let whole = try straight.run(onStep: { step in
      let states = straight.loop.optimizer.states.map { state in
        state.map { state in
          var copy = state
          copy.buffers = state.buffers.map { Tensor(shape: $0.shape, values: $0.array) }
          return copy
        }
      }
      kept.append((step.checkpoint, first.parameters.map(\.value.array), states))
    })
    #expect(kept.count == 3)
    for (checkpoint, values, states) in kept {
      let (other, resumed) = try fresh()
      for (parameter, values) in zip(other.parameters, values) {
        parameter.restore(Tensor(shape: parameter.shape, values: values))
      }
      resumed.loop.optimizer.states = states
      #expect(try resumed.run(resuming: checkpoint) == whole)
      #expect(other.bits == first.bits)
    }
  }

  // MARK: - As a module

  @Test func saysWhatItIsBeforeItComputes() throws {
    let model = try TextModel.unfrozen()
    let texts = ActivationShape([4, 32], kind: .sequences)
    #expect(try model.module.outputs(of: [texts]) == [ActivationShape([4, 2])])
    #expect(
      model.module.operations(of: [texts])
        == 4 * model.bert.configuration.forwardOperations(tokens: 32) + 2 * 4 * (16 * 8 + 8 * 2)
        + 4 * 8)
    #expect(throws: ShapeProblem.self) {
      try model.module.outputs(of: [ActivationShape([4, 32], kind: .indices)])
    }
    #expect(
      Array(model.module.allParameters.map(\.name).prefix(2)) == [
        "0.embeddings.word_embeddings.weight", "0.embeddings.position_embeddings.weight",
      ])
    #expect(model.module.allParameters.last?.name == "1.linear2.bias")
  }

  @Test func stopsWhereItIsAskedTo() throws {
    let cancellation = Cancellation()
    cancellation.cancel()
    for isTraining in [false, true] {
      let model = try TextModel.unfrozen()
      #expect(throws: EngineError.interrupted) {
        try model.features.forward(
          [.sequences(TokenSequences(rows.map(\.ids), padding: .longestInBatch))],
          Pass(
            isTraining: true, goesBack: isTraining, generator: TorchGenerator(seed: 1),
            pool: WorkerPool(threads: 2), cancellation: cancellation))
      }
    }
  }

  @Test func refusesNumbersInThePlaceOfTexts() throws {
    let model = try TextModel.unfrozen()
    #expect(throws: EngineError.invalidInput(.kind(.sequences, neededBy: "a BERT"))) {
      try model.features.forward(
        [.numbers(Tensor(shape: [1, 16]))],
        Pass(
          isTraining: true, goesBack: false, generator: TorchGenerator(seed: 1),
          pool: WorkerPool(threads: 1)))
    }
  }
}
