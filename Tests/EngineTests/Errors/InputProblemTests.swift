import Testing

@testable import Engine

/// What a program on the engine alone is told: in a lesson the planner finds most of it first.
@Suite struct InputProblemTests {
  private func refusal(of module: any Module, _ inputs: [Activation]) throws -> String? {
    module.initialize(from: TorchGenerator(seed: 1))
    let error = #expect(throws: EngineError.self) { try ModuleRun(module, inputs) }
    return error?.description
  }

  private func numbers(_ shape: [Int]) -> Activation { .numbers(Tensor(shape: shape)) }

  private func indices(_ shape: [Int]) -> Activation {
    .indices(Indices(shape: shape, values: .init(repeating: 0, count: shape.reduce(1, *))))
  }

  @Test func saysWhatALayerTakesAndWhatItWasGiven() throws {
    func layer(_ name: String, _ options: [String: OptionValue] = [:]) throws -> any Module {
      try LayerCatalogue.entries.named(name).make(Options(options))
    }
    let linear = try layer("linear", ["in_features": 3, "out_features": 2])
    #expect(
      try refusal(of: linear, [numbers([1, 3]), indices([2])])
        == "a layer expects one input of numbers, not [1, 3] and [2] of indices")
    let pool = try layer("max_pool2d", ["kernel_size": 2])
    #expect(
      try refusal(of: pool, [numbers([4, 4])])
        == "max pooling expects [rows, channels, height, width], not [4, 4]")
    let gru = try layer("gru", ["input_size": 3, "hidden_size": 2])
    #expect(
      try refusal(of: gru, [numbers([5, 1, 3]), numbers([1, 1, 2]), numbers([1, 1, 2])]) == """
        a recurrent layer expects a sequence, alone or with initial states, not [5, 1, 3] and \
        [1, 1, 2] and [1, 1, 2]
        """)
    let attention = try layer("multihead_attention", ["embed_dim": 4, "num_heads": 2])
    #expect(
      try refusal(of: attention, [numbers([5, 1, 4]), numbers([5, 1, 4])]) == """
        attention expects one sequence, or query, key and value, not [5, 1, 4] and [5, 1, 4]
        """)
    let encoder = try layer("transformer_encoder_layer", ["d_model": 4, "nhead": 2])
    #expect(
      try refusal(of: encoder, []) == "an encoder layer expects an input, not nothing")
    let embedding = try layer("embedding", ["num_embeddings": 4, "embedding_dim": 2])
    #expect(
      try refusal(of: embedding, [numbers([2])])
        == "an embedding expects indices, such as token ids, not numbers")
    #expect(
      try refusal(of: try layer("add"), [indices([2]), numbers([2])])
        == "add expects numbers, not indices")
  }

  @Test func saysWhatALossTakesAndWhatItWasGiven() throws {
    func refusal(_ loss: any Loss, _ output: [Int], _ target: Activation) -> String? {
      let error = #expect(throws: EngineError.self) {
        try loss.lossAndGradient(output: Tensor(shape: output), target: target, weight: 1)
      }
      return error?.description
    }
    let weighted = try LossCatalogue.entries.make(
      "bce_with_logits", ["pos_weight": .list([.whole(1), .whole(2)])])
    #expect(
      refusal(weighted, [4, 3], numbers([4, 3])) == """
        `loss` needs an output of 2 columns, which `pos_weight` has a number each for, but [4, 3] \
        and [4, 3] go in
        """)
    let broadcast = BroadcastLoss(right: try LossCatalogue.entries.make("mse"))
    #expect(
      refusal(broadcast, [4, 1], numbers([3, 1]))
        == "a loss of broadcast values was given an output [4, 1] and a target [3, 1]")
  }

  @Test func refusesATrainingOfAModelWithoutOutputs() throws {
    var sample = try SampleTraining()
    sample.training.module = Network([], results: [])
    #expect(throws: EngineError.invalidInput(.noOutput)) {
      try sample.training.run(
        generator: TorchGenerator(seed: 1), pool: WorkerPool(threads: 1),
        cancellation: Cancellation())
    }
    #expect(
      EngineError.invalidInput(.noOutput).description == "nothing comes out of the model")
  }

  /// Its rows are computed eight values at a time.
  @Test func refusesABertOfOddWidths() throws {
    var configuration = try tinyBert().configuration
    configuration.hiddenSize = 12
    let error = #expect(throws: EngineError.self) {
      try BertModel(configuration) { _, shape in Tensor(shape: shape) }
    }
    #expect(
      error?.description == "hidden_size 12 and intermediate_size 32 must be multiples of 8")
  }

  @Test func namesTheOptionThatDoesNotFit() {
    let problem = OptionProblem("total_steps", "must be at least 5")
    #expect(
      EngineError.invalidInput(.option(problem, of: "one_cycle")).description
        == "one_cycle: `total_steps` must be at least 5")
    #expect(
      EngineError.invalidInput(.scheduleOption(problem)).description
        == "the schedule's `total_steps` must be at least 5")
  }
}
