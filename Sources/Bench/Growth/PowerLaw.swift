import Foundation

/// y = a · xᵉ through some points.
enum PowerLaw {
  /// The exponent e: the slope of the line of least squares through (log x, log y).
  static func exponent(_ points: [(x: Double, y: Double)]) -> Double {
    let logs = points.map { (x: Foundation.log($0.x), y: Foundation.log($0.y)) }
    let count = Double(logs.count)
    let meanX = logs.reduce(0) { $0 + $1.x } / count
    let meanY = logs.reduce(0) { $0 + $1.y } / count
    let covariance = logs.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
    let variance = logs.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    return covariance / variance
  }
}
