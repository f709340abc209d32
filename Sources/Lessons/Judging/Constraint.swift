/// What an instructor asserts about one value of a run.
///
///     0.5   0.5 ± 1e-4   0.4 .. 0.6   < 0.3   >= 2   "positive"   true   decreasing   increasing
///     finite   [a, b]   /regex/   = other.path   < other.path   sha256:…   hidden:…
package indirect enum Constraint: Sendable, Equatable {
  /// `places` is how many decimals were written: none means that the number compares exactly.
  case equals(Double, places: Int?)
  case near(Double, tolerance: Double)
  case between(Double, Double)
  case compared(Comparison, Double)
  case text(String)
  case boolean(Bool)
  case decreasing, increasing, finite
  case list([Constraint])
  case matches(regex: String)
  /// Another place of the same run, step included.
  case same(as: String)
  case comparedWith(Comparison, path: String)
  case sha256(String)
  case hidden(HiddenValue)

  /// The paths of other results that it compares with.
  var otherPaths: [String] {
    switch self {
    case .same(let path), .comparedWith(_, let path): [path]
    case .list(let elements): elements.flatMap(\.otherPaths)
    default: []
    }
  }

  package enum Comparison: String, Sendable {
    case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  }
}
