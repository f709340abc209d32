#if !hasFeature(Embedded)
  @testable import Engine
#endif

/// Whole trainings of two general networks that have a layer of every kind between them.
enum NetworkDigest {
  private typealias Link = (name: String, module: any Module)

  private static func layer(
    _ name: String, _ options: [String: OptionValue] = [:]
  ) throws(EngineError) -> Link {
    do throws(OptionProblem) {
      return (name, try LayerCatalogue.entries.named(name).make(Options(options)))
    } catch {
      throw .invalidInput(.option(error, of: name))
    }
  }

  static func pictures() throws(EngineError) -> UInt64 {
    let network = Network(chain: [
      try layer(
        "conv2d", ["in_channels": 2, "out_channels": 6, "kernel_size": 3, "padding": 1]),
      try layer("batch_norm2d", ["num_features": 6]), try layer("relu"),
      try layer("max_pool2d", ["kernel_size": 2]),
      try layer("group_norm", ["num_groups": 2, "num_channels": 6]), try layer("silu"),
      try layer(
        "conv_transpose2d",
        ["in_channels": 6, "out_channels": 4, "kernel_size": 3, "stride": 2, "groups": 2]),
      try layer("dropout2d", ["p": 0.2]), try layer("elu"),
      try layer("avg_pool2d", ["kernel_size": 3, "stride": 2, "padding": 1]),
      try layer("adaptive_avg_pool2d", ["output_size": 3]), try layer("flatten"),
      try layer("linear", ["in_features": 36, "out_features": 21]),
      try layer("layer_norm", ["normalized_shape": 21]), try layer("gelu"),
      try layer("dropout", ["p": 0.3]),
      try layer("linear", ["in_features": 21, "out_features": 3]),
    ])
    var samples = MersenneTwister(seed: 1)
    let pictures = Tensor(shape: [9, 2, 8, 10])
    for i in pictures.values.indices {
      pictures.values[i] = Float(samples.next() >> 8) * 0x1p-23 - 1
    }
    let rows = LabelledRows(
      inputs: [.numbers(pictures)],
      targets: .indices(Indices(shape: [9], values: [0, 1, 2, 0, 1, 2, 0, 1, 2])))
    return try digest(
      network, loss: CrossEntropyLoss(labelSmoothing: 0.1), rows
    ) {
      NAdam(groups: $0)
    }
  }

  static func sequences() throws(EngineError) -> UInt64 {
    let network = Network(chain: [
      try layer("embedding", ["num_embeddings": 20, "embedding_dim": 12]),
      try layer(
        "transformer_encoder_layer",
        ["d_model": 12, "nhead": 3, "dim_feedforward": 16, "batch_first": true]),
      try layer(
        "lstm",
        [
          "input_size": 12, "hidden_size": 5, "num_layers": 2, "dropout": 0.2,
          "bidirectional": true, "batch_first": true,
        ]),
      try layer("gru", ["input_size": 10, "hidden_size": 7, "batch_first": true]),
      try layer("rnn", ["input_size": 7, "hidden_size": 4, "batch_first": true]),
      try layer("select", ["index": -1]), try layer("softplus"), try layer("tanh"),
      try layer("linear", ["in_features": 4, "out_features": 1]), try layer("sigmoid"),
    ])
    var samples = MersenneTwister(seed: 2)
    let ids = (0..<9 * 6).map { _ in Int32(samples.next() % 20) }
    let targets = Tensor(shape: [9, 1], values: [0, 1, 1, 0, 0, 1, 0, 1, 1])
    let rows = LabelledRows(
      inputs: [.indices(Indices(shape: [9, 6], values: ids))], targets: .numbers(targets))
    return try digest(network, loss: BCELoss(), rows) { RMSprop(groups: $0) }
  }

  private static func digest(
    _ network: Network, loss: any Loss, _ rows: LabelledRows,
    optimizer: ([ParameterGroup]) -> any Optimizer
  ) throws(EngineError) -> UInt64 {
    let generator = TorchGenerator(seed: 42)
    network.initialize(from: generator)
    let parameters = network.allParameters.map { $0.parameter }
    let training = ModuleTraining(
      network, loss: loss, rows: rows,
      loop: Training(
        loader: DataLoader(rows: 9, batchSize: 4, shuffle: true),
        optimizer: optimizer([
          ParameterGroup(parameters: parameters, learningRate: 0.01, weightDecay: 0.01)
        ]), epochs: 4))
    let outcome = try training.run(
      generator: generator, pool: WorkerPool(threads: 2), cancellation: Cancellation())
    var digest = KernelDigest()
    for loss in outcome.losses { digest.add(loss.bitPattern) }
    for parameter in parameters { digest.add(parameter.value) }
    for (_, buffer) in network.allBuffers { digest.add(buffer.value) }
    return digest.value
  }
}
