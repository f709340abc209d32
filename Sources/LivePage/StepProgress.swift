import Engine

/// How far the step in hand has come: what is being counted, and the losses of its training.
package struct StepProgress: Sendable, Equatable {
  /// One kind of work within the step.
  package struct Work: Sendable, Equatable {
    /// In a word, such as "encoding".
    package var name: String
    package var pace: Pace
    fileprivate var began: Double
  }

  package let id: String
  /// From 1.
  package let index: Int
  package let count: Int
  /// One a batch, from the training's first on.
  package private(set) var losses: [Float] = []
  package private(set) var batchesPerEpoch = 0
  package private(set) var epochs = 0
  private var works: [Work] = []
  /// Reviews in the batches that were trained while this looked on, the first batch left out.
  private var trained = Pace(done: 0, total: 0, elapsed: 0)
  private var firstBatch: Double?

  package init(id: String, index: Int, count: Int) {
    (self.id, self.index, self.count) = (id, index, count)
  }

  /// Takes down that so much of some work is done.
  ///
  /// - Parameter now: seconds on a clock that does not jump.
  package mutating func count(_ name: String, done: Int, total: Int, at now: Double) {
    let place = works.firstIndex { $0.name == name }
    if let place, !(isOver(works[place]) && done < total), works[place].pace.total == total {
      // Threads may tell of their parts in another order than they finished them.
      works[place].pace.done = max(works[place].pace.done, done)
      works[place].pace.elapsed = now - works[place].began
      return
    }
    let work = Work(
      name: name, pace: Pace(done: done, total: total, first: done, elapsed: 0), began: now)
    if let place { works[place] = work } else { works.append(work) }
  }

  /// Takes down a batch's loss.
  package mutating func add(_ batch: BatchOutcome, at now: Double) {
    if batch.epoch == 0, batch.batch == 0 { losses = [] }
    losses.append(batch.loss)
    (batchesPerEpoch, epochs) = (batch.batchesPerEpoch, batch.epochs)
    guard let firstBatch else {
      firstBatch = now
      return
    }
    trained.done += batch.rows.count
    trained.elapsed = now - firstBatch
  }

  /// Takes down the losses that an earlier run has computed.
  package mutating func resume(_ losses: [Float], batchesPerEpoch: Int, epochs: Int) {
    (self.losses, self.batchesPerEpoch, self.epochs) = (losses, batchesPerEpoch, epochs)
  }

  /// What the step's time goes into: of several kinds of work at once the one that began first,
  /// for the others wait for it.
  package var work: Work? { works.first { !isOver($0) } ?? works.last }

  /// Reviews a second; `nil` where something else is counted, and while that says little.
  package var reviewsPerSecond: Double? {
    switch work?.name {
    case "training": trained.rate
    case "encoding", "scoring", "tokenising": work?.pace.rate
    default: nil
    }
  }

  private func isOver(_ work: Work) -> Bool { work.pace.done >= work.pace.total }
}
