/// Points on two curves in a plane, a class each, as scikit-learn makes them.
///
/// Sine, cosine and logarithm are our own: points are scikit-learn's own in single precision, which is
/// what a model gets, and may differ in the last bits of double precision.
/// Source: scikit-learn, `datasets/_samples_generator.py`, `make_circles` and `make_moons`.
public struct MadePoints: Sendable {
  /// Which curves.
  public enum Shape: Sendable, Equatable {
    /// Two circles around one centre, the inner one `factor` times as large.
    case circles(factor: Double)
    /// Two half circles that reach into each other.
    case moons
  }

  public static let columns = ["x1", "x2"]
  public static let target = "y"
  public static let classNames = ["0", "1"]

  private let shape: Shape
  private let rows: Int
  private let noise: Double
  private let isShuffled: Bool

  /// - Parameters:
  ///   - noise: the deviation of what is added to each number; 0 for nothing.
  ///   - isShuffled: whether the rows come in an order that is drawn.
  public init(_ shape: Shape, rows: Int, noise: Double, isShuffled: Bool) {
    (self.shape, self.rows, self.noise, self.isShuffled) = (shape, rows, noise, isShuffled)
  }

  /// The table: the order of its rows is drawn first, then the noise of each row.
  public func table(seed: Int) -> Table {
    var generator = NumPyLegacyGenerator(seed: seed)
    let outer = rows / 2
    let order = isShuffled ? generator.permutation(rows) : Array(0..<rows)
    let points = outerPoints(outer) + innerPoints(rows - outer)
    var values: (x: [Double], y: [Double]) = ([], [])
    for place in order {
      var (x, y) = points[place]
      if noise > 0 {
        x += noise * generator.normal()
        y += noise * generator.normal()
      }
      values.x.append(x)
      values.y.append(y)
    }
    return Table(
      columns: [
        .init(Self.columns[0], values: values.x), .init(Self.columns[1], values: values.y),
        .init(
          Self.target, values: order.map { $0 < outer ? 0 : 1 }, classNames: Self.classNames),
      ], target: Self.target, places: Array(0..<rows))
  }

  private func outerPoints(_ count: Int) -> [(Double, Double)] {
    angles(count).map { angle in
      let (sine, cosine) = Self.sineAndCosine(angle)
      return (cosine, sine)
    }
  }

  private func innerPoints(_ count: Int) -> [(Double, Double)] {
    angles(count).map { angle in
      let (sine, cosine) = Self.sineAndCosine(angle)
      switch shape {
      case .circles(let factor): return (cosine * factor, sine * factor)
      case .moons: return (1 - cosine, 1 - sine - 0.5)
      }
    }
  }

  /// `numpy.linspace` from 0: a whole circle without its end, or half a circle with it.
  private func angles(_ count: Int) -> [Double] {
    switch shape {
    case .circles:
      let step = 2 * Double.pi / Double(count)
      return (0..<count).map { Double($0) * step }
    case .moons:
      let step = Double.pi / Double(max(count - 1, 1))
      return (0..<count).map { $0 > 0 && $0 == count - 1 ? Double.pi : Double($0) * step }
    }
  }

  /// Of an angle itself and not of the number of turns that it is nearest to: π in double precision is
  /// less than half a turn, and its sine is not 0.
  static func sineAndCosine(_ angle: Double) -> (sine: Double, cosine: Double) {
    let turns = angle / (2 * Double.pi)
    let rest = angle.addingProduct(-turns, 2 * Double.pi) - turns * restOfTurn
    let (sine, cosine) = Elementary.sineAndCosine(turns: turns)
    return (sine + cosine * rest, cosine - sine * rest)
  }

  /// What 2π is more than its nearest number in double precision.
  private static let restOfTurn = 2.449_293_598_294_706_4e-16
}
