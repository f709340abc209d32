import Synchronization
import Testing

@testable import Engine

/// A head that learns from the features of a BERT that stays as it is.
@Suite struct FrozenBertTests {
  private func rows(_ count: Int) -> [TokenizedRow] {
    var engine = MersenneTwister(seed: 5)
    let lengths = (0..<count).map { _ in 1 + Int(engine.next() % 40) }
    return tinySequences(lengths).map {
      TokenizedRow(ids: $0, label: Int($0[0]) % 2)
    }
  }

  private func train(
    dropout: Bool, threads: Int = 2, maxBatches: Int? = nil, epochs: Int = 3,
    learningRate: Double = 1e-2, padding: Padding = .toLength(48),
    onFeatures: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> (TrainingOutcome, TextModel) {
    let model = TextModel(try tinyBert())
    model.bert.isTraining = dropout
    let outcome = try model.training(
      rows(37), padding: padding,
      AdamW(parameters: model.headParameters, learningRate: learningRate, weightDecay: 0.01),
      batchSize: 8, epochs: epochs, maxBatches: maxBatches
    ).run(threads: threads, onFeatures: onFeatures)
    return (outcome, model)
  }

  @Test func learnsTheLabelsOfAFrozenBackbonesFeatures() throws {
    let (outcome, _) = try train(dropout: false, epochs: 30)
    #expect(outcome.losses.count == 150 && outcome.batchesPerEpoch == 5)
    #expect(outcome.order.count == 37 * 30)
    #expect(Set(outcome.order.prefix(37)) == Set(0..<37))
    #expect(outcome.firstBatch == Array(outcome.order.prefix(8)))
    #expect(outcome.losses.suffix(5).reduce(0, +) < outcome.losses.prefix(5).reduce(0, +))
  }

  /// With dropout the encoder runs batches ahead of the head; nothing of that may show.
  @Test(arguments: [Padding.toLength(48), .longestInBatch])
  func drawsDropoutAsIfBatchFollowedBatch(padding: Padding) throws {
    let (outcome, _) = try train(dropout: true, epochs: 2, padding: padding)
    let model = TextModel(try tinyBert())
    let naive = NaiveBert(model.bert)
    let generator = TorchGenerator(seed: 42)
    let optimizer = AdamW(
      parameters: model.headParameters, learningRate: 1e-2, weightDecay: 0.01)
    let rows = rows(37)
    var losses: [Double] = []
    for _ in 0..<2 {
      for batch in DataLoader(rows: 37, batchSize: 8, shuffle: true).epoch(generator) {
        let sequences = batch.map { rows[$0].ids }
        let features = naive.features(
          of: sequences, paddedLength: padding.length(of: sequences), generator: generator)
        let tensor = Tensor(
          shape: [batch.count, 16], values: features.flatMap { $0.map(Float.init) })
        let step = try model.head.forward(
          [.numbers(tensor)],
          Pass(
            isTraining: true, goesBack: true, generator: generator, pool: WorkerPool(threads: 1)))
        let (loss, dLogits) = CrossEntropy.lossAndGradient(
          logits: try step.outputs[0].tensor("test"), labels: batch.map { rows[$0].label })
        optimizer.zeroGradients()
        _ = step.backward([dLogits], [false])
        optimizer.step(optimizer.ownSettings, pool: WorkerPool(threads: 1))
        losses.append(Double(loss))
      }
    }
    // Rounding of features near 1, passed on through ten steps.
    #expect(largestDifference(outcome.losses, losses) < 1e-5)
  }

  @Test(arguments: [false, true])
  func computesTheSameBitsOnAnyNumberOfThreads(dropout: Bool) throws {
    let (expected, model) = try train(dropout: dropout, threads: 1)
    for threads in [2, 3, 8] {
      let (outcome, other) = try train(dropout: dropout, threads: threads)
      #expect(outcome.losses.map(\.bitPattern) == expected.losses.map(\.bitPattern))
      #expect(other.bits == model.bits)
    }
  }

  /// Without dropout each row is encoded once, with it once an epoch: the count goes through them
  /// all.
  @Test(arguments: [(false, 37), (true, 74)])
  func countsWhatIsEncodedOverTheWholeTraining(dropout: Bool, sequences: Int) throws {
    let counts = Mutex<[Int]>([])
    _ = try train(dropout: dropout, epochs: 2) { done, total in
      counts.withLock { $0.append(done) }
      #expect(total == sequences)
    }
    #expect(counts.withLock { $0.sorted() } == Array(1...sequences))
  }

  @Test(arguments: [false, true]) func stopsAfterSoManyBatches(dropout: Bool) throws {
    let (whole, _) = try train(dropout: dropout)
    let (cut, _) = try train(dropout: dropout, maxBatches: 7)
    #expect(cut.losses == Array(whole.losses.prefix(7)))
  }

  @Test(arguments: [false, true]) func acceptsALimitThatIsNeverReached(dropout: Bool) throws {
    #expect(try train(dropout: dropout, maxBatches: .max, epochs: 1).0.losses.count == 5)
  }

  @Test(arguments: [false, true]) func refusesMoreEpochsThanCanBeCounted(dropout: Bool) {
    let error = #expect(throws: EngineError.self) { try train(dropout: dropout, epochs: .max) }
    #expect(error?.description.contains("are more than can be counted") == true)
  }

  /// A head of another width, a loader of another size, a label that is no class.
  @Test(arguments: [
    (17, 37, 0, "`model.1.linear1` needs […, 17], but [8, 16] goes in"),
    (16, 36, 0, "a loader of 36 rows over 37 rows"),
    (16, 37, 2, "row 0 has label 2, but the model gives 2 classes"),
    (16, 37, -1, "row 0 has label -1, but the model gives 2 classes"),
  ])
  func refusesPartsThatDoNotFit(width: Int, size: Int, label: Int, words: String) throws {
    var rows = rows(37)
    rows[0].label = label
    let model = TextModel(try tinyBert(), width: width)
    var training = model.training(
      rows, padding: .longestInBatch, model.adamW(), batchSize: 8, epochs: 1)
    training.loop.loader = DataLoader(rows: size, batchSize: 8, shuffle: true)
    let error = #expect(throws: EngineError.self) { try training.run() }
    #expect(error?.description == words)
  }

  @Test func refusesALossThatIsNotFinite() throws {
    let error = #expect(throws: EngineError.self) {
      try train(dropout: false, epochs: 200, learningRate: 1e38)
    }
    guard case .nonFinite? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
