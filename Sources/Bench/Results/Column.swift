import Foundation

/// A column of a table: its title, and what stands in it for a row.
struct Column: Sendable {
  let title: String
  let text: @Sendable (Row) -> String?

  static let seconds = number("seconds") { $0.seconds }
  static let rate = Column(title: "GFLOP/s") { $0.rate.map { String(format: "%.1f", $0 / 1e9) } }
  static let reviews = number("reviews/s") { $0.reviews }
  static let fraction = Column(title: "of products") {
    $0.fraction.map { String(format: "%.0f%%", $0 * 100) }
  }
  static let memory = megabytes("MB") { $0.bytes }
  static let times = Column(title: "times") { $0.times.map { String(format: "%.2fx", $0) } }
  static let difference = Column(title: "differs by") {
    $0.difference.map { String(format: "%.1e", $0) }
  }
  static let exponent = number("exponent") { $0.exponent }

  static func number(_ title: String, _ value: @escaping @Sendable (Row) -> Double?) -> Column {
    Column(title: title) { value($0).map(figures) }
  }

  static func megabytes(_ title: String, _ value: @escaping @Sendable (Row) -> Int?) -> Column {
    Column(title: title) { value($0).map { String(format: "%.0f", Double($0) / 1e6) } }
  }

  /// Four figures or so, whatever the size.
  private static func figures(_ value: Double) -> String {
    switch abs(value) {
    case 100...: String(format: "%.0f", value)
    case 1...: String(format: "%.2f", value)
    default: String(format: "%.4f", value)
    }
  }
}
