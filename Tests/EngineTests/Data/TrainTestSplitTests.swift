import Testing

@testable import Engine

struct TrainTestSplitTests {
  private let classes = [0, 0, 1, 2, 1, 0, 1, 1, 0, 2, 2, 0, 1, 0, 0, 2, 1, 0, 0, 1]

  @Test func leavesRowsInOrderWithoutASeed() {
    let split = TrainTestSplit(rows: 5, testRows: 2, seed: nil)
    #expect(split.train == [0, 1, 2] && split.test == [3, 4])
  }

  /// scikit-learn takes `ceil(test_size * n_samples)`.
  @Test func roundsTheRowsForTestingUp() {
    #expect(TrainTestSplit.testRows(share: 0.25, of: 8) == 2)
    #expect(TrainTestSplit.testRows(share: 0.25, of: 9) == 3)
    #expect(TrainTestSplit(rows: 9, testShare: 0.25, seed: 1).test.count == 3)
  }

  /// Drawn by scikit-learn 1.9's `train_test_split(…, stratify=classes)`.
  @Test(arguments: [
    (6, 0, [1, 11, 18, 10, 17, 12, 7, 14, 15, 19, 9, 2, 4, 5], [3, 16, 13, 0, 6, 8]),
    (5, 42, [7, 13, 3, 11, 4, 2, 0, 17, 10, 9, 5, 16, 12, 1, 18], [8, 14, 6, 15, 19]),
    (9, 7, [16, 12, 17, 6, 13, 9, 0, 18, 15, 7, 5], [4, 1, 19, 14, 11, 8, 2, 10, 3]),
    (3, 1, [7, 17, 9, 19, 18, 11, 5, 6, 8, 15, 3, 12, 4, 16, 1, 14, 0], [13, 10, 2]),
  ])
  func givesEachClassItsShare(testRows: Int, seed: Int, train: [Int], test: [Int]) {
    let split = TrainTestSplit(classes: classes, testRows: testRows, seed: seed)
    #expect(split.train == train && split.test == test, "\(split)")
  }
}
