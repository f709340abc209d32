import Foundation
import Testing

@testable import Engine

/// Keeps the gradients of the first step and changes nothing.
private final class GradientKeeper: Optimizer {
  let groups: [ParameterGroup]
  var states: [ParameterState?] = []
  private(set) var gradients: [String: [Float]] = [:]

  init(_ parameters: [Parameter]) {
    groups = [ParameterGroup(parameters: parameters, learningRate: 1, weightDecay: 0)]
  }

  func step(_ settings: StepSettings, pool: WorkerPool) {
    for parameter in parameters { gradients[parameter.name] = parameter.gradient?.array }
  }
}

@Suite struct FineTuningTests {
  private let rows = zip(tinySequences([7, 21, 1, 14, 9, 30, 3]), 0...).map {
    TokenizedRow(ids: $0, label: $1 % 2)
  }

  private func newHead() -> ClassifierHead {
    ClassifierHead(inputs: 16, hidden: 8, labels: 2, generator: TorchGenerator(seed: 42))
  }

  private func training(
    _ model: BertModel, _ head: ClassifierHead, optimizer: any Optimizer, batchSize: Int = 4,
    epochs: Int = 1
  ) -> ClassifierTraining {
    ClassifierTraining(
      backbone: model, head: head, rows: rows,
      padding: .toLength(32),
      loop: Training(
        loader: DataLoader(rows: rows.count, batchSize: batchSize, shuffle: true),
        optimizer: optimizer, epochs: epochs))
  }

  private func run(
    _ training: ClassifierTraining, threads: Int = 2, resuming: TrainingCheckpoint? = nil,
    onCheckpoint: (TrainingCheckpoint) -> Void = { _ in }
  ) throws -> TrainingOutcome {
    try training.run(
      generator: TorchGenerator(seed: 42), pool: WorkerPool(threads: threads),
      cancellation: Cancellation(), resuming: resuming, onStep: { onCheckpoint($0.checkpoint) })
  }

  private func unfrozenBert() throws -> BertModel {
    let model = try tinyBert()
    model.isTraining = true
    for parameter in model.parameters { parameter.requiresGradient = true }
    return model
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
    let model = try unfrozenBert()
    model.isTraining = isDropping
    let head = newHead()
    let keeper = GradientKeeper(model.parameters + head.parameters)
    var training = training(model, head, optimizer: keeper)
    training.pooling = pooling
    training.loop.maxBatches = 1
    let outcome = try run(training)

    // The order of the epoch is drawn first, and then the batch's dropout.
    let generator = TorchGenerator(seed: 42)
    let batch = training.loop.loader.epoch(generator)[0]
    let start = generator.state
    func drawn() -> TorchGenerator? {
      generator.state = start
      return isDropping ? generator : nil
    }
    var naive = NaiveBert(model)
    let exactHead = head.parameters.map(\.value.array.doubles)
    let expected = loss(naive, exactHead, batch, pooling: pooling, generator: drawn())
    #expect(abs(Double(outcome.losses[0]) - expected) < 1e-6)
    for parameter in model.parameters where keeper.gradients[parameter.name] != nil {
      let gradient = try #require(keeper.gradients[parameter.name])
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
    let withoutGradient = model.parameters.filter { keeper.gradients[$0.name] == nil }.map(\.name)
    // As in PyTorch, a pooler that nothing reads gets none.
    #expect(
      withoutGradient == (pooling == .pooler ? [] : ["pooler.dense.weight", "pooler.dense.bias"]))
  }

  @Test func computesTheSameBitsOnAnyNumberOfThreads() throws {
    func train(_ threads: Int) throws -> [UInt32] {
      let (model, head) = (try unfrozenBert(), newHead())
      let optimizer = AdamW(
        parameters: model.parameters + head.parameters, learningRate: 1e-3, weightDecay: 0.01)
      let outcome = try run(
        training(model, head, optimizer: optimizer, epochs: 3), threads: threads)
      return (outcome.losses + (model.parameters + head.parameters).flatMap(\.value.array))
        .map(\.bitPattern)
    }
    let one = try train(1)
    for threads in [2, 3, 8] { #expect(try train(threads) == one) }
  }

  @Test func goesOnFromAnyCheckpointToTheSameBits() throws {
    func fresh() throws -> (BertModel, ClassifierHead, AdamW) {
      let (model, head) = (try unfrozenBert(), newHead())
      let optimizer = AdamW(
        parameters: model.parameters + head.parameters, learningRate: 1e-3, weightDecay: 0.01)
      return (model, head, optimizer)
    }
    let (model, head, optimizer) = try fresh()
    var kept: [(TrainingCheckpoint, [[Float]], [ParameterState?])] = []
    let whole = try run(
      training(model, head, optimizer: optimizer, epochs: 3),
      onCheckpoint: { checkpoint in
        let states = optimizer.states.map { state in
          state.map { state in
            let copies = state.buffers.map { Tensor(shape: $0.shape, values: $0.array) }
            return ParameterState(steps: state.steps, buffers: copies)
          }
        }
        kept.append((checkpoint, optimizer.parameters.map(\.value.array), states))
      })
    let final = optimizer.parameters.map(\.value.array)
    #expect(kept.count == 6)
    for (checkpoint, values, states) in kept.dropLast() {
      let (model, head, optimizer) = try fresh()
      for (parameter, values) in zip(optimizer.parameters, values) {
        _ = parameter.value.values.update(from: values)
      }
      optimizer.states = states
      let resumed = try run(
        training(model, head, optimizer: optimizer, epochs: 3), resuming: checkpoint)
      #expect(resumed == whole)
      #expect(optimizer.parameters.map(\.value.array) == final)
    }
  }

  /// What is kept in memory at once does not show but for the order of a sum.
  @Test func addsUpABatchThatIsDoneInParts() throws {
    func gradients(tokensKept: Int) throws -> [String: [Float]] {
      let (model, head) = (try unfrozenBert(), newHead())
      let keeper = GradientKeeper(model.parameters + head.parameters)
      var training = training(model, head, optimizer: keeper, batchSize: 7)
      training.tokensKept = tokensKept
      _ = try run(training)
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
      let (model, head) = (try unfrozenBert(), newHead())
      model.isTraining = false
      let keeper = GradientKeeper(model.parameters + head.parameters)
      var training = training(model, head, optimizer: keeper, batchSize: batchSize)
      training.loop.accumulate = accumulate
      training.loop.maxBatches = accumulate
      let outcome = try run(training)
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
    let trained = try run(
      training(try unfrozenBert(), newHead(), optimizer: GradientKeeper([])))
    let frozen = try tinyBert()
    frozen.isTraining = true
    let other = try run(training(frozen, newHead(), optimizer: GradientKeeper([])))
    #expect(largestDifference(trained.losses, other.losses.doubles) < 1e-6)
    #expect(trained.order == other.order)
  }

  @Test(arguments: ["embeddings.LayerNorm", "encoder.layer.0.", "encoder.layer.1.", "pooler."])
  func movesWhatIsNotFrozenAndNothingElse(prefix: String) throws {
    let (model, head) = (try unfrozenBert(), newHead())
    for parameter in model.parameters { parameter.requiresGradient = false }
    let open = model.parameters.filter { $0.name.hasPrefix(prefix) }
    for parameter in open { parameter.requiresGradient = true }
    let before = model.parameters.map(\.value.array)
    let whole = try unfrozenBert()
    let reference = GradientKeeper(whole.parameters)
    var first = training(whole, newHead(), optimizer: reference)
    first.loop.maxBatches = 1
    _ = try run(first)

    let keeper = GradientKeeper(model.parameters)
    var step = training(model, newHead(), optimizer: keeper)
    step.loop.maxBatches = 1
    _ = try run(step)
    for parameter in open {
      #expect(keeper.gradients[parameter.name] == reference.gradients[parameter.name])
    }
    let optimizer = AdamW(
      parameters: model.parameters + head.parameters, learningRate: 1e-3, weightDecay: 0.1)
    _ = try run(training(model, head, optimizer: optimizer))
    for (parameter, old) in zip(model.parameters, before) {
      let hasMoved = parameter.value.array != old
      #expect(hasMoved == parameter.name.hasPrefix(prefix), "\(parameter.name)")
    }
  }

  @Test func leavesABackboneAloneWhoseFeaturesAreTakenWithoutGradient() throws {
    let (model, head) = (try unfrozenBert(), newHead())
    let keeper = GradientKeeper(model.parameters + head.parameters)
    var training = training(model, head, optimizer: keeper)
    training.trainsBackbone = false
    _ = try run(training)
    #expect(Set(keeper.gradients.keys) == Set(head.parameters.map(\.name)))
  }

  @Test func namesAGradientThatIsNotFinite() throws {
    let (model, head) = (try unfrozenBert(), newHead())
    func fill(_ name: String, _ value: Float) {
      model.parameters.first { $0.name == name }?.value.values.update(repeating: value)
    }
    // Huge values that weights of zero keep from the loss, but not from those weights' gradient.
    fill("encoder.layer.1.intermediate.dense.bias", 3e38)
    fill("encoder.layer.1.intermediate.dense.weight", 0)
    fill("encoder.layer.1.output.dense.weight", 0)
    for i in 0..<16 { head.parameters[2].value.values[i] = i < 8 ? 1e4 : -1e4 }
    var training = training(model, head, optimizer: GradientKeeper(model.parameters))
    training.pooling = .mean
    let error = #expect(throws: EngineError.self) { try run(training) }
    guard case .nonFinite(let tensor, let epoch, let batch, let rows)? = error else {
      Issue.record("not \(String(describing: error))")
      return
    }
    #expect(tensor == "gradient of encoder.layer.1.output.dense.weight")
    #expect(epoch == 1 && batch == 1 && rows.count == 4)
  }
}
