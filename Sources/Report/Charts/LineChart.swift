/// A chart of one or more panels above each other that share their horizontal axis.
package struct LineChart: Sendable, Equatable {
  package struct Point: Sendable, Equatable {
    package var x: Double
    package var y: Double
  }

  /// How a series is drawn.
  ///
  /// Each differs from the others in shape, not in colour alone.
  package enum Mark: String, Sendable, Equatable {
    /// A thin line through all points.
    case line
    /// A thick level over the unit of the horizontal axis that ends at each point.
    case levels
    /// A ring at each point.
    case rings
    /// A filled dot at each point, joined.
    case dots
    /// A hollow diamond at each point, joined by a broken line.
    case diamonds
    /// A broken level over the panel's whole width, at the first point's height.
    case reference
  }

  package struct Series: Sendable, Equatable {
    package var name: String
    package var mark: Mark
    package var points: [Point]
  }

  package struct Panel: Sendable, Equatable {
    package var title: String
    package var series: [Series]
    /// The vertical axis.
    package var range: ClosedRange<Double>
    /// A second scale at the right: the left one times `factor`.
    package var right: RightScale?
    /// Drawn at two thirds of the usual height.
    package var isShort: Bool
  }

  package struct RightScale: Sendable, Equatable {
    package var factor: Double
    package var title: String
  }

  package var title: String
  /// What the chart shows, in words and figures, for whoever cannot see it.
  package var description: String
  package var xTitle: String
  /// The horizontal axis runs from 0 to here, ticks at whole numbers.
  package var xEnd: Int
  /// Where it runs instead, ticks at round numbers.
  package var xRange: ClosedRange<Double>?
  package var panels: [Panel]
}

/// Dots stacked along a horizontal axis: how a handful of numbers is spread.
package struct DotPlot: Sendable, Equatable {
  package var title: String
  package var description: String
  package var xTitle: String
  package var values: [Double]
  package var range: ClosedRange<Double>
  /// A vertical line with a name, such as the point where the answer changes.
  package var reference: Double
  package var referenceName: String
}
