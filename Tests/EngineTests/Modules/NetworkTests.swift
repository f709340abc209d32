import Synchronization
import Testing

@testable import Engine

@Suite struct NetworkTests {
  private func make(_ kind: String, _ options: [String: OptionValue] = [:]) throws -> any Module {
    try LayerCatalogue.entries.named(kind).make(Options(options))
  }

  private func linear(_ inputs: Int, _ outputs: Int) throws -> any Module {
    try make("linear", ["in_features": .whole(inputs), "out_features": .whole(outputs)])
  }

  /// x → a, a again (shared), their sum, beside x: a graph with a residual and a shared layer.
  @Test func addsUpWhatBranchesAndSharedLayersLeave() throws {
    let shared = try linear(3, 3)
    let network = Network(
      [
        .init("a", shared, of: [.input(0)]),
        .init("again", shared, of: [.node(0, output: 0)]),
        .init("sum", try make("add"), of: [.node(1, output: 0), .node(0, output: 0), .input(0)]),
        .init("join", try make("concatenate"), of: [.node(2, output: 0), .input(1)]),
      ], inputs: 2)
    network.initialize(from: TorchGenerator(seed: 5))
    #expect(network.allParameters.map(\.name) == ["a.weight", "a.bias"])
    var samples = Samples(1)
    let inputs = [samples.tensor([4, 3]), samples.tensor([4, 2])]
    NaiveCheck(network, inputs: inputs).expect(
      try ModuleRun(network, inputs.map { .numbers($0) })
    ) { values in
      let x = values["input 0"] ?? []
      func linear(_ x: [Double]) -> [Double] {
        NaiveLayers.linear(x, values["a.weight"] ?? [], values["a.bias"], outputs: 3)
      }
      let a = linear(x)
      let again = linear(a)
      let other = values["input 1"] ?? []
      var joined: [Double] = []
      for row in 0..<4 {
        for i in row * 3..<row * 3 + 3 { joined.append(again[i] + a[i] + x[i]) }
        joined += other[row * 2..<row * 2 + 2]
      }
      return [joined]
    }
  }

  @Test func namesTheLayerThatDoesNotFit() throws {
    let inner = Network(chain: [("0", try linear(5, 4)), ("1", try linear(5, 2))])
    let network = Network(chain: [("flat", try make("flatten")), ("body", inner)])
    let problem = #expect(throws: ShapeProblem.self) {
      try network.outputs(of: [ActivationShape([2, 5])])
    }
    #expect(problem?.place == ["body", "1"])
    #expect(problem?.expected == "[…, 5]" && problem?.found == [ActivationShape([2, 4])])
  }

  /// Layers look at memory by the shapes that they expect, so nothing else may reach them.
  @Test func refusesInputsThatDoNotFitBeforeAnythingReadsThem() throws {
    let network = Network(chain: [
      ("lstm", try make("lstm", ["input_size": .whole(3), "hidden_size": .whole(4)])),
      ("fc", try linear(4, 2)),
    ])
    network.initialize(from: TorchGenerator(seed: 1))
    let pass = Pass(
      isTraining: true, goesBack: true, generator: TorchGenerator(seed: 1),
      pool: WorkerPool(threads: 1))
    for _ in 0..<2 { _ = try network.forward([.numbers(Tensor(shape: [5, 2, 3]))], pass) }
    func words(_ inputs: [Activation]) -> String? {
      let error = #expect(throws: EngineError.self) { try network.forward(inputs, pass) }
      return error?.description
    }
    #expect(
      words([.numbers(Tensor(shape: [5, 3]))])
        == "`network.lstm` needs [steps, rows, 3], but [5, 3] goes in")
    let token = Activation.indices(
      Indices(shape: [5, 2, 3], values: .init(repeating: 0, count: 30)))
    #expect(
      words([token]) == "`network.lstm` needs [steps, rows, 3], but [5, 2, 3] of indices goes in")
    #expect(words([]) == "`network` needs one input, but nothing goes in")
  }

  /// As the rows of a batch of texts go through a head, each in the thread that has encoded it.
  @Test func letsThreadsGoThroughItAtOnce() throws {
    let network = Network(chain: [("fc", try linear(3, 2))])
    network.initialize(from: TorchGenerator(seed: 1))
    let done = Mutex(0)
    try WorkerPool(threads: 8).forEach(count: 4000) { index, _ throws(EngineError) in
      let pass = Pass(
        isTraining: true, goesBack: false, generator: TorchGenerator(seed: 1),
        pool: WorkerPool(threads: 1))
      let rows = index % 500 + 1
      let step = try network.forward([.numbers(Tensor(shape: [rows, 3]))], pass)
      if step.outputs[0].shape == [rows, 2] { done.withLock { $0 += 1 } }
    }
    #expect(done.withLock { $0 } == 4000)
  }

  @Test func knowsShapesAndCountsWithoutMemory() throws {
    let huge = Network(chain: [("fc", try linear(1_000_000, 1_000_000))])
    #expect(try huge.outputs(of: [ActivationShape([8, 1_000_000])])[0].shape == [8, 1_000_000])
    #expect(
      huge.allParameters.map { $0.parameter.shape } == [[1_000_000, 1_000_000], [1_000_000]])
    #expect(huge.operations(of: [ActivationShape([8, 1_000_000])]) == 1.6e13)
  }

  /// What nothing needs is not computed: a frozen layer gets no gradient, nor does what is before it.
  @Test func leavesFrozenLayersAlone() throws {
    let network = Network(chain: [("a", try linear(3, 4)), ("b", try linear(4, 2))])
    network.initialize(from: TorchGenerator(seed: 5))
    for (name, parameter) in network.allParameters where name.hasPrefix("a.") {
      parameter.requiresGradient = false
    }
    var samples = Samples(1)
    let run = try ModuleRun(network, [.numbers(samples.tensor([5, 3]))], wantsInputs: false)
    #expect(run.gradients["a.weight"] == [] && run.gradients["a.bias"] == [])
    #expect(run.gradients["b.weight"]?.contains { $0 != 0 } == true)
    #expect(run.inputGradients[0] == nil)
  }

  @Test func refusesOptionsByName() throws {
    #expect(
      throws: OptionProblem("in_features", "is missing: expected a whole number of at least 1")
    ) { try make("linear", ["out_features": 3]) }
    #expect(throws: OptionProblem("out_features", "must be a whole number of at least 1")) {
      try make("linear", ["in_features": 3, "out_features": 0])
    }
    let problem = #expect(throws: OptionProblem.self) {
      try make(
        "conv2d",
        ["in_channels": 1, "out_channels": 1, "kernel_size": 3, "padding_mode": "circular"])
    }
    #expect(problem == OptionProblem("padding_mode", "is not supported: the padding is zeros"))
    #expect(throws: OptionProblem.self) { try make("relu", ["slope": 3]) }
    #expect(throws: OptionProblem.self) {
      try make("conv2d", ["in_channels": 3, "out_channels": 4, "kernel_size": 3, "groups": 2])
    }
  }

  /// Names that lessons write are no two layers'.
  @Test func everyNameIsOneEntrys() {
    let names = [
      LayerCatalogue.entries.map(\.name), LossCatalogue.entries.map(\.name),
      OptimizerCatalogue.entries.map(\.name), ScheduleCatalogue.entries.map(\.name),
    ]
    for names in names { #expect(Set(names).count == names.count) }
    for entry in LayerCatalogue.entries {
      #expect(!entry.summary.isEmpty && entry.pytorch.hasPrefix("torch."), "\(entry.name)")
      let options = entry.options.map(\.name)
      #expect(Set(options).count == options.count, "\(entry.name)")
      #expect(Set(options).isDisjoint(with: entry.refused.keys), "\(entry.name)")
    }
  }
}
