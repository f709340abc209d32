import Testing

@testable import lesson_bench

@Suite struct FrozenComparisonTests {
  @Test func sortsRowsIntoBatchesOfLikeLength() {
    let batches = FrozenComparison.sortedBatches(lengths: [3, 9, 3, 7, 5], batchSize: 2)
    #expect(batches == [[1, 3], [4, 0], [2]])
  }

  @Test func picksPlacesThatAreEvenlySpread() {
    #expect(FrozenComparison.spread(4, of: 8) == [1, 3, 5, 7])
    #expect(FrozenComparison.spread(8, of: 63) == [3, 11, 19, 27, 35, 43, 51, 59])
    #expect(FrozenComparison.spread(3, of: 1) == [0, 0, 0])
  }
}
