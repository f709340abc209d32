import Testing

@testable import Engine

@Suite struct RegressionScoresTests {
  /// Distances of 1 and 2; squares of 4 and 4 around the mean of 3.
  @Test func agreesWithScoresWorkedOutByHand() {
    let scores = RegressionScores([([2], [1]), ([3], [5])])
    #expect(scores.mse == 2.5 && scores.mae == 1.5)
    #expect(scores.r2 == 1 - 5.0 / 8)
  }

  /// As scikit-learn's `force_finite` has it.
  @Test func isWholeOrNothingWhereTheTargetIsOneValue() {
    #expect(RegressionScores([([4], [4]), ([4], [4])]).r2 == 1)
    #expect(RegressionScores([([4], [4]), ([5], [4])]).r2 == 0)
    // One row has no variance to explain.
    #expect(RegressionScores([([4], [4])]).r2 == nil)
  }
}
