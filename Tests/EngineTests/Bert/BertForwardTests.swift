import Testing

@testable import Engine

/// Rounding alone separates the engine from ``NaiveBert``: two layers of sums of at most a few
/// hundred terms near 1 stay within 2e-6 in single precision.
@Suite struct BertForwardTests {
  @Test func agreesWithPaddedLoopsInEvaluationMode() throws {
    let model = try tinyBert()
    let sequences = tinySequences([1, 2, 7, 8, 9, 33])
    let output = try model.features(
      of: sequences, paddedLength: 33, generator: TorchGenerator(seed: 1),
      pool: WorkerPool(threads: 2))
    let expected = NaiveBert(model).features(of: sequences, paddedLength: 33, generator: nil)
    #expect(largestDifference(output.array, expected.flatMap { $0 }) < 2e-6)
  }

  @Test func agreesPastABlockOfAttentionRows() throws {
    let model = try tinyBert()
    let sequences = tinySequences([Attention.rowsPerBlock + 5])
    let output = try model.features(
      of: sequences, paddedLength: 300, generator: TorchGenerator(seed: 1),
      pool: WorkerPool(threads: 1))
    let expected = NaiveBert(model).features(
      of: sequences, paddedLength: sequences[0].count, generator: nil)
    #expect(largestDifference(output.array, expected.flatMap { $0 }) < 2e-6)
  }

  @Test(arguments: [(0.1, 0.1), (0.5, 0.0), (0.0, 0.3), (0.25, 0.1)])
  func drawsDropoutAsAPaddedBatchDoes(hidden: Double, attention: Double) throws {
    let model = try tinyBert(hiddenDropout: hidden, attentionDropout: attention)
    model.isTraining = true
    let sequences = tinySequences([5, 1, 12, 9])
    let (drawn, expected) = (TorchGenerator(seed: 42), TorchGenerator(seed: 42))
    let output = try model.features(
      of: sequences, paddedLength: 20, generator: drawn, pool: WorkerPool(threads: 2))
    let naive = NaiveBert(model).features(of: sequences, paddedLength: 20, generator: expected)
    #expect(largestDifference(output.array, naive.flatMap { $0 }) < 4e-6)
    #expect(drawn.random() == expected.random(), "as many draws as PyTorch")
  }

  @Test func drawsNothingInEvaluationMode() throws {
    let (used, fresh) = (TorchGenerator(seed: 42), TorchGenerator(seed: 42))
    _ = try tinyBert().features(
      of: tinySequences([4]), paddedLength: 8, generator: used, pool: WorkerPool(threads: 1))
    #expect(used.random() == fresh.random())
  }

  @Test func computesTheSameBitsOnAnyNumberOfThreadsAndInAnyCompany() throws {
    let sequences = tinySequences([40, 3, 17, 250, 8, 64, 5])
    let alone = try sequences.flatMap {
      try tinyBert().features(
        of: [$0], paddedLength: $0.count, generator: TorchGenerator(seed: 1),
        pool: WorkerPool(threads: 1)
      ).array
    }
    for threads in [1, 2, 3, 8] {
      let output = try tinyBert().features(
        of: sequences, paddedLength: 300, generator: TorchGenerator(seed: 1),
        pool: WorkerPool(threads: threads))
      #expect(output.array.map(\.bitPattern) == alone.map(\.bitPattern))
    }
  }

  @Test func computesAFeatureAnewWhenAWeightChanges() throws {
    let model = try tinyBert()
    let sequences = tinySequences([4])
    func output() throws -> [Float] {
      try model.features(
        of: sequences, paddedLength: 4, generator: TorchGenerator(seed: 1),
        pool: WorkerPool(threads: 1)
      ).array
    }
    let before = try output()
    let bias = try #require(model.parameters.last)
    bias.value.values[0] += 1
    #expect(try output() == before, "an unnoticed change is not what optimizers make")
    bias.version += 1
    #expect(try output() != before)
  }

  @Test func refusesSequencesThatTheModelHasNoPlaceFor() throws {
    let model = try tinyBert()
    func encode(_ sequences: [[Int32]], paddedLength: Int) throws {
      _ = try model.features(
        of: sequences, paddedLength: paddedLength, generator: TorchGenerator(seed: 1),
        pool: WorkerPool(threads: 1))
    }
    for (sequence, padded, words) in [
      ([], 8, "a sequence of 0 tokens where 1 to 8 are possible"),
      ([1, 50], 8, "token id 50, but the model's vocabulary ends at 49"),
      ([1, -1], 8, "token id -1, but the model's vocabulary ends at 49"),
      ([1, 2, 3], 2, "a sequence of 3 tokens where 1 to 2 are possible"),
      ([1], 301, "sequences padded to 301 tokens, but the model has 300 positions"),
    ] as [([Int32], Int, String)] {
      let error = #expect(throws: EngineError.self) {
        try encode([sequence], paddedLength: padded)
      }
      #expect(error?.description.hasPrefix(words) == true)
    }
  }
}
