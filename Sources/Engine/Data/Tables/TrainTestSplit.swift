/// scikit-learn's `train_test_split`: which rows go where.
public struct TrainTestSplit: Sendable, Equatable {
  /// Positions of rows in the order drawn, each row in exactly one of the two.
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

  /// With `stratify`: each class has its share of either part, as `StratifiedShuffleSplit` draws it.
  ///
  /// - Parameters:
  ///   - classes: of each row, from 0.
  ///   - testRows: at least as many as there are classes, and as many less than there are rows.
  ///   - seed: `random_state`.
  public init(classes: [Int], testRows: Int, seed: Int) {
    var generator = NumPyLegacyGenerator(seed: seed)
    let count = (classes.max() ?? -1) + 1
    let members = (0..<count).map { label in classes.indices.filter { classes[$0] == label } }
    let sizes = members.map(\.count)
    let forTraining = Self.shares(of: sizes, drawn: classes.count - testRows, &generator)
    let rest = zip(sizes, forTraining).map { $0 - $1 }
    let forTest = Self.shares(of: rest, drawn: testRows, &generator)
    var (train, test): ([Int], [Int]) = ([], [])
    for (label, rows) in members.enumerated() {
      let order = generator.permutation(rows.count).map { rows[$0] }
      train += order.prefix(forTraining[label])
      test += order.dropFirst(forTraining[label]).prefix(forTest[label])
    }
    self.train = generator.permutation(train.count).map { train[$0] }
    self.test = generator.permutation(test.count).map { test[$0] }
  }

  /// How many of each class among so many rows: the whole part of its share, and one more for those
  /// with the largest rest, by chance where rests are equal (scikit-learn's `_approximate_mode`).
  private static func shares(
    of sizes: [Int], drawn: Int, _ generator: inout NumPyLegacyGenerator
  ) -> [Int] {
    let all = Double(sizes.reduce(0, +))
    let shares = sizes.map { Double($0) / all * Double(drawn) }
    var counts = shares.map { Int($0) }
    let rests = shares.map { $0 - $0.rounded(.down) }
    var missing = drawn - counts.reduce(0, +)
    for rest in Set(rests).sorted(by: >) where missing > 0 {
      let alike = rests.indices.filter { rests[$0] == rest }
      let chosen = generator.permutation(alike.count).prefix(missing)
      for place in chosen { counts[alike[place]] += 1 }
      missing -= chosen.count
    }
    return counts
  }

  /// How many rows a share is for the test.
  public static func testRows(share: Double, of rows: Int) -> Int {
    Int((share * Double(rows)).rounded(.up))
  }
}
