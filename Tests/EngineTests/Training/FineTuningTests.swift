import Foundation
import Testing

@testable import Engine

@Suite struct FineTuningTests {
  private let rows = zip(tinySequences([7, 21, 1, 14, 9, 30, 3]), 0...).map {
    TokenizedRow(ids: $0, label: $1 % 2)
  }

  private func training(
    _ model: TextModel, _ optimizer: any Optimizer, batchSize: Int = 4, epochs: Int = 1
  ) -> ModuleTraining {
    model.training(
      rows, padding: .toLength(32), optimizer, batchSize: batchSize, epochs: epochs)
  }

  /// The mean loss of a batch on a naive BERT and a naive head, all in double precision.
  private func loss(
    _ bert: NaiveBert, _ head: [[Double]], _ positions: [Int], pooling: Pooling,
    generator: TorchGenerator?
  ) -> Double {
    let features = bert.features(
      of: positions.map { rows[$0].ids }, pooling: pooling, paddedLength: 32,
      generator: generator)
    let total = zip(features, positions).reduce(0.0) { sum, row in
      let (x, position) = row
      let inside = (0..<8).map { h in
        max(0, x.indices.reduce(head[1][h]) { $0 + head[0][h * 16 + $1] * x[$1] })
      }
      let logits = (0..<2).map { k in
        inside.indices.reduce(head[3][k]) { $0 + head[2][k * 8 + $1] * inside[$1] }
      }
      return sum + Foundation.log(logits.reduce(0) { $0 + Foundation.exp($1) })
        - logits[rows[position].label]
    }
    return total / Double(positions.count)
  }

  @Test(arguments: Pooling.allCases, [false, true])
  func hasTheGradientsThatFiniteDifferencesHave(pooling: Pooling, isDropping: Bool) throws {
    let model = try TextModel.unfrozen(pooling)
    model.bert.isTraining = isDropping
    let keeper = GradientKeeper(model.module)
    var training = training(model, keeper)
    training.loop.maxBatches = 1
    let outcome = try training.run()

    // The order of the epoch is drawn first, and then the batch's dropout.
    let generator = TorchGenerator(seed: 42)
    let batch = training.loop.loader.epoch(generator)[0]
    let start = generator.state
    func drawn() -> TorchGenerator? {
      generator.state = start
      return isDropping ? generator : nil
    }
    var naive = NaiveBert(model.bert)
    let exactHead = model.headParameters.map(\.value.array.doubles)
    let expected = loss(naive, exactHead, batch, pooling: pooling, generator: drawn())
    #expect(abs(Double(outcome.losses[0]) - expected) < 1e-6)
    for parameter in model.bert.parameters {
      guard let gradient = keeper.gradients["0." + parameter.name] else { continue }
      let values = parameter.value.array.doubles
      // A few of each tensor, the first that a token of the batch has used among the embeddings'.
      let places = (0..<8).map { ($0 * 97) % values.count }
      let slopes = slopes(at: places.map { values[$0] }) { changed in
        var all = values
        for (place, value) in zip(places, changed) { all[place] = value }
        naive.weights[parameter.name] = all
        return loss(naive, exactHead, batch, pooling: pooling, generator: drawn())
      }
      naive.weights[parameter.name] = values
      let scale = max(slopes.map(abs).max() ?? 0, 1e-3)
      #expect(
        largestDifference(places.map { gradient[$0] }, slopes) < 1e-5 * scale, "\(parameter.name)")
    }
    let withoutGradient = model.module.allParameters.map(\.name).filter {
      keeper.gradients[$0] == nil
    }
    // As in PyTorch, a pooler that nothing reads gets none.
    #expect(
      withoutGradient
        == (pooling == .pooler ? [] : ["0.pooler.dense.weight", "0.pooler.dense.bias"]))
  }

  @Test func computesTheSameBitsOnAnyNumberOfThreads() throws {
    func train(_ threads: Int) throws -> [UInt32] {
      let model = try TextModel.unfrozen()
      let outcome = try training(model, model.adamW(), epochs: 3).run(threads: threads)
      return outcome.losses.map(\.bitPattern) + model.bits
    }
    let one = try train(1)
    for threads in [2, 3, 8] { #expect(try train(threads) == one) }
  }

  @Test func goesOnFromAnyCheckpointToTheSameBits() throws {
    let model = try TextModel.unfrozen()
    let optimizer = model.adamW()
    var kept: [(TrainingCheckpoint, [[Float]], [ParameterState?])] = []
    let whole = try training(model, optimizer, epochs: 3).run(onStep: { step in
      let states = optimizer.states.map { state in
        state.map { state in
          let copies = state.buffers.map { Tensor(shape: $0.shape, values: $0.array) }
          return ParameterState(steps: state.steps, buffers: copies)
        }
      }
      kept.append((step.checkpoint, model.parameters.map(\.value.array), states))
    })
    #expect(kept.count == 6)
    for (checkpoint, values, states) in kept.dropLast() {
      let other = try TextModel.unfrozen()
      let optimizer = other.adamW()
      for (parameter, values) in zip(other.parameters, values) {
        parameter.restore(Tensor(shape: parameter.shape, values: values))
      }
      optimizer.states = states
      let resumed = try training(other, optimizer, epochs: 3).run(resuming: checkpoint)
      #expect(resumed == whole)
      #expect(other.bits == model.bits)
    }
  }

  /// What is kept in memory at once does not show but for the order of a sum.
  @Test func addsUpABatchThatIsDoneInParts() throws {
    func gradients(tokensKept: Int) throws -> [String: [Float]] {
      let model = try TextModel.unfrozen()
      let keeper = GradientKeeper(model.module)
      model.features.tokensKept = tokensKept
      _ = try training(model, keeper, batchSize: 7).run()
      return keeper.gradients
    }
    let whole = try gradients(tokensKept: 8192)
    for (name, values) in try gradients(tokensKept: 24) {
      let expected = try #require(whole[name]).doubles
      let scale = expected.map(abs).max() ?? 0
      #expect(largestDifference(values, expected) <= 1e-5 * scale + 1e-9, "\(name)")
    }
  }

  @Test func averagesTheGradientsOfAccumulatedBatches() throws {
    func gradients(batchSize: Int, accumulate: Int) throws -> [String: [Float]] {
      let model = try TextModel.unfrozen()
      model.bert.isTraining = false
      let keeper = GradientKeeper(model.module)
      var training = training(model, keeper, batchSize: batchSize)
      training.loop.accumulate = accumulate
      training.loop.maxBatches = accumulate
      let outcome = try training.run()
      #expect(outcome.steps == 1)
      return keeper.gradients
    }
    // The order is the same whatever the batches, so three of two are one of six.
    let whole = try gradients(batchSize: 6, accumulate: 1)
    for (name, values) in try gradients(batchSize: 2, accumulate: 3) {
      let expected = try #require(whole[name]).doubles
      let scale = expected.map(abs).max() ?? 0
      #expect(largestDifference(values, expected) <= 1e-5 * scale + 1e-9, "\(name)")
    }
  }

  /// The first step of a frozen backbone and of one that trains see the same features.
  @Test func startsAsTheFrozenBackboneDoes() throws {
    let model = try TextModel.unfrozen()
    let trained = try training(model, GradientKeeper(model.module)).run()
    let frozen = TextModel(try tinyBert())
    frozen.bert.isTraining = true
    let other = try training(frozen, GradientKeeper(frozen.module)).run()
    #expect(largestDifference(trained.losses, other.losses.doubles) < 1e-6)
    #expect(trained.order == other.order)
  }

  @Test(arguments: ["embeddings.LayerNorm", "encoder.layer.0.", "encoder.layer.1.", "pooler."])
  func movesWhatIsNotFrozenAndNothingElse(prefix: String) throws {
    let model = try TextModel.unfrozen()
    let weights = model.bert.parameters
    for parameter in weights { parameter.requiresGradient = false }
    let open = weights.filter { $0.name.hasPrefix(prefix) }
    for parameter in open { parameter.requiresGradient = true }
    let before = weights.map(\.value.array)
    func gradients(_ model: TextModel) throws -> [String: [Float]] {
      let keeper = GradientKeeper(model.module)
      var training = training(model, keeper)
      training.loop.maxBatches = 1
      _ = try training.run()
      return keeper.gradients
    }
    let reference = try gradients(try TextModel.unfrozen())
    let found = try gradients(model)
    for parameter in open {
      #expect(found["0." + parameter.name] == reference["0." + parameter.name])
    }
    _ = try training(model, model.adamW(weightDecay: 0.1)).run()
    for (parameter, old) in zip(weights, before) {
      let hasMoved = parameter.value.array != old
      #expect(hasMoved == parameter.name.hasPrefix(prefix), "\(parameter.name)")
    }
  }

  @Test func leavesABackboneAloneWhoseFeaturesAreTakenWithoutGradient() throws {
    let model = try TextModel.unfrozen()
    let keeper = GradientKeeper(model.module)
    var training = training(model, keeper)
    (training.module, training.features) = (model.head, model.features)
    _ = try training.run()
    #expect(
      Set(keeper.gradients.keys) == [
        "1.linear1.weight", "1.linear1.bias", "1.linear2.weight", "1.linear2.bias",
      ])
  }

  @Test func namesAGradientThatIsNotFinite() throws {
    let model = try TextModel.unfrozen(.mean)
    func fill(_ name: String, _ value: Float) {
      model.bert.parameters.first { $0.name == name }?.value.values.update(repeating: value)
    }
    // Huge values that weights of zero keep from the loss, but not from those weights' gradient.
    fill("encoder.layer.1.intermediate.dense.bias", 3e38)
    fill("encoder.layer.1.intermediate.dense.weight", 0)
    fill("encoder.layer.1.output.dense.weight", 0)
    for i in 0..<16 { model.headParameters[2].value.values[i] = i < 8 ? 1e4 : -1e4 }
    let error = #expect(throws: EngineError.self) {
      try training(model, GradientKeeper(model.features)).run()
    }
    guard case .nonFinite(let tensor, let epoch, let batch, let rows)? = error else {
      Issue.record("not \(String(describing: error))")
      return
    }
    #expect(tensor == "gradient of 0.encoder.layer.1.output.dense.weight")
    #expect(epoch == 1 && batch == 1 && rows.count == 4)
  }
}
