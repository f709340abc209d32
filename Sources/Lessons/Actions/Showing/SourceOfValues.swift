import Base
import Records

/// What the text of `show` or of a series of `plot` stands for: something bound, or a result of an
/// earlier step.
enum SourceOfValues: Sendable {
  case table(String, TableOutline)
  /// `nil` where the shape is not known before the run.
  case result(ResultPath, ResultShape?)

  /// Reads a table's name, or a path such as `train.losses`.
  init(_ text: String, _ scope: PlanScope) throws(ArgumentProblem) {
    guard let path = ResultPath(text) else {
      throw ArgumentProblem(
        code: "unknown-metric", message: "`\(text)` is neither a table nor a result of a step",
        notes: ["a result is written step.metric, such as train.losses[-1]"])
    }
    // A column of a table that could not be made is no step's result.
    if scope.names[path.step] == .unknown { throw .said }
    guard path.components.isEmpty else {
      self = .result(path, try scope.shape(of: path))
      return
    }
    let bound = try scope.bound(text, kinds: [.table])
    guard case .table(let outline) = bound.value else { throw .said }
    self = .table(text, outline)
  }
}

extension ResultShape {
  var isNumber: Bool { if case .number = self { true } else { false } }

  /// Whether it is a list whose elements are numbers.
  var isNumbers: Bool { if case .list(.number) = self { true } else { false } }
}
