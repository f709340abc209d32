/// scikit-learn's `train_test_split` without stratification: which rows go where.
public struct TrainTestSplit: Sendable, Equatable {
  public let train, test: [Int]

  /// - Parameters:
  ///   - testShare: between 0 and 1; the rows of the test are rounded up.
  ///   - seed: `random_state`.
  public init(rows: Int, testShare: Double, seed: Int) {
    self.init(rows: rows, testRows: Self.testRows(share: testShare, of: rows), seed: seed)
  }

  /// - Parameters:
  ///   - testRows: at most as many as there are rows.
  ///   - seed: `random_state`; `nil` leaves the rows in order, the last ones for the test, as
  ///     `shuffle=False` does.
  public init(rows: Int, testRows: Int, seed: Int?) {
    guard let seed else {
      train = Array(0..<rows - testRows)
      test = Array(rows - testRows..<rows)
      return
    }
    var generator = NumPyLegacyGenerator(seed: seed)
    let order = generator.permutation(rows)
    test = Array(order[..<testRows])
    train = Array(order[testRows...])
  }

  /// How many rows a share is for the test.
  public static func testRows(share: Double, of rows: Int) -> Int {
    Int((share * Double(rows)).rounded(.up))
  }
}
