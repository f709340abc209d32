/// Horizontal bars from zero, one below the other, each with its name and its value as text.
package struct BarChart: Sendable, Equatable {
  package struct Bar: Sendable, Equatable {
    package var name: String
    package var value: Double
    /// The value as the table beside the chart writes it.
    package var text: String
    /// Filled; the others are hollow.
    package var isStressed: Bool
  }

  package var title: String
  /// What the chart shows, in words and figures, for whoever cannot see it.
  package var description: String
  package var bars: [Bar]
  /// The axis runs from 0 to here.
  package var end: Double
  /// A broken line across all bars, such as what guessing reaches.
  package var reference: Reference?

  package struct Reference: Sendable, Equatable {
    package var value: Double
    package var name: String
  }
}
