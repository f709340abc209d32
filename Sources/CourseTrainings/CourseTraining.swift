import Engine

/// One of the course's trainings, ready to run: what a test compares with PyTorch's trace of it, and
/// what the benchmark times.
package struct CourseTraining {
  /// The module is initialised, and nothing is trained yet.
  package var training: ModuleTraining
  /// Rows that nothing is learned from.
  package let test: LabelledRows

  /// PyTorch's traces were written with it.
  package static let seed = 42

  /// - Parameter optimizer: its name in the catalogue, with options.
  init(
    _ module: any Module, loss: String, train: LabelledRows, test: LabelledRows,
    batchSize: Int, shuffle: Bool, optimizer: String, _ options: [String: OptionValue],
    epochs: Int, seed: Int
  ) throws {
    module.initialize(from: TorchGenerator(seed: seed))
    let settings = try OptimizerCatalogue.entries.named(optimizer).make(Options(options))
    let loader = DataLoader(rows: train.count, batchSize: batchSize, shuffle: shuffle)
    training = ModuleTraining(
      module, loss: try LossCatalogue.entries.named(loss).make(), rows: train,
      loop: Training(
        loader: loader,
        optimizer: settings.optimizer(of: module.allParameters.map { $0.parameter }),
        epochs: epochs))
    self.test = test
  }

  /// Runs it; every step of a lesson begins with the seed anew.
  package func run(
    seed: Int = CourseTraining.seed, threads: Int, onBatch: (BatchOutcome) -> Void = { _ in }
  ) throws(EngineError) -> TrainingOutcome {
    try training.run(
      generator: TorchGenerator(seed: seed), pool: WorkerPool(threads: threads),
      cancellation: Cancellation(), onBatch: onBatch)
  }

  /// What the trained module says of the rows that it has not seen.
  package func predictions() throws(EngineError) -> [Float] {
    let step = try training.module.forward(
      test.inputs,
      Pass(
        isTraining: false, goesBack: false, generator: TorchGenerator(seed: Self.seed),
        pool: WorkerPool(threads: 1)))
    guard case .numbers(let output) = step.outputs[0] else { return [] }
    return output.array
  }
}

/// A layer of the catalogue by its place in a chain.
func layer(
  _ name: String, _ kind: String, _ values: OptionValue..., named: [String: OptionValue] = [:]
) throws -> (name: String, module: any Module) {
  let entry = try LayerCatalogue.entries.named(kind)
  var options = named
  for (value, option) in zip(values, entry.positional) { options[option.name] = value }
  return (name, try entry.make(Options(options)))
}

extension LabelledRows {
  /// A table of numbers and one target a row.
  init(_ rows: [[Double]], targets: [Double]) {
    let values = rows.flatMap { $0.map(Float.init) }
    self.init(
      inputs: [
        .numbers(Tensor(shape: [rows.count, rows.first?.count ?? 0], values: values))
      ],
      targets: .numbers(Tensor(shape: [targets.count, 1], values: targets.map(Float.init))))
  }
}
