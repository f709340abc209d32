/// Which rows make a batch.
struct BatchRows {
  /// From 0.
  let epoch: Int
  /// Positions in the data.
  let rows: [Int]
}

/// The batches of a training in order: an epoch's order is drawn when its first batch is asked for.
struct BatchStream {
  /// A place in the stream to go on from.
  struct Position {
    var generator: TorchGenerator.State
    var epoch: Int
    var pending: [[Int]]
  }

  let generator: TorchGenerator
  private let loader: DataLoader
  private var epoch = -1
  private var pending: ArraySlice<[Int]> = []
  /// Batches still to be drawn.
  private var remaining: Int
  private let mistake: LoopMistake?
  /// The first epoch's batches.
  private var first: [[Int]] = []

  /// - Parameters:
  ///   - batches: of the whole training.
  ///   - position: where to go on; `nil` at the start. The generator is set to it.
  ///   - mistake: gets the order wrong on purpose.
  init(
    _ loader: DataLoader, batches: Int, generator: TorchGenerator, from position: Position?,
    mistake: LoopMistake? = nil
  ) {
    (self.loader, self.generator, self.mistake) = (loader, generator, mistake)
    remaining = batches
    if let position {
      generator.state = position.generator
      epoch = position.epoch
      pending = position.pending[...]
      remaining -= (epoch + 1) * loader.batchCount - pending.count
    }
  }

  /// The next batch; `nil` when all have been drawn.
  mutating func next() -> BatchRows? {
    guard remaining > 0 else { return nil }
    if pending.isEmpty {
      epoch += 1
      pending = mistake == nil ? loader.epoch(generator)[...] : wrongEpoch()[...]
    }
    guard let rows = pending.popFirst() else { return nil }
    remaining -= 1
    return BatchRows(epoch: epoch, rows: rows)
  }

  /// One pass over the rows, in the order that a mistake gives them.
  private mutating func wrongEpoch() -> [[Int]] {
    switch mistake {
    case .ordersOnce:
      if first.isEmpty { first = loader.epoch(generator) }
      return first
    case .permutesOnce:
      if first.isEmpty { first = loader.batches(of: generator.permutation(loader.rows)) }
      return first
    case .permutesEachEpoch: return loader.batches(of: generator.permutation(loader.rows))
    default: return loader.epoch(generator)
    }
  }

  var position: Position {
    Position(generator: generator.state, epoch: epoch, pending: Array(pending))
  }
}
