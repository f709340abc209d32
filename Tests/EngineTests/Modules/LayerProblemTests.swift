import Testing

@testable import Engine

/// Options and shapes that layers refuse, at the last that they take and the first that they do not.
@Suite struct LayerProblemTests {
  private func make(_ kind: String, _ options: [String: OptionValue]) throws -> any Module {
    try LayerCatalogue.entries.named(kind).make(Options(options))
  }

  private func refusal(_ kind: String, _ options: [String: OptionValue]) throws -> String? {
    try problem(kind, options, in: LayerCatalogue.entries)
  }

  /// What a module expects instead of some inputs; `nil` where it takes them.
  private func expected(_ module: any Module, _ inputs: ActivationShape...) -> String? {
    do throws(ShapeProblem) {
      _ = try module.outputs(of: inputs)
      return nil
    } catch {
      return error.expected
    }
  }

  @Test(arguments: [
    (
      "reshape", ["shape": OptionValue.list([.whole(-1), .whole(-1), .whole(3)])],
      "shape: may have one -1, and no 0"
    ),
    ("reshape", ["shape": .list([.whole(-1), .whole(0)])], "shape: may have one -1, and no 0"),
    (
      "conv1d",
      [
        "in_channels": .whole(2), "out_channels": .whole(3), "kernel_size": .whole(1),
        "groups": .whole(2),
      ], "groups: must divide out_channels, 3"
    ),
    (
      "conv1d",
      [
        "in_channels": .whole(1), "out_channels": .whole(1), "kernel_size": .whole(3),
        "stride": .whole(2), "padding": .word("same"),
      ], "padding: `same` needs a stride of 1, as in PyTorch"
    ),
    (
      "conv_transpose2d",
      [
        "in_channels": .whole(1), "out_channels": .whole(1), "kernel_size": .whole(3),
        "stride": .whole(2), "output_padding": .whole(2),
      ], "output_padding: must be smaller than stride or dilation"
    ),
    (
      "embedding",
      ["num_embeddings": .whole(3), "embedding_dim": .whole(2), "padding_idx": .whole(3)],
      "padding_idx: must be below num_embeddings, 3"
    ),
  ])
  func refusesOptions(_ kind: String, _ options: [String: OptionValue], _ text: String) throws {
    #expect(try refusal(kind, options) == text)
  }

  /// As PyTorch, which lets it be smaller than either of the two.
  @Test func takesMoreAtTheEndThanAStrideWhereTheKernelIsDilated() throws {
    let layer = try make(
      "conv_transpose2d",
      [
        "in_channels": 1, "out_channels": 1, "kernel_size": 3, "dilation": 2, "output_padding": 1,
      ])
    #expect(
      try layer.outputs(of: [ActivationShape([1, 1, 3, 3])]) == [ActivationShape([1, 1, 8, 8])])
  }

  @Test func refusesShapes() throws {
    #expect(
      expected(try make("select", ["index": 3]), ActivationShape([2, 3]))
        == "a dimension 1 that has place 3")
    #expect(expected(try make("select", ["index": 2]), ActivationShape([2, 3])) == nil)
    #expect(
      expected(try make("select", ["index": -4]), ActivationShape([2, 3]))
        == "a dimension 1 that has place -4")
    #expect(
      expected(try make("flatten", ["start_dim": 2, "end_dim": 1]), ActivationShape([2, 3, 4]))
        == "a shape whose dimension 2 does not lie after dimension 1")
    #expect(
      expected(
        try make("concatenate", [:]), ActivationShape([2, 3, 4]), ActivationShape([2, 5, 6]))
        == "inputs that are alike in all dimensions but 1")
    let kernel: [String: OptionValue] = [
      "in_channels": 1, "out_channels": 1, "kernel_size": 4, "stride": 3,
    ]
    #expect(expected(try make("conv1d", kernel), ActivationShape([1, 1, 4])) == nil)
    #expect(
      expected(try make("conv1d", kernel), ActivationShape([1, 1, 3]))
        == "a kernel of [4] to fit into the padded input")
  }

  @Test func refusesSequencesAndStates() throws {
    let lstm = try make("lstm", ["input_size": 3, "hidden_size": 4])
    let state = ActivationShape([1, 2, 4])
    #expect(expected(lstm, ActivationShape([1, 2, 3]), state, state) == nil)
    #expect(expected(lstm, ActivationShape([0, 2, 3])) == "a sequence of at least one step")
    let words = "one sequence, alone or with 2 of initial states [1, 2, 4]"
    #expect(expected(lstm, ActivationShape([1, 2, 3]), state) == words)
    let other = ActivationShape([2, 1, 4])
    #expect(expected(lstm, ActivationShape([1, 2, 3]), state, other) == words)
  }

  @Test func refusesMasks() throws {
    func attention(_ causal: Bool) throws -> any Module {
      try make(
        "multihead_attention",
        ["embed_dim": 4, "num_heads": 2, "batch_first": true, "causal": .flag(causal)])
    }
    let (two, three) = (ActivationShape([5, 2, 4]), ActivationShape([5, 3, 4]))
    func mask(_ shape: [Int]) -> ActivationShape { ActivationShape(shape, kind: .indices) }
    #expect(expected(try attention(false), two, three, three, mask([5, 3])) == nil)
    #expect(
      expected(try attention(false), two, three, three, mask([5, 2])) == "a padding mask [5, 3]")
    #expect(expected(try attention(true), two, two, two) == nil)
    #expect(
      expected(try attention(true), two, three, three)
        == "as many keys as queries for a causal mask")
  }

  @Test func refusesAnIndexBeyondTheTable() throws {
    let table = try make("embedding", ["num_embeddings": 3, "embedding_dim": 2])
    table.initialize(from: TorchGenerator(seed: 1))
    func look(up index: Int32) throws {
      _ = try ModuleRun(table, [.indices(Indices(shape: [1], values: [index]))])
    }
    try look(up: 2)
    #expect(throws: EngineError.invalidInput(.index(3, rows: 3))) { try look(up: 3) }
    #expect(throws: EngineError.invalidInput(.index(-1, rows: 3))) { try look(up: -1) }
  }

  @Test func keepsTheRowOfPaddingAtZero() throws {
    let table = try make(
      "embedding", ["num_embeddings": 3, "embedding_dim": 2, "padding_idx": 1])
    table.initialize(from: TorchGenerator(seed: 1))
    let values = try #require(table.parameters.first).value.array
    #expect(values[2...3] == [0, 0] && values[0] != 0 && values[4] != 0)
    let run = try ModuleRun(table, [.indices(Indices(shape: [3], values: [0, 1, 1]))])
    #expect(run.gradients["weight"].map { Array($0[2...]) } == [0, 0, 0, 0])
    #expect(run.gradients["weight"]?[0] != 0)
  }

  @Test func refusesNodesThatGiveLessOrMoreThanThereCanBe() throws {
    let lstm = try make("lstm", ["input_size": 3, "hidden_size": 4])
    func network(_ output: Int) -> Network {
      Network([
        .init("lstm", lstm, of: [.input(0)]),
        .init("relu", ReLULayer(), of: [.node(0, output: output)]),
      ])
    }
    #expect(expected(network(2), ActivationShape([1, 2, 3])) == nil)
    #expect(
      expected(network(3), ActivationShape([1, 2, 3]))
        == "an output 3 of `lstm`, which has 3, counted from 0")
    let wide = Network(chain: [("relu", ReLULayer())])
    #expect(expected(wide, ActivationShape([1 << 24, 1 << 24 - 1])) == nil)
    #expect(
      expected(wide, ActivationShape([1 << 24, 1 << 24])) == "fewer than 2^48 values to come out")
  }

  @Test func namesAParameterThatTwoNodesShareOnce() throws {
    let linear = try make("linear", ["in_features": 2, "out_features": 2])
    let inner = Network(chain: [("a", linear)])
    let network = Network(chain: [("0", inner), ("1", linear)])
    #expect(network.allParameters.map(\.name) == ["0.a.weight", "0.a.bias"])
  }
}
