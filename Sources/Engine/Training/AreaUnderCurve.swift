/// The area under the receiver operating characteristic of a classifier of two classes, as
/// scikit-learn's `roc_auc_score` has it.
public enum AreaUnderCurve {
  /// The share of pairs, one row of each class, in which the row of class 1 has the larger score; a pair
  /// with equal scores counts half (Mann and Whitney's statistic over the number of pairs).
  ///
  /// - Parameter rows: each row's score, the larger the more it speaks for class 1, and whether the row
  ///   is of class 1.
  /// - Returns: `nil` where one of the classes has no row.
  public static func roc(_ rows: [(score: Double, isPositive: Bool)]) -> Double? {
    let sorted = rows.sorted { $0.score < $1.score }
    let positives = rows.count { $0.isPositive }
    let pairs = Double(positives) * Double(rows.count - positives)
    guard pairs > 0 else { return nil }
    var negativesBelow = 0
    var wins = 0.0
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end].score == sorted[start].score { end += 1 }
      let tied = sorted[start..<end]
      let tiedPositives = tied.count { $0.isPositive }
      let tiedNegatives = tied.count - tiedPositives
      wins += Double(tiedPositives) * (Double(negativesBelow) + Double(tiedNegatives) / 2)
      negativesBelow += tiedNegatives
      start = end
    }
    return wins / pairs
  }
}
