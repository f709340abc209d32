/// A BERT and a head trained as one model: every text goes forward and back as one task, then the
/// weights' gradients are products over the whole batch.
///
/// The next batch's dropout is drawn meanwhile. A batch of more tokens than memory is kept for is
/// done in parts, cut by the positions in it alone, whose gradients add up.
final class FineTuningWork: BatchWork {
  /// Tokens whose activations are kept at once: 16 reviews of 512.
  static let tokensKept = 8192

  private let head: any Module
  private let loss: any Loss
  private let targets: Activation
  private let isTraining: Bool
  private let stream: ReviewStream
  private let place: WorkPlace
  private let tokensKept, width: Int
  private let memory: BertPasses.Memory
  private let workspaces: [Workspace]
  private var drawn: DrawnBatch?
  private(set) var position: BatchStream.Position

  /// The memory of one thread.
  private struct Workspace {
    let forward: BertWorkspace
    let backward: BertBackward.Workspace
    let probabilities: BertActivations.Probabilities
  }

  /// - Parameters:
  ///   - head: one that takes a batch's rows alone.
  ///   - training: with a loss that is the mean of a batch's rows.
  init(
    _ training: ModuleTraining, _ bert: BertFeatures, _ head: any Module, _ texts: TokenSequences,
    _ place: WorkPlace
  ) {
    (self.head, loss, targets) = (head, training.loss, training.rows.targets)
    (isTraining, self.place) = (training.isTraining, place)
    let configuration = bert.bert.configuration
    (tokensKept, width) = (bert.tokensKept, configuration.hiddenSize)
    workspaces = (0..<place.pool.threads).map { _ in
      Workspace(
        forward: BertWorkspace(configuration, maxTokens: texts.longest),
        backward: BertBackward.Workspace(configuration, maxTokens: texts.longest),
        probabilities: BertActivations.Probabilities(
          bert.forward, scope: bert.scope, maxTokens: texts.longest))
    }
    let batchSize = training.loop.loader.batchSize
    // Of the largest part there can be: the longest texts in one batch, cut where parts are.
    let lengths = texts.ids.map { $0.count }.sorted(by: >)
    memory = BertPasses.Memory(
      bert,
      maxTokens: min(lengths.prefix(batchSize).reduce(0, +), max(tokensKept, texts.longest)),
      maxSequences: min(batchSize, lengths.count))
    stream = ReviewStream(training, bert, texts, place)
    position = stream.position
    drawn = stream.next()
  }

  func next(weight: (BatchRows) -> Double) throws(EngineError) -> ComputedBatch? {
    guard let batch = drawn else { return nil }
    drawn = nil
    let weight = weight(batch.batch)
    let features = Tensor(uninitialized: [batch.rows.count, width])
    let parts = parts(of: batch)
    for part in parts {
      try compute(batch, part, weight: weight / Double(batch.rows.count), features)
    }
    position = batch.after
    return try computeHead(batch, parts, weight: weight, features)
  }

  /// Neighbouring rows of a batch that fit into the memory together.
  private func parts(of batch: DrawnBatch) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    var tokens = 0
    for (row, text) in batch.texts.ids.enumerated() {
      if row > start, tokens + text.count > tokensKept {
        parts.append(start..<row)
        (start, tokens) = (row, 0)
      }
      tokens += text.count
    }
    return parts + [start..<batch.rows.count]
  }

  /// Some rows forward and back, then their share of the BERT's gradients.
  ///
  /// - Parameters:
  ///   - weight: of a row's loss.
  ///   - features: [B, C], of all rows.
  private func compute(
    _ batch: DrawnBatch, _ part: Range<Int>, weight: Double, _ features: Tensor
  ) throws(EngineError) {
    let texts = batch.texts.rows(Array(part))
    let passes = BertPasses(
      memory, texts.ids, dropout: batch.dropout, firstMasks: part.lowerBound)
    // The longest first; the draw for the next batch before all.
    let order = texts.longestFirst
    let draws = part.upperBound == batch.rows.count
    let extra = draws ? 1 : 0
    try withoutOwnGradients { () throws(EngineError) in
      try place.pool.forEach(count: order.count + extra, cancellation: place.cancellation) {
        index, worker throws(EngineError) in
        if draws, index == 0 {
          drawn = stream.next()
          return
        }
        let row = order[index - extra]
        let workspace = workspaces[worker]
        let pooled = passes.forward(row, keeping: workspace.probabilities, workspace.forward)
        let inBatch = part.lowerBound + row
        (features.start + inBatch * width).update(from: pooled, count: width)
        let dFeatures = try gradient(
          features.rows([inBatch]), target: targets.rows([batch.rows[inBatch]]), weight: weight)
        passes.backward(
          row, dFeatures: dFeatures.start, workspace.probabilities, workspace.forward,
          workspace.backward)
      }
    }
    try passes.addWeightGradients(place.pool, cancellation: place.cancellation)
  }

  /// The gradient of one row's features [1, C].
  private func gradient(
    _ features: Tensor, target: Activation, weight: Double
  ) throws(EngineError) -> Tensor {
    let step = try head.forward([.numbers(features)], pass(WorkerPool(threads: 1)))
    let (_, dOutput) = try loss.lossAndGradient(
      output: try step.outputs[0].tensor("a loss"), target: target, weight: weight)
    return step.backward([dOutput], [true])[0] ?? Tensor(shape: features.shape)
  }

  /// Calls `body` while the head asks for no gradients: those are sums over a batch, and no thread's
  /// alone.
  private func withoutOwnGradients(
    _ body: () throws(EngineError) -> Void
  ) throws(EngineError) {
    let parameters = head.allParameters.map { $0.parameter }.filter { $0.requiresGradient }
    for parameter in parameters { parameter.requiresGradient = false }
    defer { for parameter in parameters { parameter.requiresGradient = true } }
    try body()
  }

  /// The batch's loss, and the head's gradients, part by part.
  private func computeHead(
    _ batch: DrawnBatch, _ parts: [Range<Int>], weight: Double, _ features: Tensor
  ) throws(EngineError) -> ComputedBatch {
    var steps: [ModuleStep] = []
    var outputs: [Tensor] = []
    for part in parts {
      let step = try head.forward([.numbers(features.rows(Array(part)))], pass(place.pool))
      steps.append(step)
      outputs.append(try step.outputs[0].tensor("a loss"))
    }
    let output = Tensor(
      shape: [batch.rows.count] + outputs[0].shape.dropFirst(),
      values: outputs.flatMap { $0.array })
    let (loss, dOutput) = try loss.lossAndGradient(
      output: output, target: targets.rows(batch.rows), weight: weight)
    for (part, step) in zip(parts, steps) {
      _ = step.backward([dOutput.rows(Array(part))], [false])
    }
    return ComputedBatch(batch: batch.batch, loss: loss, output: output)
  }

  private func pass(_ pool: WorkerPool) -> Pass {
    Pass(isTraining: isTraining, goesBack: true, generator: place.stream.generator, pool: pool)
  }
}
