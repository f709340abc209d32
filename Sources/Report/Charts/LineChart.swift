/// A chart of one or more panels above each other that share their horizontal axis.
public struct LineChart: Sendable, Equatable {
  public struct Point: Sendable, Equatable {
    public var x: Double
    public var y: Double
  }

  /// How a series is drawn.
  ///
  /// Each differs from the others in shape, not in colour alone.
  public enum Mark: String, Sendable, Equatable {
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

  public struct Series: Sendable, Equatable {
    public var name: String
    public var mark: Mark
    public var points: [Point]
  }

  public struct Panel: Sendable, Equatable {
    public var title: String
    public var series: [Series]
    /// The vertical axis.
    public var range: ClosedRange<Double>
    /// A second scale at the right: the left one times `factor`.
    public var right: RightScale?
    /// Drawn at two thirds of the usual height.
    public var isShort: Bool
  }

  public struct RightScale: Sendable, Equatable {
    public var factor: Double
    public var title: String
  }

  public var title: String
  /// What the chart shows, in words and figures, for whoever cannot see it.
  public var description: String
  public var xTitle: String
  /// The horizontal axis runs from 0 to here, ticks at whole numbers.
  public var xEnd: Int
  /// Where it runs instead, ticks at round numbers.
  public var xRange: ClosedRange<Double>?
  public var panels: [Panel]
}

/// Dots stacked along a horizontal axis: how a handful of numbers is spread.
public struct DotPlot: Sendable, Equatable {
  public var title: String
  public var description: String
  public var xTitle: String
  public var values: [Double]
  public var range: ClosedRange<Double>
  /// A vertical line with a name, such as the point where the answer changes.
  public var reference: Double
  public var referenceName: String
}
