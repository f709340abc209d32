/// Horizontal bars from zero, one below the other, each with its name and its value as text.
public struct BarChart: Sendable, Equatable {
  public struct Bar: Sendable, Equatable {
    public var name: String
    public var value: Double
    /// The value as the table beside the chart writes it.
    public var text: String
    /// Filled; the others are hollow.
    public var isStressed: Bool
  }

  public var title: String
  /// What the chart shows, in words and figures, for whoever cannot see it.
  public var description: String
  public var bars: [Bar]
  /// The axis runs from 0 to here.
  public var end: Double
  /// A broken line across all bars, such as what guessing reaches.
  public var reference: Reference?

  public struct Reference: Sendable, Equatable {
    public var value: Double
    public var name: String
  }
}
