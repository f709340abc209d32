import Base
import Testing

@testable import Engine

/// A training whose pictures are drawn anew, beside PyTorch's own: see ``Augmentations``.
@Suite struct AugmentedTrainingTests {
  private let all: Augmentations
  private let module: Network
  private let training: ModuleTraining

  /// As the script has it: 11 rows in batches of 4, a pass over 4 rows that nobody looks at and one over 5
  /// held out after each epoch; a convolution, dropout and a linear layer made after seed 5.
  init() throws {
    let all = try Augmentations.read()
    func layer(_ kind: String, _ options: [String: OptionValue] = [:]) throws -> any Module {
      try LayerCatalogue.entries.named(kind).make(Options(options))
    }
    module = Network(chain: [
      ("0", try layer("conv2d", ["in_channels": 3, "out_channels": 4, "kernel_size": 3])),
      ("1", try layer("relu")), ("2", try layer("dropout", ["p": 0.25])),
      ("3", try layer("flatten")),
      ("4", try layer("linear", ["in_features": 24, "out_features": 3])),
    ])
    module.initialize(from: TorchGenerator(seed: 5))
    func part(_ name: String, batchSize: Int, shuffle: Bool) throws -> (LabelledRows, DataLoader) {
      let compose = try all.compose(all.training["steps"]?[name])
      let count = all.training["rows"]?[name]?.int ?? 0
      return (
        try all.rows(count, compose),
        DataLoader(
          rows: count, batchSize: batchSize, shuffle: shuffle, augmentation: compose.augmentation)
      )
    }
    let (rows, loader) = try part("train", batchSize: 4, shuffle: true)
    let settings = try OptimizerCatalogue.entries.named("sgd").make(
      Options(["lr": 0.05, "momentum": 0.9]))
    var training = ModuleTraining(
      module, loss: try LossCatalogue.entries.named("cross_entropy").make(), rows: rows,
      loop: Training(
        loader: loader,
        optimizer: settings.optimizer(of: module.allParameters.map { $0.parameter }),
        epochs: 2))
    let held = try part("held_out", batchSize: 2, shuffle: false)
    training.validation = ModuleWork.Validation(rows: held.0, loader: held.1)
    training.looks = [try part("look", batchSize: 2, shuffle: true).1]
    (self.all, self.training) = (all, training)
  }

  private var weights: [Float] { module.allParameters.flatMap { $0.parameter.value.array } }

  private func run(
    threads: Int = 2, generator: TorchGenerator = TorchGenerator(seed: 42),
    resuming: TrainingCheckpoint? = nil, onStep: (TrainingStep) -> Void = { _ in }
  ) throws -> TrainingOutcome {
    try training.run(
      generator: generator, pool: WorkerPool(threads: threads), cancellation: Cancellation(),
      resuming: resuming, onStep: onStep)
  }

  @Test func trainsAsPyTorchDoes() throws {
    let generator = TorchGenerator(seed: 42)
    let outcome = try run(generator: generator)
    let theirs = all.training
    #expect(outcome.order == Augmentations.ints(theirs["order"]))
    let losses = theirs["losses"]?.array?.compactMap(\.number) ?? []
    #expect(losses.count == 6 && largestDifference(outcome.losses, losses) < 2e-6)
    let held = theirs["held_out"]?.array?.compactMap(\.number) ?? []
    #expect(largestDifference(outcome.validationLosses.map { Float($0) }, held) < 2e-6)
    let final = theirs["final"]?.array?.compactMap(\.number) ?? []
    #expect(largestDifference(weights, final) < 2e-6)
    // The generator has drawn what PyTorch's has drawn.
    for number in Augmentations.floats(theirs["next"]) {
      #expect(number == generator.uniform(0, 1))
    }
  }

  @Test func givesTheSameBitsWithAnyNumberOfThreads() throws {
    let outcome = try run(threads: 1)
    for threads in [2, 3, 8] {
      let other = try AugmentedTrainingTests()
      #expect(try other.run(threads: threads) == outcome)
      #expect(other.weights == weights)
    }
  }

  @Test func goesOnFromAnyStepAsIfItHadNeverStopped() throws {
    let whole = try AugmentedTrainingTests()
    var kept: [(checkpoint: TrainingCheckpoint, values: [[Float]], states: [ParameterState?])] = []
    let outcome = try whole.run { step in
      let optimizer = whole.training.loop.optimizer
      kept.append(
        (
          step.checkpoint, optimizer.parameters.map { $0.value.array },
          optimizer.states.map { state in
            state.map { state in
              var copy = state
              copy.buffers = state.buffers.map { Tensor(shape: $0.shape, values: $0.array) }
              return copy
            }
          }
        ))
    }
    #expect(kept.count == 6)
    for kept in kept {
      let other = try AugmentedTrainingTests()
      let optimizer = other.training.loop.optimizer
      for (parameter, values) in zip(optimizer.parameters, kept.values) {
        parameter.restore(Tensor(shape: parameter.shape, values: values))
      }
      optimizer.states = kept.states
      #expect(try other.run(resuming: kept.checkpoint) == outcome)
      #expect(other.weights == whole.weights)
    }
  }

  @Test func drawsOtherPicturesInEachEpoch() throws {
    var plain = training
    plain.loop.loader = DataLoader(rows: 11, batchSize: 4, shuffle: true)
    let outcome = try plain.run(
      generator: TorchGenerator(seed: 42), pool: WorkerPool(threads: 2),
      cancellation: Cancellation())
    #expect(outcome.losses != (try AugmentedTrainingTests().run()).losses)
  }

  /// What stands beside the pictures comes in the order of the batch, too.
  @Test func fetchesTheOtherInputsOfTheSameRows() throws {
    var compose = PictureCompose(PictureLayout(isBytes: false, channels: 1, height: 1, width: 2))
    try compose.append(RandomPictureStep.horizontalFlip(probability: 1))
    let loader = DataLoader(
      rows: 3, batchSize: 2, shuffle: false, augmentation: compose.augmentation)
    let rows = LabelledRows(
      inputs: [
        .numbers(Tensor(shape: [3, 1, 1, 2], values: [1, 2, 3, 4, 5, 6])),
        .numbers(Tensor(shape: [3, 1], values: [10, 20, 30])),
      ], targets: .indices(Indices(shape: [3], values: [0, 1, 2])))
    let fetched = loader.fetch([2, 0], of: rows, TorchGenerator(seed: 1))
    #expect(try fetched.inputs[0].tensor("a test").array == [6, 5, 2, 1])
    #expect(try fetched.inputs[1].tensor("a test").array == [30, 10])
    guard case .indices(let targets) = fetched.targets else { return #expect(Bool(false)) }
    #expect(targets.values == [2, 0])
  }
}
