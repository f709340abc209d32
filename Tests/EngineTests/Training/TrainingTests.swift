import Testing

@testable import Engine

/// The loop alone, around batches whose losses are written down.
@Suite struct TrainingTests {
  /// Batches of one row; the gradient is 1 times the weight that the loop asks for, and is added up.
  private final class WrittenWork: BatchWork {
    let parameter = Parameter(name: "p", value: Tensor(shape: [1]))
    let losses: [Float]
    let perEpoch: Int
    var validationLosses: [Double] = []
    /// The slope of a batch, times its weight.
    var slope: (_ batch: Int) -> Float = { _ in 1 }
    private(set) var weights: [Double] = []

    init(losses: [Float], perEpoch: Int) { (self.losses, self.perEpoch) = (losses, perEpoch) }

    func next(weight: (BatchRows) -> Double) -> ComputedBatch? {
      let place = weights.count
      guard place < losses.count else { return nil }
      let batch = BatchRows(epoch: place / perEpoch, rows: [place % perEpoch])
      weights.append(weight(batch))
      let before = parameter.gradient?.values[0] ?? 0
      parameter.gradient = Tensor(
        shape: [1], values: [before + slope(place) * Float(weights[place])])
      return ComputedBatch(batch: batch, loss: losses[place], output: Tensor(shape: [1, 1]))
    }

    var position: BatchStream.Position {
      BatchStream.Position(generator: TorchGenerator(seed: 1).state, epoch: 0, pending: [])
    }

    func validate() -> Double? {
      let epoch = weights.count / perEpoch - 1
      return validationLosses.indices.contains(epoch) ? validationLosses[epoch] : nil
    }
  }

  /// Plain steps at a learning rate of 1, so that the parameter falls by rate times gradient.
  private func training(_ work: WrittenWork, epochs: Int, maxBatches: Int? = nil) -> Training {
    let group = ParameterGroup(parameters: [work.parameter], learningRate: 1, weightDecay: 0)
    return Training(
      loader: DataLoader(rows: work.perEpoch, batchSize: 1, shuffle: false),
      optimizer: SGD(groups: [group]), epochs: epochs, maxBatches: maxBatches)
  }

  @discardableResult
  private func run(
    _ training: Training, _ work: WrittenWork, cancellation: Cancellation = Cancellation(),
    onStep: (TrainingStep) -> Void = { _ in }
  ) throws -> TrainingOutcome {
    try training.run(
      work, trained: [work.parameter], pool: WorkerPool(threads: 1), cancellation: cancellation,
      resuming: nil, onBatch: { _ in }, onStep: onStep)
  }

  @Test func averagesTheGradientsOfAStepAlsoWhereAnEpochOrTheTrainingCutsItShort() throws {
    let work = WrittenWork(losses: [Float](repeating: 1, count: 8), perEpoch: 5)
    var training = training(work, epochs: 2, maxBatches: 8)
    training.accumulate = 2
    var stepped: [Int] = []
    let outcome = try run(training, work) { stepped.append($0.batches) }
    // Two, two and one of the first epoch, two and one of the second.
    #expect(work.weights == [0.5, 0.5, 0.5, 0.5, 1, 0.5, 0.5, 1])
    #expect(stepped == [2, 4, 5, 7, 8])
    #expect(outcome.steps == 5 && training.totalSteps == 5)
    #expect(work.parameter.value.array == [-5])
  }

  @Test func countsTheStepsOfEveryEpochByItself() {
    func steps(_ epochs: Int, _ maxBatches: Int?) -> Int {
      TrainingLength(batchesPerEpoch: 5, epochs: epochs, maxBatches: maxBatches, accumulate: 2)
        .steps
    }
    #expect(steps(3, nil) == 9)
    #expect(steps(3, 11) == 7 && steps(3, 10) == 6 && steps(3, 4) == 2)
  }

  @Test func reachesTheEndOfAScheduleByEpochInTheLastEpoch() throws {
    let work = WrittenWork(losses: [1, 1, 1, 1], perEpoch: 2)
    var training = training(work, epochs: 2)
    (training.schedule, training.schedulesByEpoch) = (LinearSchedule(), true)
    var values: [Float] = []
    try run(training, work) { _ in values.append(work.parameter.value.values[0]) }
    // At rates of 1, 1, a half and a half.
    #expect(values == [-1, -2, -2.5, -3])
  }

  /// Without rows held out it is told the mean of the epoch's own losses.
  @Test func tellsTheScheduleTheLossOfTheEpochAlone() throws {
    let work = WrittenWork(losses: [5, 3, 3, 3, 3.25, 3.25], perEpoch: 2)
    var training = training(work, epochs: 3)
    training.schedule = PlateauSchedule(patience: 0)
    var states: [ScheduleState] = []
    try run(training, work) { states.append($0.checkpoint.schedule) }
    // 4, then 3 is better, then 3.25 is not, though the mean of all would still fall.
    #expect(states.map(\.best) == [nil, 4, 4, 3, 3, 3])
    #expect(states.map(\.reductions) == [0, 0, 0, 0, 0, 1])
  }

  @Test func keepsTheFirstOfEpochsThatAreEquallyGood() throws {
    let work = WrittenWork(losses: [1, 1, 1, 1], perEpoch: 1)
    work.validationLosses = [3, 2, 2, 4]
    var training = training(work, epochs: 4)
    training.restoresBest = true
    try run(training, work)
    // After the second of four steps.
    #expect(work.parameter.value.array == [-2])
  }

  @Test func namesTheBatchThatIsNotFinite() throws {
    let lost = WrittenWork(losses: [1, 1, 1, .nan], perEpoch: 2)
    #expect(throws: EngineError.nonFinite(tensor: "loss", epoch: 2, batch: 2, rows: [1])) {
      try run(training(lost, epochs: 2), lost)
    }
    let steep = WrittenWork(losses: [1, 1, 1, 1], perEpoch: 2)
    steep.slope = { $0 == 2 ? .infinity : 1 }
    #expect(
      throws: EngineError.nonFinite(tensor: "gradient of p", epoch: 2, batch: 1, rows: [0])
    ) { try run(training(steep, epochs: 2), steep) }
    // What was wrong has changed nothing.
    #expect(steep.parameter.value.array == [-2])
  }

  @Test func tellsOfNoStepThatWasNotTaken() throws {
    let work = WrittenWork(losses: [1, 1], perEpoch: 2)
    let cancellation = Cancellation()
    cancellation.cancel()
    var told = 0
    #expect(throws: EngineError.interrupted) {
      try run(training(work, epochs: 1), work, cancellation: cancellation) { _ in told += 1 }
    }
    #expect(told == 0)
  }
}
