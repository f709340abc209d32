/// Columns moved and scaled: y = (x - shift) / divisor, in double precision.
public struct ColumnScaling: Sendable, Equatable {
  /// One a column.
  public let shift, divisor: [Double]

  /// scikit-learn's `StandardScaler`: each column to mean 0 and deviation 1 (the biased one); a
  /// constant column is moved alone.
  ///
  /// - Parameter rows: at least one.
  public static func standard(_ rows: [[Double]]) -> ColumnScaling {
    let count = Double(rows.count)
    let columns = rows[0].indices
    let means = columns.map { column in rows.reduce(0) { $0 + $1[column] } / count }
    let deviations = columns.map { column in
      let (sum, squares) = rows.reduce((0.0, 0.0)) { sums, row in
        let difference = row[column] - means[column]
        return (sums.0 + difference, sums.1 + difference * difference)
      }
      let variance = (squares - sum * sum / count) / count
      return variance > 0 ? variance.squareRoot() : 1
    }
    return ColumnScaling(shift: means, divisor: deviations)
  }

  /// scikit-learn's `MinMaxScaler`: each column to the range from 0 to 1.
  ///
  /// - Parameter rows: at least one.
  public static func unitRange(_ rows: [[Double]]) -> ColumnScaling {
    let columns = rows[0].indices
    let least = columns.map { column in rows.reduce(.infinity) { min($0, $1[column]) } }
    let most = columns.map { column in rows.reduce(-.infinity) { max($0, $1[column]) } }
    let spans = columns.map { most[$0] > least[$0] ? most[$0] - least[$0] : 1 }
    return ColumnScaling(shift: least, divisor: spans)
  }

  /// Scales rows, [rows, columns], with as many columns as those that the scaling was found over.
  public func apply(_ rows: [[Double]]) -> [[Double]] {
    rows.map { row in row.indices.map { (row[$0] - shift[$0]) / divisor[$0] } }
  }

  /// A row as it was before; a scaling of one column holds for each of its values.
  ///
  /// - Parameter row: as many values as there are columns, or any number for one column.
  public func undone(_ row: [Double]) -> [Double] {
    row.enumerated().map { place, value in
      let column = shift.count == 1 ? 0 : place
      return value * divisor[column] + shift[column]
    }
  }
}
