import Engine
import Records

/// Why an action cannot go on, for a reason of the lesson's and not the engine's: the facts.
///
/// The words are in ``description``.
enum StepProblem: Error, Equatable {
  /// A name without a value of that type, which the planner should have refused.
  case notBound(String, type: String)
  /// An asset that is used before it is there, which the runner should have fetched.
  case notFetched(String)
  /// A path to nothing, such as the sixth loss of five.
  case noResult(ResultPath)
  /// A result that is to be divided or rounded, and is no number.
  case noNumber(ResultPath)
  /// A result that is zero or no number, and is to be divided by.
  case noDivisor(ResultPath)
  /// A result that is to be drawn, and holds something else than numbers.
  case noSeries(ResultPath)
  /// A result with more numbers than a plot draws.
  case tooManyPoints(ResultPath, count: Int, most: Int)
  /// A series with other than the horizontal axis' number of values.
  case unequalSeries(String, count: Int, axis: Int)
  /// Predictions of other rows than those of the table whose pictures are shown.
  case otherRows(ResultPath, table: String)
  /// A head of another width than the backbone that its features come from.
  case headWidth(Int, of: String, backbone: String, gives: Int)
}

extension StepProblem: CustomStringConvertible {
  var description: String {
    switch self {
    case .notBound(let name, let type): "`\(name)` is not bound to a \(type)"
    case .notFetched(let name): "`\(name)` has not been fetched"
    case .noResult(let path): "this run has no `\(path)`"
    case .noNumber(let path): "`\(path)` is no number"
    case .noDivisor(let path): "nothing can be divided by `\(path)`"
    case .noSeries(let path): "`\(path)` is no list of numbers"
    case .tooManyPoints(let path, let count, let most):
      "`\(path)` has \(count) values: a plot has at most \(most) a series"
    case .unequalSeries(let name, let count, let axis):
      "the series '\(name)' has \(count) values, the horizontal axis \(axis)"
    case .otherRows(let path, let table): "`\(path)` is of other rows than `\(table)`"
    case .headWidth(let width, let head, let backbone, let given):
      """
      `\(head)` takes \(width) features, but `\(backbone)` gives \(given); make it with \
      head: \(backbone).hidden_size
      """
    }
  }
}

extension EngineError {
  /// What an action throws for a reason of its own.
  static func step(_ problem: StepProblem) -> EngineError { .refused(CallerProblem(problem)) }
}
