/// Upright columns beside each other: how many values fall into each of some equal ranges.
package struct Histogram: Sendable, Equatable {
  /// Values that a limit has cut, in a column of their own beyond it.
  package struct Limit: Sendable, Equatable {
    /// Where the limit lies.
    package var value: Double
    package var name: String
    /// How many values were cut there.
    package var cut: Int
  }

  package var title: String
  /// What the chart shows, in words and figures, for whoever cannot see it.
  package var description: String
  package var xTitle: String
  package var yTitle: String
  /// Each column's width; the first one starts at 0.
  package var columnWidth: Double
  package var counts: [Int]
  package var limit: Limit?
}
