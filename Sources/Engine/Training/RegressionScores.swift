/// How far numbers are from what they should be, as scikit-learn's `mean_squared_error`,
/// `mean_absolute_error` and `r2_score` have it.
///
/// Of several numbers a row the plain mean over all of them; R² is then that of all columns' variance
/// together (`multioutput="variance_weighted"`), which for one column is the usual one.
public struct RegressionScores: Sendable, Equatable {
  /// The mean of squared and of absolute distances, in the target's unit squared and in its unit.
  public let mse, mae: Double
  /// 1 for a target of one value that is met, 0 for one that is missed; `nil` of one row, whose variance
  /// is none.
  public let r2: Double?

  /// - Parameter rows: what was predicted and what it is, as many values each.
  public init(_ rows: [(predicted: [Double], actual: [Double])]) {
    let columns = rows.first?.actual.count ?? 0
    let count = Double(max(1, rows.count * columns))
    var (squares, absolutes) = (0.0, 0.0)
    for (predicted, actual) in rows {
      for (x, y) in zip(predicted, actual) {
        squares += (x - y) * (x - y)
        absolutes += abs(x - y)
      }
    }
    (mse, mae) = (squares / count, absolutes / count)
    var spread = 0.0
    for column in 0..<columns {
      let mean = rows.reduce(0) { $0 + $1.actual[column] } / Double(max(1, rows.count))
      spread += rows.reduce(0) { sum, row in
        sum + (row.actual[column] - mean) * (row.actual[column] - mean)
      }
    }
    r2 = rows.count < 2 ? nil : spread > 0 ? 1 - squares / spread : (squares == 0 ? 1 : 0)
  }
}
