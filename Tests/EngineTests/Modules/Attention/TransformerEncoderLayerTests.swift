import Testing

@testable import Engine

@Suite struct TransformerEncoderLayerTests {
  private static func make(_ options: [String: OptionValue] = [:]) throws -> any Module {
    let usual: [String: OptionValue] = [
      "d_model": .whole(6), "nhead": .whole(2), "dim_feedforward": .whole(7),
      "dropout": .number(0), "batch_first": .flag(true),
    ]
    let module = try TransformerEncoderLayer.entry.make(Options(usual.merging(options) { $1 }))
    module.initialize(from: TorchGenerator(seed: 5))
    var samples = Samples(6)
    for (_, parameter) in module.allParameters where parameter.shape.count == 1 {
      parameter.fill { 0.5 + samples.floats(1)[0] }
    }
    return module
  }

  @Test(arguments: [false, true], [false, true])
  func computesTheDefinitionAndItsSlopes(isNormFirst: Bool, isGELU: Bool) throws {
    let module = try Self.make([
      "norm_first": .flag(isNormFirst), "activation": .word(isGELU ? "gelu" : "relu"),
      "causal": .flag(isGELU), "bias": .flag(!isGELU),
    ])
    var samples = Samples(1)
    let x = samples.tensor([2, 4, 6])
    let naive = NaiveAttention(width: 6, heads: 2, isCausal: isGELU)
    NaiveCheck(module, inputs: [x]).expect(try ModuleRun(module, [.numbers(x)])) { values in
      let x = (values["input 0"] ?? []).batch(tokens: 4, width: 6)
      return [naive.encoderLayer(x, values, isNormFirst: isNormFirst, isGELU: isGELU).flat]
    }
  }

  /// The attention's probabilities, its output tokens first, the inner values, the outer ones.
  @Test(arguments: [false, true])
  func dropsInPyTorchsOrder(isNormFirst: Bool) throws {
    let module = try Self.make([
      "norm_first": .flag(isNormFirst), "activation": .word("gelu"), "dropout": .number(0.3),
    ])
    var samples = Samples(2)
    let x = samples.tensor([2, 4, 6])
    let naive = NaiveAttention(width: 6, heads: 2)
    NaiveCheck(module, inputs: [x]).expect(try ModuleRun(module, [.numbers(x)], seed: 3)) {
      values in
      let x = (values["input 0"] ?? []).batch(tokens: 4, width: 6)
      return [
        naive.encoderLayer(
          x, values, isNormFirst: isNormFirst, isGELU: true,
          dropout: (TorchGenerator(seed: 3), 0.3)
        ).flat
      ]
    }
  }

  @Test func hasTheSameBitsWithAnyNumberOfThreads() throws {
    let module = try Self.make([
      "d_model": .whole(48), "dim_feedforward": .whole(100), "dropout": .number(0.1),
    ])
    var samples = Samples(5)
    let x = samples.tensor([40, 29, 48])
    let one = try ModuleRun(module, [.numbers(x)]).bits
    for threads in [2, 3, 8] {
      #expect(try ModuleRun(module, [.numbers(x)], threads: threads).bits == one, "\(threads)")
    }
  }

  /// What padding holds reaches no other token.
  @Test func passesPaddingOver() throws {
    let module = try Self.make()
    var samples = Samples(7)
    let x = samples.tensor([1, 4, 6])
    let changed = x.copy()
    changed.values[3 * 6] += 1
    let mask = Activation.indices(Indices(shape: [1, 4], values: [0, 0, 0, 1]))
    let (first, second) = (
      try ModuleRun(module, [.numbers(x), mask]), try ModuleRun(module, [.numbers(changed), mask])
    )
    #expect(first.outputs[0].array.prefix(18) == second.outputs[0].array.prefix(18))
    #expect(first.outputs[0].array != second.outputs[0].array)
  }

  @Test func namesTensorsAsPyTorchDoes() throws {
    #expect(
      try Self.make().allParameters.map(\.name) == [
        "self_attn.in_proj_weight", "self_attn.in_proj_bias", "self_attn.out_proj.weight",
        "self_attn.out_proj.bias", "linear1.weight", "linear1.bias", "linear2.weight",
        "linear2.bias", "norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias",
      ])
  }

  @Test func refusesHeadsThatDoNotDivideTheWidth() {
    #expect(throws: OptionProblem("nhead", "must divide d_model, which is 6")) {
      try Self.make(["nhead": .whole(4)])
    }
  }
}
