import Testing

@testable import Engine

@Suite struct RecurrentLayerTests {
  private static func settings(
    _ inputs: Int, _ hidden: Int, layers: Int = 1,
    change: (inout RecurrentSettings) -> Void = { _ in }
  ) -> RecurrentSettings {
    var settings = RecurrentSettings(inputs, hidden)
    settings.layers = layers
    change(&settings)
    return settings
  }

  private static func make(_ kind: NaiveRecurrent.Kind, _ settings: RecurrentSettings) -> any Module
  {
    let module: any Module =
      switch kind {
      case .tangent: RNNLayer(settings)
      case .rectifier: RNNLayer(settings, isRectified: true)
      case .gru: GRULayer(settings)
      case .lstm: LSTMLayer(settings)
      }
    module.initialize(from: TorchGenerator(seed: 5))
    return module
  }

  private static func states(_ kind: NaiveRecurrent.Kind) -> Int { kind == .lstm ? 2 : 1 }

  // MARK: - Values and gradients

  /// Two layers, both directions, initial states, every output in the sum.
  @Test(arguments: NaiveRecurrent.Kind.allCases, [true, false])
  func computesTheDefinitionAndItsSlopes(kind: NaiveRecurrent.Kind, hasBias: Bool) throws {
    let settings = Self.settings(2, 5, layers: 2) {
      $0.isBidirectional = true
      $0.hasBias = hasBias
    }
    let module = Self.make(kind, settings)
    var samples = Samples(1)
    let states = (0..<Self.states(kind)).map { _ in samples.tensor([4, 2, 5]) }
    let inputs = [samples.tensor([3, 2, 2])] + states
    let naive = NaiveRecurrent(kind: kind, settings: settings, steps: 3, rows: 2)
    NaiveCheck(module, inputs: inputs).expect(
      try ModuleRun(module, inputs.map { .numbers($0) })
    ) { naive.outputs($0, initial: states.count) }
  }

  /// A width that fills no register, and one step.
  @Test(arguments: NaiveRecurrent.Kind.allCases)
  func beginsWithZerosWhereNothingIsSaid(kind: NaiveRecurrent.Kind) throws {
    for steps in [1, 4] {
      let module = Self.make(kind, Self.settings(3, 19))
      var samples = Samples(2)
      let x = samples.tensor([steps, 5, 3])
      let zeros = (0..<Self.states(kind)).map { _ in Tensor(shape: [1, 5, 19]) }
      let alone = try ModuleRun(module, [.numbers(x)])
      let given = try ModuleRun(module, ([x] + zeros).map { .numbers($0) })
      #expect(alone.outputs.map(\.array) == given.outputs.map(\.array))
      // Zeros add nothing to a sum, but for the sign of a zero.
      #expect(alone.gradients == given.gradients)
      #expect(alone.inputGradients[0]?.array == given.inputGradients[0]?.array)
    }
  }

  @Test(arguments: NaiveRecurrent.Kind.allCases)
  func takesBatchesInEitherOrder(kind: NaiveRecurrent.Kind) throws {
    func run(_ isBatchFirst: Bool) throws -> ModuleRun {
      let module = Self.make(
        kind,
        Self.settings(4, 5, layers: 2) {
          $0.isBatchFirst = isBatchFirst
          $0.isBidirectional = true
          $0.dropout = 0.4
        })
      var samples = Samples(3)
      let x = samples.tensor([7, 3, 4])
      let step = try module.forward(
        [.numbers(isBatchFirst ? x.withFirstTwoSwapped() : x)],
        Pass(
          isTraining: true, goesBack: true, generator: TorchGenerator(seed: 8),
          pool: WorkerPool(threads: 1)))
      return try ModuleRun(step: step, of: module, batchFirst: isBatchFirst)
    }
    let (timeFirst, batchFirst) = (try run(false), try run(true))
    #expect(timeFirst.bits == batchFirst.bits)
  }

  // MARK: - Dropout

  /// One decision for each value between two layers, and none after the last.
  @Test func drawsDropoutBetweenLayersAlone() throws {
    for (layers, isTraining, words) in [(1, true, 0), (3, true, 2 * 2 * 60), (3, false, 0)] {
      let module = Self.make(.gru, Self.settings(4, 5, layers: layers) { $0.dropout = 0.4 })
      let generator = TorchGenerator(seed: 8)
      let expected = TorchGenerator(seed: 8)
      for _ in 0..<words { _ = expected.random() }
      var samples = Samples(3)
      _ = try module.forward(
        [.numbers(samples.tensor([6, 2, 4]))],
        Pass(
          isTraining: isTraining, goesBack: false, generator: generator,
          pool: WorkerPool(threads: 1)))
      #expect(generator.random() == expected.random(), "\(layers) layers")
    }
  }

  // MARK: - Threads

  /// Enough rows for threads to share, and more than one shard of the weights' gradients.
  @Test(arguments: NaiveRecurrent.Kind.allCases)
  func hasTheSameBitsWithAnyNumberOfThreads(kind: NaiveRecurrent.Kind) throws {
    let module = Self.make(
      kind,
      Self.settings(7, 33, layers: 2) {
        $0.isBidirectional = true
        $0.dropout = 0.2
      })
    var samples = Samples(4)
    let x = samples.tensor([18, 67, 7])
    let one = try ModuleRun(module, [.numbers(x)]).bits
    for threads in [2, 3, 8] {
      #expect(try ModuleRun(module, [.numbers(x)], threads: threads).bits == one, "\(threads)")
    }
  }

  // MARK: - Names, shapes and options

  @Test func namesTensorsAsPyTorchDoes() {
    let module = Self.make(.lstm, Self.settings(4, 5, layers: 2) { $0.isBidirectional = true })
    let ends = ["_l0", "_l0_reverse", "_l1", "_l1_reverse"]
    let kinds = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
    #expect(
      module.allParameters.map(\.name) == ends.flatMap { end in kinds.map { $0 + end } })
    #expect(module.allParameters[8].parameter.shape == [20, 10])
  }

  @Test func saysWhatComesOut() throws {
    let module = Self.make(
      .lstm, Self.settings(4, 5, layers: 3) { ($0.isBidirectional, $0.isBatchFirst) = (true, true) }
    )
    let shapes = try module.outputs(of: [ActivationShape([2, 9, 4])]).map(\.shape)
    #expect(shapes == [[2, 9, 10], [6, 2, 5], [6, 2, 5]])
  }

  @Test func refusesOtherShapes() {
    let module = Self.make(.lstm, Self.settings(4, 5))
    let state = ActivationShape([1, 2, 5])
    let cases: [([ActivationShape], String)] = [
      ([ActivationShape([9, 2, 3])], "[steps, rows, 4]"),
      ([ActivationShape([9, 4])], "[steps, rows, 4]"),
      ([ActivationShape([9, 2, 4], kind: .indices)], "[steps, rows, 4]"),
      ([], "[steps, rows, 4]"),
      ([ActivationShape([0, 2, 4])], "a sequence of at least one step"),
      (
        [ActivationShape([9, 2, 4]), state],
        "one sequence, alone or with 2 of initial states [1, 2, 5]"
      ),
      (
        [ActivationShape([9, 3, 4]), state, state],
        "one sequence, alone or with 2 of initial states [1, 3, 5]"
      ),
    ]
    for (inputs, expected) in cases {
      #expect(throws: ShapeProblem(expected: expected, found: inputs)) {
        try module.outputs(of: inputs)
      }
    }
  }

  @Test func refusesOptionsThatItHasNot() {
    let sizes: [String: OptionValue] = ["input_size": .whole(4), "hidden_size": .whole(5)]
    let cases: [(CatalogueEntry<any Module>, [String: OptionValue], OptionProblem)] = [
      (
        LSTMLayer.entry, ["proj_size": .whole(2)],
        OptionProblem(
          "proj_size", "is not supported: put a linear layer after the network")
      ),
      (
        GRULayer.entry, ["dropout": .number(1.5)],
        OptionProblem("dropout", "must be a number from 0 to 1")
      ),
      (
        RNNLayer.entry, ["nonlinearity": .word("sigmoid")],
        OptionProblem("nonlinearity", "must be tanh, relu")
      ),
    ]
    for (entry, options, problem) in cases {
      #expect(throws: problem) { try entry.make(Options(sizes.merging(options) { $1 })) }
    }
  }
}

extension ModuleRun {
  /// The way back from a pass of a network with either order of dimensions, with the same weights for
  /// the same values; outputs and inputs time first.
  fileprivate init(step: ModuleStep, of module: any Module, batchFirst: Bool) throws {
    func swapped(_ tensor: Tensor) -> Tensor { batchFirst ? tensor.withFirstTwoSwapped() : tensor }
    let tensors = try step.outputs.map { try $0.tensor("test") }
    let outputs = [swapped(tensors[0])] + tensors.dropFirst()
    var samples = Samples(77)
    let weights = outputs.map { samples.tensor($0.shape) }
    let dInputs = step.backward([swapped(weights[0])] + weights.dropFirst(), [true])
    self.init(
      outputs: outputs, weights: weights, inputGradients: dInputs.map { $0.map(swapped) },
      gradients: Dictionary(
        uniqueKeysWithValues: module.allParameters.map {
          ($0.name, $0.parameter.gradient?.array ?? [])
        }))
  }
}
