import Testing

@testable import Engine

/// PyTorch's dropout draws in the order of a tensor's memory, which after a layer that takes batches
/// first is not that of its dimensions.
///
/// The decisions are PyTorch 2.15's with seed 7 and p = 0.5, for a tensor of shape [2, 3, 5].
@Suite struct DropoutOrderTests {
  private static let timeFirst = "110001111100010010000101000010"
  private static let inOrder = "110000100011111010100001000010"

  private func layer(_ kind: String, _ options: [String: OptionValue] = [:]) throws -> any Module {
    let layer = try LayerCatalogue.entries.named(kind).make(Options(options))
    layer.initialize(from: TorchGenerator(seed: 1))
    return layer
  }

  /// The decisions of a dropout behind some layers.
  private func decisions(_ layers: [any Module]) throws -> String {
    var samples = Samples(1)
    var x = Activation.numbers(samples.tensor([2, 3, 4]))
    func pass(_ seed: Int) -> Pass {
      Pass(
        isTraining: true, goesBack: true, generator: TorchGenerator(seed: seed),
        pool: WorkerPool(threads: 1))
    }
    for layer in layers { x = try layer.forward([x], pass(1)).outputs[0] }
    let step = try layer("dropout").forward([x], pass(7))
    let dropped = try step.outputs[0].tensor("test")
    // The way back passes where the way there did.
    let gradient = try #require(
      step.backward([.filled(dropped.shape, with: 1)], [true])[0])
    let kept = { (tensor: Tensor) in tensor.array.map { $0 != 0 ? "1" : "0" }.joined() }
    #expect(kept(gradient) == kept(dropped))
    return kept(gradient)
  }

  @Test func drawsAsPyTorchDoesBehindRecurrentLayers() throws {
    let options: [String: OptionValue] = ["input_size": 4, "hidden_size": 5]
    for kind in ["rnn", "gru", "lstm"] {
      let batchFirst = try layer(kind, options.merging(["batch_first": true]) { $1 })
      #expect(try decisions([batchFirst]) == Self.timeFirst)
      #expect(try decisions([batchFirst, try layer("gelu")]) == Self.timeFirst)
      let linear = try layer("linear", ["in_features": 5, "out_features": 5])
      #expect(try decisions([batchFirst, linear]) == Self.inOrder)
      let softmax = try layer("softmax", ["dim": 2])
      #expect(try decisions([batchFirst, softmax]) == Self.inOrder)
      #expect(try decisions([try layer(kind, options)]) == Self.inOrder)
    }
  }

  /// With p = 1 there is nothing to decide, and PyTorch's generator stays where it is.
  @Test(arguments: ["dropout", "dropout2d"])
  func drawsNothingWhereEverythingIsDropped(kind: String) throws {
    let generator = TorchGenerator(seed: 7)
    let before = generator.state
    let step = try layer(kind, ["p": 1]).forward(
      [.numbers(.filled([2, 3, 2, 2], with: 1))],
      Pass(
        isTraining: true, goesBack: true, generator: generator, pool: WorkerPool(threads: 1)))
    #expect(try step.outputs[0].tensor("test").array.allSatisfy { $0 == 0 })
    #expect(
      step.backward([.filled([2, 3, 2, 2], with: 1)], [true])[0]?.array.allSatisfy { $0 == 0 }
        == true)
    #expect(generator.state == before)
  }

  @Test func drawsAsPyTorchDoesBehindAnAttention() throws {
    let attention = try layer(
      "multihead_attention", ["embed_dim": 4, "num_heads": 2, "batch_first": true])
    #expect(try decisions([attention]) == "110000111010001011100001")
  }
}
