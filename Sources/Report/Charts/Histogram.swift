/// Upright columns beside each other: how many values fall into each of some equal ranges.
public struct Histogram: Sendable, Equatable {
  /// Values that a limit has cut, in a column of their own beyond it.
  public struct Limit: Sendable, Equatable {
    /// Where the limit lies.
    public var value: Double
    public var name: String
    /// How many values were cut there.
    public var cut: Int
  }

  public var title: String
  /// What the chart shows, in words and figures, for whoever cannot see it.
  public var description: String
  public var xTitle: String
  public var yTitle: String
  /// Each column's width; the first one starts at 0.
  public var columnWidth: Double
  public var counts: [Int]
  public var limit: Limit?
}
