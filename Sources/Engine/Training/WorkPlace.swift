/// What a training's batches come from, and what computes them.
struct WorkPlace {
  /// As it stands before the first batch to be computed.
  let stream: BatchStream
  let pool: WorkerPool
  let cancellation: Cancellation
  /// Batches that an earlier run has computed.
  let batchesDone: Int
  /// Told, from any thread, how many texts are encoded.
  let onFeatures: (_ done: Int, _ total: Int) -> Void

  func pass(
    isTraining: Bool, goesBack: Bool, progress: @escaping (Int, Int) -> Void = { _, _ in }
  ) -> Pass {
    Pass(
      isTraining: isTraining, goesBack: goesBack, generator: stream.generator, pool: pool,
      cancellation: cancellation, progress: progress)
  }
}
