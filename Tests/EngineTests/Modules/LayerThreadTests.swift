import Testing

@testable import Engine

/// The same bits with any number of threads, and whatever stands beside a row.
@Suite struct LayerThreadTests {
  private static let layers: [(kind: String, options: [String: OptionValue], shape: [Int])] = [
    ("linear", ["in_features": 300, "out_features": 500], [700, 300]),
    (
      "conv1d", ["in_channels": 8, "out_channels": 24, "kernel_size": 5, "padding": 2], [37, 8, 90]
    ),
    ("conv2d", ["in_channels": 6, "out_channels": 20, "kernel_size": 3], [37, 6, 20, 20]),
    (
      "conv2d", ["in_channels": 6, "out_channels": 20, "kernel_size": 3, "stride": 2, "groups": 2],
      [37, 6, 30, 30]
    ),
    (
      "conv_transpose2d", ["in_channels": 6, "out_channels": 8, "kernel_size": 3, "stride": 2],
      [37, 6, 15, 15]
    ),
    ("max_pool2d", ["kernel_size": 3, "stride": 2, "padding": 1], [37, 6, 60, 60]),
    ("avg_pool2d", ["kernel_size": 3], [37, 6, 60, 60]),
    ("batch_norm1d", ["num_features": 700], [900, 700]),
    ("batch_norm2d", ["num_features": 16], [37, 16, 40, 40]),
    ("layer_norm", ["normalized_shape": 200], [2500, 200]),
    ("group_norm", ["num_groups": 4, "num_channels": 16], [37, 16, 30, 30]),
    ("gelu", [:], [900, 700]), ("relu", [:], [900, 700]), ("dropout", ["p": 0.3], [900, 700]),
  ]

  @Test(arguments: layers.indices)
  func sameBitsOnAnyNumberOfThreads(number: Int) throws {
    let (kind, options, shape) = Self.layers[number]
    let module = try LayerCatalogue.entries.named(kind).make(Options(options))
    func bits(_ threads: Int) throws -> [UInt32] {
      module.initialize(from: TorchGenerator(seed: 5))
      var samples = Samples(4)
      return try ModuleRun(
        module, [.numbers(samples.tensor(shape))], threads: threads
      ).bits
    }
    let alone = try bits(1)
    for threads in [2, 3, 8] { #expect(try bits(threads) == alone, "\(kind), \(threads) threads") }
  }

  @Test func aTrainingHasTheSameBitsOnAnyNumberOfThreads() throws {
    func bits(_ threads: Int) throws -> [UInt32] {
      let sample = try SampleTraining(rows: 70, batchSize: 32)
      let outcome = try sample.training.run(
        generator: TorchGenerator(seed: 1), pool: WorkerPool(threads: threads),
        cancellation: Cancellation())
      return outcome.losses.map(\.bitPattern) + sample.bits
    }
    let alone = try bits(1)
    for threads in [2, 3, 8] { #expect(try bits(threads) == alone, "\(threads) threads") }
  }
}
