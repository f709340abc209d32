import Testing

@testable import Engine

@Suite struct MultiHeadAttentionTests {
  private static func make(
    dropout: Double = 0, bias: Bool = true, isBatchFirst: Bool = true, isCausal: Bool = false
  ) -> MultiHeadAttentionLayer {
    let module = MultiHeadAttentionLayer(
      6, heads: 2, dropout: dropout, bias: bias, isBatchFirst: isBatchFirst, isCausal: isCausal)
    module.initialize(from: TorchGenerator(seed: 5))
    // Biases of zeros would hide which is added where.
    var samples = Samples(6)
    for (_, parameter) in module.allParameters where parameter.shape.count == 1 {
      parameter.fill { samples.floats(1)[0] }
    }
    return module
  }

  // MARK: - Values and gradients

  @Test(arguments: [false, true], [false, true])
  func computesTheDefinitionAndItsSlopes(isCausal: Bool, hasBias: Bool) throws {
    let module = Self.make(bias: hasBias, isCausal: isCausal)
    var samples = Samples(1)
    let x = samples.tensor([2, 5, 6])
    let naive = NaiveAttention(width: 6, heads: 2, isCausal: isCausal)
    NaiveCheck(module, inputs: [x]).expect(try ModuleRun(module, [.numbers(x)])) { values in
      let x = (values["input 0"] ?? []).batch(tokens: 5, width: 6)
      let result = naive.outputs(x, x, x, values)
      return [result.output.flat, result.weights.flat]
    }
  }

  /// Queries, keys and values from three places, tokens first, some keys of padding.
  @Test func attendsToOtherSequencesAndPassesPaddingOver() throws {
    let module = Self.make(isBatchFirst: false)
    var samples = Samples(2)
    let inputs = [
      samples.tensor([3, 2, 6]), samples.tensor([4, 2, 6]), samples.tensor([4, 2, 6]),
    ]
    let padding = Indices(shape: [2, 4], values: [0, 0, 1, 0, 1, 0, 0, 0])
    var naive = NaiveAttention(width: 6, heads: 2)
    naive.padding = padding.values.map { $0 != 0 }.rows(4)
    let run = try ModuleRun(module, inputs.map { .numbers($0) } + [.indices(padding)])
    #expect(run.inputGradients[3] == nil)
    let withoutMask = ModuleRun(
      outputs: run.outputs, weights: run.weights,
      inputGradients: Array(run.inputGradients.prefix(3)), gradients: run.gradients)
    NaiveCheck(module, inputs: inputs).expect(withoutMask) { values in
      func batch(_ place: Int, _ tokens: Int) -> [[[Double]]] {
        let tokenFirst = (values["input \(place)"] ?? []).batch(tokens: 2, width: 6)
        return (0..<2).map { row in (0..<tokens).map { tokenFirst[$0][row] } }
      }
      let result = naive.outputs(batch(0, 3), batch(1, 4), batch(2, 4), values)
      let tokenFirst = (0..<3).map { token in (0..<2).map { result.output[$0][token] } }
      return [tokenFirst.flat, result.weights.flat]
    }
  }

  /// Decisions on the probabilities [B * heads, L, S], in order; the averaged weights are those after
  /// dropout.
  @Test func dropsProbabilitiesInPyTorchsOrder() throws {
    let module = Self.make(dropout: 0.3)
    var samples = Samples(3)
    let x = samples.tensor([2, 5, 6])
    var naive = NaiveAttention(width: 6, heads: 2)
    let generator = TorchGenerator(seed: 3)
    naive.factors = (0..<2 * 2 * 5 * 5).map { _ in
      isKeptByDefinition(generator, probability: 0.3) ? 1 / 0.7 : 0
    }
    NaiveCheck(module, inputs: [x]).expect(try ModuleRun(module, [.numbers(x)], seed: 3)) {
      values in
      let x = (values["input 0"] ?? []).batch(tokens: 5, width: 6)
      let result = naive.outputs(x, x, x, values)
      return [result.output.flat, result.weights.flat]
    }
  }

  /// As PyTorch does: then only the last layer's bias is left, and nothing is drawn.
  @Test func dropsEverythingWithProbabilityOne() throws {
    let module = Self.make(dropout: 1)
    var samples = Samples(3)
    let run = try ModuleRun(module, [.numbers(samples.tensor([2, 5, 6]))])
    let bias = module.output.bias?.value.array ?? []
    #expect(run.outputs[0].array.map(Double.init).chunks(6).allSatisfy { $0 == bias.doubles })
    #expect(run.outputs[1].array.allSatisfy { $0 == 0 })
    #expect(run.inputGradients[0]?.array.allSatisfy { $0 == 0 } == true)
  }

  @Test func takesBatchesInEitherOrder() throws {
    var samples = Samples(4)
    let x = samples.tensor([2, 5, 6])
    let first = try ModuleRun(Self.make(isCausal: true), [.numbers(x)])
    let second = try ModuleRun(
      Self.make(isBatchFirst: false, isCausal: true), [.numbers(x.withFirstTwoSwapped())])
    #expect(first.outputs[0].array == second.outputs[0].withFirstTwoSwapped().array)
    #expect(first.outputs[1].array == second.outputs[1].array)
  }

  @Test func hasTheSameBitsWithAnyNumberOfThreads() throws {
    let module = MultiHeadAttentionLayer(48, heads: 3, dropout: 0.2, isBatchFirst: true)
    module.initialize(from: TorchGenerator(seed: 5))
    var samples = Samples(5)
    let x = samples.tensor([40, 29, 48])
    let one = try ModuleRun(module, [.numbers(x)]).bits
    for threads in [2, 3, 8] {
      #expect(try ModuleRun(module, [.numbers(x)], threads: threads).bits == one, "\(threads)")
    }
  }

  // MARK: - Names, shapes and options

  @Test func namesTensorsAsPyTorchDoes() {
    #expect(
      Self.make().allParameters.map(\.name) == [
        "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias",
      ])
  }

  @Test func refusesOtherShapes() {
    let module = Self.make(isCausal: true)
    let x = ActivationShape([2, 5, 6])
    let cases: [([ActivationShape], String)] = [
      ([ActivationShape([2, 5, 7])], "one sequence, or query, key and value, [rows, tokens, 6]"),
      ([x, x], "one sequence, or query, key and value, [rows, tokens, 6]"),
      ([], "one sequence, or query, key and value, [rows, tokens, 6]"),
      ([x, ActivationShape([3, 5, 6]), x], "key and value of one shape, of 2 rows"),
      ([x, x, ActivationShape([2, 4, 6])], "key and value of one shape, of 2 rows"),
      (
        [x, ActivationShape([2, 4, 6]), ActivationShape([2, 4, 6])],
        "as many keys as queries for a causal mask"
      ),
      ([x, ActivationShape([2, 4], kind: .indices)], "a padding mask [2, 5]"),
    ]
    for (inputs, expected) in cases {
      #expect(throws: ShapeProblem(expected: expected, found: inputs)) {
        try module.outputs(of: inputs)
      }
    }
  }

  @Test func refusesAMaskThatLeavesNoKey() {
    var samples = Samples(6)
    let x = samples.tensor([2, 3, 6])
    let mask = Indices(shape: [2, 3], values: [0, 0, 0, 1, 1, 1])
    #expect(
      throws: EngineError.invalidInput(.nothingToAttendTo(row: 1))
    ) { try ModuleRun(Self.make(), [.numbers(x), .indices(mask)]) }
  }

  @Test func refusesOptionsThatItHasNot() {
    let sizes: [String: OptionValue] = ["embed_dim": .whole(12), "num_heads": .whole(3)]
    let cases: [([String: OptionValue], OptionProblem)] = [
      (
        ["kdim": .whole(4)],
        OptionProblem("kdim", "is not supported: keys have as many values as queries")
      ),
      (["add_zero_attn": .flag(true)], OptionProblem("add_zero_attn", "is not supported")),
      (
        ["num_heads": .whole(5)], OptionProblem("num_heads", "must divide embed_dim, which is 12")
      ),
    ]
    for (options, problem) in cases {
      #expect(throws: problem) {
        try MultiHeadAttentionLayer.entry.make(Options(sizes.merging(options) { $1 }))
      }
    }
  }
}

extension [Bool] {
  /// Rows of so many values.
  fileprivate func rows(_ size: Int) -> [[Bool]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<$0 + size]) }
  }
}
