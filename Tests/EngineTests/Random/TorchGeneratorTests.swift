import Testing

@testable import Engine

/// Expected values: PyTorch 2.15.0 on a CPU.
@Suite struct TorchGeneratorTests {
  @Test func permutesAsRandpermDoes() {
    #expect(TorchGenerator(seed: 42).permutation(10) == [2, 6, 1, 8, 4, 5, 0, 9, 3, 7])
    #expect(
      TorchGenerator(seed: 7).permutation(17)
        == [9, 5, 3, 11, 7, 8, 6, 16, 12, 10, 13, 1, 15, 14, 4, 2, 0])
    #expect(TorchGenerator(seed: 1).permutation(0) == [])
    #expect(TorchGenerator(seed: 1).permutation(1) == [0])
  }

  @Test func initializesALinearLayerToTheBit() {
    let drawn = LinearInitialization.draw(
      inputs: 5, outputs: 3, from: TorchGenerator(seed: 7))
    #expect(
      drawn.weight.array.map(\.bitPattern) == [
        1_023_402_482, 3_196_710_558, 1_041_355_306, 1_041_215_964, 3_195_323_150, 3_179_890_051,
        3_196_461_973, 1_038_984_765, 3_187_062_348, 1_050_729_656, 1_050_839_945, 1_027_250_906,
        3_192_077_206, 3_196_484_981, 3_175_688_844,
      ])
    #expect(drawn.bias.array.map(\.bitPattern) == [3_187_728_651, 1_045_026_897, 3_200_484_604])
  }

  /// Normal numbers come in pairs, of which one may be waiting.
  @Test func goesOnFromAStateWithANumberThatIsWaiting() {
    let generator = TorchGenerator(seed: 3)
    _ = generator.normal(1)
    let state = generator.state
    let expected = generator.normal(3)
    let other = TorchGenerator(seed: 4)
    other.state = state
    #expect(other.normal(3) == expected)
  }

  @Test func ordersTheRowsOfEachEpochAsTheLoaderDoes() {
    let generator = TorchGenerator(seed: 42)
    let loader = DataLoader(rows: 10, batchSize: 4, shuffle: true)
    #expect(loader.epoch(generator) == [[8, 0, 9, 1], [4, 5, 6, 3], [2, 7]])
    #expect(loader.epoch(generator) == [[4, 6, 9, 3], [7, 5, 2, 0], [1, 8]])
  }

  @Test func ordersRowsAsASubsetRandomSamplerDoes() {
    let generator = TorchGenerator(seed: 42)
    let loader = DataLoader(rows: 7, batchSize: 3, sampler: .subsetRandom)
    #expect(loader.epoch(generator) == [[4, 5, 3], [6, 1, 0], [2]])
    #expect(loader.epoch(generator) == [[0, 5, 2], [1, 4, 3], [6]])
  }

  /// The order is that of all rows, and only what is handed out is shorter.
  @Test func leavesOutALastBatchThatIsShorter() {
    let generator = TorchGenerator(seed: 42)
    let loader = DataLoader(rows: 7, batchSize: 3, sampler: .random, dropsLast: true)
    #expect(loader.epoch(generator) == [[1, 2, 3], [6, 4, 5]])
    #expect(loader.epoch(generator) == [[4, 6, 1], [2, 0, 3]])
    #expect(loader.batchCount == 2 && loader.rowsPerEpoch == 6)
    let whole = DataLoader(rows: 6, batchSize: 3, sampler: .sequential, dropsLast: true)
    #expect(whole.epoch(generator) == [[0, 1, 2], [3, 4, 5]])
    let none = DataLoader(rows: 2, batchSize: 3, sampler: .sequential, dropsLast: true)
    #expect(none.epoch(generator) == [] && none.batchCount == 0 && none.rowsPerEpoch == 0)
  }

  @Test func keepsTheOrderWithoutShuffling() {
    let loader = DataLoader(rows: 5, batchSize: 2, shuffle: false)
    #expect(loader.epoch(TorchGenerator(seed: 42)) == [[0, 1], [2, 3], [4]])
    #expect(loader.batchCount == 3)
  }
}
