import Testing

@testable import Engine

@Suite struct ModuleTrainingTests {
  private func run(
    _ sample: SampleTraining, resuming: TrainingCheckpoint? = nil,
    cancellation: Cancellation = Cancellation(), onStep: (TrainingStep) -> Void = { _ in }
  ) throws -> TrainingOutcome {
    try sample.training.run(
      generator: TorchGenerator(seed: 1), pool: WorkerPool(threads: 2),
      cancellation: cancellation, resuming: resuming, onStep: onStep)
  }

  /// Parameters and optimizer as a checkpoint's file would hold them.
  private struct Kept {
    let checkpoint: TrainingCheckpoint
    let values: [[Float]]
    let states: [ParameterState?]

    init(_ step: TrainingStep, _ sample: SampleTraining) {
      checkpoint = step.checkpoint
      let optimizer = sample.training.loop.optimizer
      values = optimizer.parameters.map { $0.value.array }
      states = optimizer.states.map { state in
        state.map { state in
          var copy = state
          copy.buffers = state.buffers.map { Tensor(shape: $0.shape, values: $0.array) }
          return copy
        }
      }
    }

    func restore(_ sample: SampleTraining) {
      let optimizer = sample.training.loop.optimizer
      for (parameter, values) in zip(optimizer.parameters, values) {
        parameter.restore(Tensor(shape: parameter.shape, values: values))
      }
      optimizer.states = states
    }
  }

  @Test(arguments: ["adam", "sgd", "nadam", "rmsprop"])
  func goesOnFromAnyStepAsIfItHadNeverStopped(optimizer: String) throws {
    let whole = try SampleTraining(optimizer: optimizer)
    var kept: [Kept] = []
    let outcome = try run(whole) { kept.append(Kept($0, whole)) }
    #expect(kept.count == 9 && outcome.validationLosses.count == 3)
    for kept in kept {
      let other = try SampleTraining(optimizer: optimizer)
      kept.restore(other)
      #expect(try run(other, resuming: kept.checkpoint) == outcome)
      #expect(other.bits == whole.bits)
    }
  }

  @Test func handsOutACheckpointWhereItIsInterrupted() throws {
    let whole = try SampleTraining()
    let outcome = try run(whole)
    let sample = try SampleTraining()
    let cancellation = Cancellation()
    var last: Kept?
    #expect(throws: EngineError.interrupted) {
      try run(sample, cancellation: cancellation) { step in
        if step.batches == 4, !step.isInterrupted { cancellation.cancel() }
        if step.isInterrupted { last = Kept(step, sample) }
      }
    }
    let kept = try #require(last)
    #expect(kept.checkpoint.outcome.losses.count == 4)
    let other = try SampleTraining()
    kept.restore(other)
    #expect(try run(other, resuming: kept.checkpoint) == outcome)
    #expect(other.bits == whole.bits)
  }

  @Test func stopsEarlyAndAgainWhenItGoesOn() throws {
    var sample = try SampleTraining(epochs: 40)
    sample.training.loop.earlyStopping = EarlyStopping(patience: 2, minimumChange: 0.5)
    var kept: Kept?
    let outcome = try run(sample) { kept = Kept($0, sample) }
    // The first loss is the best: no later one is smaller by a half.
    #expect(outcome.validationLosses.count == 3 && outcome.losses.count == 9)
    let checkpoint = try #require(kept).checkpoint
    #expect(try run(sample, resuming: checkpoint) == outcome)
  }

  /// What is learned by heart does not hold for other rows, so the last epoch is not the best.
  @Test func putsTheBestWeightsBackAlsoWhenItHadStopped() throws {
    var sample = try SampleTraining(epochs: 30)
    sample.training.loop.restoresBest = true
    var kept: [Kept] = []
    let outcome = try run(sample) { kept.append(Kept($0, sample)) }
    let losses = outcome.validationLosses
    let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
    try #require(losses.count == 30 && best > 0 && best < 29)
    // The same training that ends there.
    let shorter = try SampleTraining(epochs: best + 1)
    _ = try run(shorter)
    #expect(sample.bits == shorter.bits)
    // Stopped before and after the best epoch.
    for step in [kept[3 * best - 1], kept[3 * best + 4]] {
      var other = try SampleTraining(epochs: 30)
      other.training.loop.restoresBest = true
      step.restore(other)
      #expect(try run(other, resuming: step.checkpoint) == outcome)
      #expect(other.bits == shorter.bits)
    }
  }

  @Test func knowsWhenLossesStopFalling() {
    let stopping = EarlyStopping(patience: 2)
    #expect(!stopping.isOver([]))
    #expect(!stopping.isOver([3, 2, 1, 1]))
    #expect(stopping.isOver([3, 2, 2, 2]))
    #expect(!stopping.isOver([3, 4, 2, 4]))
    #expect(stopping.isOver([.nan, .nan]))
    // What is smaller by less than the least change does not count, but adds up to what does.
    let coarse = EarlyStopping(patience: 2, minimumChange: 0.5)
    #expect(!coarse.isOver([3, 2.75, 2.25, 2]))
    #expect(coarse.isOver([3, 2.75, 2.5]))
  }

  /// The plateau's state comes from the losses over the rows held out, and a checkpoint has it.
  @Test func tellsTheScheduleOfEveryEpoch() throws {
    let schedule = PlateauSchedule(patience: 0, threshold: 10, isRelative: false)
    let sample = try SampleTraining(schedule: schedule, schedulesByEpoch: true)
    var reductions: [Int] = []
    _ = try run(sample) { reductions.append($0.checkpoint.schedule.reductions) }
    #expect(reductions == [0, 0, 0, 0, 0, 1, 1, 1, 2])
  }

  /// The rate is lower from there on also for a training that goes on.
  @Test func goesOnAtTheRateThatTheScheduleHadReached() throws {
    func sample() throws -> SampleTraining {
      let schedule = PlateauSchedule(patience: 0, threshold: 10, isRelative: false)
      return try SampleTraining(optimizer: "sgd", schedule: schedule, schedulesByEpoch: true)
    }
    let whole = try sample()
    var kept: [Kept] = []
    let outcome = try run(whole) { kept.append(Kept($0, whole)) }
    let other = try sample()
    kept[6].restore(other)
    #expect(try run(other, resuming: kept[6].checkpoint) == outcome)
    #expect(other.bits == whole.bits)
  }

  @Test func refusesWhatCannotBeComputed() throws {
    var sample = try SampleTraining()
    sample.training.loop.loader = DataLoader(rows: 5, batchSize: 2, shuffle: false)
    #expect(throws: EngineError.invalidInput(.loaderRows(5, rows: 21))) {
      try run(sample)
    }
    sample = try SampleTraining()
    sample.training.loop.epochs = .max
    #expect(throws: EngineError.invalidInput(.epochs(.max, rows: 21))) { try run(sample) }
  }

  /// Six places of a row have a class each, so the ninth label is the second row's.
  @Test func namesTheRowOfALabelThatTheModelDoesNotHave() throws {
    let layer = try LayerCatalogue.entries.named("conv1d").make(
      Options(["in_channels": 1, "out_channels": 2, "kernel_size": 3]))
    layer.initialize(from: TorchGenerator(seed: 7))
    let labels = (0..<12).map { Int32($0 == 8 ? 2 : $0 % 2) }
    let sgd = SGD(groups: [])
    let training = ModuleTraining(
      layer, loss: CrossEntropyLoss(),
      rows: LabelledRows(
        inputs: [.numbers(Tensor(shape: [2, 1, 8]))],
        targets: .indices(Indices(shape: [2, 6], values: labels))),
      loop: Training(
        loader: DataLoader(rows: 2, batchSize: 2, shuffle: false), optimizer: sgd, epochs: 1))
    #expect(throws: EngineError.invalidInput(.label(2, row: 1, classes: 2))) {
      try training.run(
        generator: TorchGenerator(seed: 1), pool: WorkerPool(threads: 1),
        cancellation: Cancellation())
    }
  }

  /// A batch of one row has no variance.
  @Test func namesTheBatchThatANormCannotTake() throws {
    let norm = try LayerCatalogue.entries.named("batch_norm1d").make(
      Options(["num_features": 3]))
    #expect(throws: EngineError.invalidInput(.noVariance)) {
      try ModuleRun(norm, [.numbers(Tensor(shape: [1, 3]))])
    }
    _ = try ModuleRun(norm, [.numbers(Tensor(shape: [1, 3]))], isTraining: false)
  }

  @Test func stopsAtTheFirstValueThatIsNotFinite() throws {
    let sample = try SampleTraining()
    guard case .numbers(let inputs) = sample.training.rows.inputs[0] else { return }
    inputs.values[0] = .nan
    let error = #expect(throws: EngineError.self) { try run(sample) }
    guard case .nonFinite(let tensor, 1, _, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(tensor == "loss")
  }
}
