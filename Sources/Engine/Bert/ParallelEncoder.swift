import Synchronization

/// Sequences to be encoded, with the dropout decisions drawn for them, and where the results go.
struct EncoderBatch {
  let sequences: [[Int32]]
  /// `nil` in evaluation mode.
  let dropout: BertDropout?
  /// [B, C].
  let output: Tensor
}

/// Encodes sequences on several threads, one sequence a task, each thread with memory of its own.
struct ParallelEncoder {
  private let forward: BertForward
  private let workspaces: [BertWorkspace]
  private let pool: WorkerPool

  /// An encoder for sequences of at most `maxTokens` tokens.
  init(_ model: BertModel, pooling: Pooling, maxTokens: Int, pool: WorkerPool) {
    forward = model.forward(pooling)
    workspaces = (0..<pool.threads).map { _ in
      BertWorkspace(model.configuration, maxTokens: maxTokens)
    }
    self.pool = pool
  }

  /// Encodes all sequences of some batches, the longest first so that the threads end together.
  ///
  /// - Parameters:
  ///   - beside: a task to be done at the same time, started first.
  ///   - progress: called after each sequence, from any thread.
  ///   - completed: called with the place of each sequence once its output is there, from any thread.
  func run(
    _ batches: [EncoderBatch], beside task: (() -> Void)? = nil, cancellation: Cancellation? = nil,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
    completed: (_ batch: Int, _ row: Int) -> Void = { _, _ in }
  ) throws(EngineError) {
    let places = batches.indices.flatMap { batch in
      batches[batch].sequences.indices.map { (batch: batch, row: $0) }
    }.sorted {
      let lengths = (
        batches[$0.batch].sequences[$0.row].count, batches[$1.batch].sequences[$1.row].count
      )
      return lengths.0 != lengths.1
        ? lengths.0 > lengths.1 : ($0.batch, $0.row) < ($1.batch, $1.row)
    }
    let extra = task == nil ? 0 : 1
    let width = forward.configuration.hiddenSize
    let done = Atomic<Int>(0)
    try pool.forEach(count: places.count + extra, cancellation: cancellation) {
      index, worker throws(EngineError) in
      if let task, index == 0 { return task() }
      let place = places[index - extra]
      let batch = batches[place.batch]
      let ids = batch.sequences[place.row]
      forward.features(
        of: ids, dropout: batch.dropout?.masks(place.row),
        memory: forward.memory(tokens: ids.count, in: workspaces[worker]),
        workspace: workspaces[worker], into: batch.output.start + place.row * width)
      completed(place.batch, place.row)
      let count = done.wrappingAdd(1, ordering: .relaxed).newValue
      progress(count, places.count)
    }
  }
}
