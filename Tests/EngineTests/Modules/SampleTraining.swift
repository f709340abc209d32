@testable import Engine

/// A small training of everything that keeps a state: convolution, batch norm, dropout, a recurrent
/// layer, an optimizer with averages; rows held out.
struct SampleTraining {
  let module: any Module
  var training: ModuleTraining

  init(
    rows: Int = 21, batchSize: Int = 8, epochs: Int = 3, optimizer: String = "adam",
    schedule: any Schedule = ConstantSchedule(), schedulesByEpoch: Bool = false
  ) throws {
    func layer(_ kind: String, _ options: [String: OptionValue]) throws -> any Module {
      try LayerCatalogue.entries.named(kind).make(Options(options))
    }
    module = Network(chain: [
      ("conv", try layer("conv1d", ["in_channels": 3, "out_channels": 5, "kernel_size": 3])),
      ("norm", try layer("batch_norm1d", ["num_features": 5])),
      ("drop", try layer("dropout", ["p": 0.25])),
      ("lstm", try layer("lstm", ["input_size": 6, "hidden_size": 4, "batch_first": true])),
      ("last", try layer("select", ["index": -1])),
      ("fc", try layer("linear", ["in_features": 4, "out_features": 2])),
    ])
    module.initialize(from: TorchGenerator(seed: 7))
    func data(_ rows: Int, _ seed: UInt32) -> LabelledRows {
      var samples = Samples(seed)
      return LabelledRows(
        inputs: [.numbers(samples.tensor([rows, 3, 8]))],
        targets: .indices(Indices(shape: [rows], values: (0..<rows).map { Int32($0 % 2) })))
    }
    let settings = try OptimizerCatalogue.entries.named(optimizer).make(Options(["lr": 0.01]))
    training = ModuleTraining(
      module, loss: try LossCatalogue.entries.named("cross_entropy").make(),
      rows: data(rows, 1),
      loop: Training(
        loader: DataLoader(rows: rows, batchSize: batchSize, shuffle: true),
        optimizer: settings.optimizer(of: module.allParameters.map { $0.parameter }),
        epochs: epochs))
    training.validation = ModuleWork.Validation(
      rows: data(7, 2), loader: DataLoader(rows: 7, batchSize: 4, shuffle: false))
    (training.loop.schedule, training.loop.schedulesByEpoch) = (schedule, schedulesByEpoch)
  }

  /// Parameters and buffers.
  var bits: [UInt32] {
    (module.allParameters.map { $0.parameter.value } + module.allBuffers.map { $0.buffer.value })
      .flatMap { $0.array.map(\.bitPattern) }
  }
}
