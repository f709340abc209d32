/// Backbone and head trained as one model: every sequence goes forward and back as one task, then
/// the weights' gradients are products over the whole batch.
///
/// The next batch's dropout is drawn meanwhile. A batch of more tokens than memory is kept for is
/// done in parts, cut by the positions in it alone, whose gradients add up.
final class FineTuningWork: BatchWork {
  /// Tokens whose activations are kept at once: 16 reviews of 512.
  static let tokensKept = 8192

  private let training: ClassifierTraining
  private let stream: ReviewStream
  private let pool: WorkerPool
  private let cancellation: Cancellation
  private let forward: BertForward
  private let backward: BertBackward
  private let workspaces: [Workspace]
  private let activations: BertActivations
  private let norms: BertNormGradients
  private var drawn: DrawnBatch?
  private(set) var position: BatchStream.Position

  /// The memory of one thread.
  private struct Workspace {
    let forward: BertWorkspace
    let backward: BertBackward.Workspace
    let probabilities: BertActivations.Probabilities
  }

  init(
    _ training: ClassifierTraining, stream: ReviewStream, pool: WorkerPool,
    cancellation: Cancellation
  ) {
    let backbone = training.backbone
    let configuration = backbone.configuration
    let forward = backbone.forward(training.pooling)
    let scope = BertGradientScope(backbone.weights, pooling: training.pooling)
    let maxTokens = training.longestRow
    self.training = training
    self.stream = stream
    self.pool = pool
    self.cancellation = cancellation
    self.forward = forward
    backward = BertBackward(forward: forward, scope: scope)
    workspaces = (0..<pool.threads).map { _ in
      Workspace(
        forward: BertWorkspace(configuration, maxTokens: maxTokens),
        backward: BertBackward.Workspace(configuration, maxTokens: maxTokens),
        probabilities: BertActivations.Probabilities(forward, scope: scope, maxTokens: maxTokens))
    }
    let maxSequences = min(training.loop.loader.batchSize, training.rows.count)
    activations = BertActivations(
      forward, scope: scope, maxTokens: Self.mostTokens(training), maxSequences: maxSequences)
    norms = BertNormGradients(configuration, maxSequences: maxSequences)
    position = stream.position
    drawn = stream.next()
  }

  func next(weight: (BatchRows) -> Double) throws(EngineError) -> ComputedBatch? {
    guard let batch = drawn else { return nil }
    drawn = nil
    let rows = batch.rows.count
    let logits = Tensor(shape: [rows, training.head.labels])
    var losses = [Double](repeating: 0, count: rows)
    let share = weight(batch.batch) / Double(rows)
    for part in parts(of: batch) {
      try compute(batch, part, weight: share, logits: logits, losses: &losses)
    }
    let loss = Float(losses.reduce(0, +) / Double(rows))
    position = batch.after
    return ComputedBatch(batch: batch.batch, loss: loss, output: logits)
  }

  /// Neighbouring rows of a batch that fit into the memory together.
  private func parts(of batch: DrawnBatch) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    var tokens = 0
    for (row, sequence) in batch.sequences.enumerated() {
      if row > start, tokens + sequence.count > training.tokensKept {
        parts.append(start..<row)
        (start, tokens) = (row, 0)
      }
      tokens += sequence.count
    }
    return parts + [start..<batch.sequences.count]
  }

  /// Some rows forward and back, then their share of all gradients.
  private func compute(
    _ batch: DrawnBatch, _ part: Range<Int>, weight: Double, logits: Tensor,
    losses: inout [Double]
  ) throws(EngineError) {
    let sequences = Array(batch.sequences[part])
    var firstTokens = [0]
    for sequence in sequences {
      firstTokens.append(firstTokens.last.map { $0 + sequence.count } ?? 0)
    }
    let (head, labels) = (training.head, training.labels(Array(batch.rows[part])))
    let hidden = Tensor(shape: [sequences.count, head.hidden])
    let dHidden = Tensor(shape: hidden.shape)
    let dLogits = Tensor(shape: [sequences.count, head.labels])
    // The pooler's outputs are overwritten on the way back; the head's gradients need them.
    let width = forward.configuration.hiddenSize
    let features = Tensor(shape: [sequences.count, width])

    // The longest first, so that the threads end together; the draw for the next batch before all.
    let order = sequences.indices.sorted {
      (sequences[$1].count, $0) < (sequences[$0].count, $1)
    }
    let draws = part.upperBound == batch.sequences.count
    let extra = draws ? 1 : 0
    try losses.withUnsafeMutableBufferPointer { losses throws(EngineError) in
      try pool.forEach(count: order.count + extra, cancellation: cancellation) {
        index, worker throws(EngineError) in
        if draws, index == 0 {
          drawn = stream.next()
          return
        }
        let row = order[index - extra]
        let workspace = workspaces[worker]
        let dropout = batch.dropout?.masks(part.lowerBound + row)
        let memory = activations.memory(
          sequence: row, token: firstTokens[row], tokens: sequences[row].count,
          workspace: workspace.forward, probabilities: workspace.probabilities)
        let pooled = activations.features.start + row * width
        forward.features(
          of: sequences[row], dropout: dropout, memory: memory, workspace: workspace.forward,
          into: pooled)
        (features.start + row * width).update(from: pooled, count: width)
        let outputs = logits.start + (part.lowerBound + row) * head.labels
        head.forward(
          pooled, rows: 1, activations: hidden.start + row * head.hidden, logits: outputs)
        losses[part.lowerBound + row] = CrossEntropy.lossAndGradient(
          logits: UnsafeBufferPointer(start: outputs, count: head.labels), label: labels[row],
          weight: weight, dLogits: dLogits.start + row * head.labels)
        let dPooled = activations.dFeatures.start + row * width
        head.inputGradient(
          dLogits: dLogits.start + row * head.labels, rows: 1,
          activations: hidden.start + row * head.hidden,
          dActivations: dHidden.start + row * head.hidden, dFeatures: dPooled)
        backward.run(
          tokens: sequences[row].count, dropout: dropout, memory: memory, features: pooled,
          dFeatures: dPooled, norms: norms.start(sequence: row), workspace: workspace.backward)
      }
    }
    head.parameterGradients(
      dLogits: dLogits.start, rows: sequences.count, activations: hidden.start,
      dActivations: dHidden.start, features: features.start)
    let tasks = BertWeightGradients(
      parameters: forward.parameters, activations: activations, norms: norms
    ).tasks(sequences)
    try pool.forEach(count: tasks.count, cancellation: cancellation) { index, _ in
      tasks[index]()
    }
  }

  /// Tokens of the largest part there can be: the longest rows in one batch, cut where parts are.
  private static func mostTokens(_ training: ClassifierTraining) -> Int {
    let lengths = training.rows.map { $0.ids.count }.sorted(by: >)
    let batch = lengths.prefix(training.loop.loader.batchSize).reduce(0, +)
    return min(batch, max(training.tokensKept, lengths.first ?? 0))
  }
}
