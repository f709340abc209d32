import Engine

/// Some batches of a training, timed one after another.
struct TimedTraining {
  /// Of the batches that count.
  let seconds: Double
  /// Operations executed in them.
  let operations: Double
  /// Of every batch from the first on.
  let losses: [Float]

  /// Trains until enough batches have counted.
  ///
  /// - Parameters:
  ///   - isGeneral: whether the BERT is a module like any other.
  ///   - after: called after each batch while the clock stands still; what it throws ends the training.
  init(
    _ workload: Workload, _ stage: Stage, padding: Padding, pool: WorkerPool,
    warmUp: Int? = nil, counted: Int? = nil, isGeneral: Bool = false,
    after: (BatchOutcome) throws -> Void = { _ in }
  ) throws {
    let warmUp = warmUp ?? stage.warmUp
    let wanted = warmUp + (counted ?? workload.sizes.batches)
    let training = try workload.training(
      stage, backbone: try workload.backbone(stage), padding: padding, isGeneral: isGeneral)
    let cancellation = Cancellation()
    var watch = Stopwatch()
    var batches: [BatchOutcome] = []
    var failure: (any Error)?
    watch.start()
    do throws(EngineError) {
      _ = try training.run(
        generator: TorchGenerator(seed: Workload.seed), pool: pool, cancellation: cancellation,
        onBatch: { batch in
          watch.stop()
          guard batches.count < wanted, failure == nil else { return }
          batches.append(batch)
          do { try after(batch) } catch { failure = error }
          if batches.count == wanted || failure != nil { return cancellation.cancel() }
          if batches.count == warmUp { watch.reset() }
          watch.start()
        })
    } catch {
      guard error == .interrupted, cancellation.isCancelled else { throw error }
    }
    if let failure { throw failure }
    guard batches.count == wanted else {
      throw BenchFailure(
        BenchFailure.Status.invalid, "\(workload.rows.count) rows are too few for \(wanted) batches"
      )
    }
    seconds = watch.seconds
    operations = workload.operations(stage, batches.dropFirst(warmUp).flatMap(\.rows))
    losses = batches.map(\.loss)
  }
}
