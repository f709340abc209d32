import Testing

@testable import Engine

/// Loops that are got wrong on purpose.
@Suite struct LoopMistakeTests {
  private func run(
    _ mistake: LoopMistake?, isNoisy: Bool = false, accumulate: Int = 1
  ) throws -> (outcome: TrainingOutcome, sample: SampleTraining) {
    var sample = try SampleTraining(optimizer: "sgd")
    sample.training.validation = nil
    (sample.training.loop.mistake, sample.training.loop.isNoisy) = (mistake, isNoisy)
    sample.training.loop.accumulate = accumulate
    let outcome = try sample.training.run(
      generator: TorchGenerator(seed: 3), pool: WorkerPool(threads: 2),
      cancellation: Cancellation())
    return (outcome, sample)
  }

  @Test func leavesTheParametersWhereTheOptimizerNeverSteps() throws {
    let before = try SampleTraining(optimizer: "sgd").module.allParameters
      .map { $0.parameter.value.array }
    let (outcome, sample) = try run(.neverSteps)
    #expect(sample.module.allParameters.map { $0.parameter.value.array } == before)
    #expect(outcome.steps == 0 && outcome.losses.count == 9)
  }

  @Test func sumsTheLossOfABatch() throws {
    let loss = try LossCatalogue.entries.make("cross_entropy")
    let output = Tensor(shape: [3, 2], values: [0.3, -1, 2, 0.5, -0.25, 0.75])
    let target = Activation.indices(Indices(shape: [3], values: [0, 1, 1]))
    let mean = try loss.lossAndGradient(output: output, target: target, weight: 1)
    let sum = try #require(LoopMistake.sumsLoss.loss(for: loss) as? SummedLoss)
      .lossAndGradient(output: output, target: target, weight: 1)
    #expect(abs(sum.loss - 3 * mean.loss) < 1e-6)
    for (a, b) in zip(sum.dOutput.array, mean.dOutput.array) { #expect(abs(a - 3 * b) < 1e-6) }
  }

  /// The softmax is [1, 0] there, whose cross-entropy is ln(1 + 1/e).
  @Test func takesTheSoftmaxOfLargeOutputs() throws {
    let loss = LoopMistake.softmaxesOutput.loss(
      for: try LossCatalogue.entries.make("cross_entropy"))
    let (value, dOutput) = try loss.lossAndGradient(
      output: Tensor(shape: [1, 2], values: [1000, -1000]),
      target: .indices(Indices(shape: [1], values: [0])), weight: 1)
    #expect(abs(value - 0.31326169) < 1e-7)
    #expect(dOutput.array == [0, 0])
  }

  /// Against the loss's change where one output is a little larger.
  @Test func givesTheGradientThroughASoftmax() throws {
    let loss = LoopMistake.softmaxesOutput.loss(
      for: try LossCatalogue.entries.make("cross_entropy"))
    let values: [Float] = [0.3, -1, 2, 0.5, -0.25, 0.75]
    let target = Activation.indices(Indices(shape: [2], values: [2, 0]))
    func run(_ values: [Float]) throws -> (loss: Float, gradient: [Float]) {
      let (loss, gradient) = try loss.lossAndGradient(
        output: Tensor(shape: [2, 3], values: values), target: target, weight: 1)
      return (loss, gradient.array)
    }
    let gradient = try run(values).gradient
    for index in values.indices {
      var (more, less) = (values, values)
      more[index] += 0.05
      less[index] -= 0.05
      let slope = (try run(more).loss - run(less).loss) / 0.1
      #expect(abs(slope - gradient[index]) < 2e-4, "\(index)")
    }
    #expect(gradient.contains { abs($0) > 0.05 })
  }

  @Test func stepsLateByOneBatch() throws {
    let (right, _) = try run(nil)
    let (late, _) = try run(.stepsBeforeBackward)
    // The second batch meets the weights that the first one met, and the third what the first has made.
    #expect(late.losses[0] == right.losses[0])
    #expect(late.losses[1] != right.losses[1])
    #expect(late.steps == right.steps - 1)
  }

  /// All rows in one batch: the third step follows the second batch's gradient, which is the first's.
  @Test func followsTheGradientOfTheBatchBefore() throws {
    func run(_ mistake: LoopMistake?, epochs: Int) throws -> (losses: [Float], bits: [UInt32]) {
      var sample = try SampleTraining(epochs: epochs, optimizer: "sgd")
      sample.training.loop.loader = DataLoader(rows: 21, batchSize: 21, shuffle: false)
      (sample.training.validation, sample.training.isTraining) = (nil, false)
      sample.training.loop.mistake = mistake
      let outcome = try sample.training.run(
        generator: TorchGenerator(seed: 3), pool: WorkerPool(threads: 2),
        cancellation: Cancellation())
      return (outcome.losses.map { Float($0) }, sample.bits)
    }
    let (right, late) = (try run(nil, epochs: 2), try run(.stepsBeforeBackward, epochs: 3))
    #expect(late.losses == [right.losses[0], right.losses[0], right.losses[1]])
    // Two steps each, the second by another gradient.
    #expect(late.bits != right.bits)
  }

  @Test func leavesOutTheLastStep() throws {
    let (right, whole) = try run(nil)
    let (first, sample) = try run(.stepsFirst)
    #expect(first.losses == right.losses)
    #expect(first.steps == right.steps - 1)
    #expect(sample.bits != whole.bits)
  }

  @Test func handsOutTheFirstEpochsBatchesAgain() throws {
    let (outcome, _) = try run(.ordersOnce)
    let (right, _) = try run(nil)
    let order = outcome.order
    #expect(Array(order[..<21]) == Array(right.order[..<21]))
    #expect(Array(order[..<21]) == Array(order[21..<42]))
    #expect(Array(order[..<21]) == Array(order[42...]))
  }

  @Test func putsRowsIntoOneOrderByRandperm() throws {
    let (outcome, _) = try run(.permutesOnce)
    let drawn = TorchGenerator(seed: 3).permutation(21)
    #expect(Array(outcome.order[..<21]) == drawn)
    #expect(Array(outcome.order[21..<42]) == drawn)
  }

  @Test func addsUpWhatItIsToAverage() throws {
    let (averaged, _) = try run(nil, accumulate: 3)
    let (added, _) = try run(.undivided, accumulate: 3)
    #expect(added.losses[..<3] == averaged.losses[..<3])
    #expect(added.losses[3] != averaged.losses[3])
    let (single, _) = try run(.undivided)
    #expect(single == (try run(nil)).outcome)
  }

  /// Where each epoch is one batch, the two are the same.
  @Test func zeroesInTheFirstBatchOfAnEpochAlone() throws {
    let (never, _) = try run(.neverZeroes)
    let (epoch, _) = try run(.zeroesEachEpoch)
    #expect(never.losses[..<4] == epoch.losses[..<4])
    #expect(never.losses[4...] != epoch.losses[4...])
  }

  @Test func holdsEveryOutputAgainstEveryTarget() throws {
    let (x, y): ([Float], [Float]) = ([0.5, -1, 2], [1, 0, 4])
    let loss = BroadcastLoss(right: try LossCatalogue.entries.named("mse").make())
    let (value, slopes) = try loss.lossAndGradient(
      output: Tensor(shape: [3, 1], values: x),
      target: .numbers(Tensor(shape: [3, 1], values: y)), weight: 1)
    var sum = 0.0
    var gradient = [0.0, 0.0, 0.0]
    for i in 0..<3 {
      for j in 0..<3 {
        let difference = Double(x[i]) - Double(y[j])
        sum += difference * difference
        gradient[i] += 2 * difference / 9
      }
    }
    // Sums of nine values of single precision.
    #expect(abs(Double(value) - sum / 9) < 1e-6)
    for i in 0..<3 { #expect(abs(Double(slopes.values[i]) - gradient[i]) < 1e-6) }
  }

  @Test func movesWeightsByOneUnitOfRoundingAtMost() throws {
    let parameter = Parameter(
      name: "w", value: Tensor(shape: [64], values: (0..<64).map { Float($0) - 31.5 }))
    var noise = RoundingNoise()
    let before = parameter.value.array
    noise.shake([parameter])
    var moved = 0
    for (x, y) in zip(before, parameter.value.array) {
      #expect([x, x.nextUp, x.nextDown].contains(y))
      moved += x == y ? 0 : 1
    }
    #expect(moved > 20 && moved < 60)
  }
}
