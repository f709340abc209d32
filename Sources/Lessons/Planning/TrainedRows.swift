import Engine

/// What a model was trained on, as far as it is known before anything runs: rows to score it on have to be
/// like those.
struct TrainedRows: Sendable, Equatable {
  /// The rows' name.
  var name: String
  /// Of a table; empty for texts.
  var inputs: [TableOutline.Column] = []
  /// Of the target, class 0 first; `nil` for numbers, and where they are not known.
  var classNames: [String]?
  /// The target of a table.
  var target: TableOutline.Column?

  /// How rows differ from these.
  enum Difference: Equatable {
    /// The same ones in another order.
    case order
    /// Other names, or others too: whether they mean the same nobody can tell.
    case classes
    /// Single numbers in columns of other names, or in another order.
    case columns
    /// A column that was not scaled as its own was here.
    case scale(String)
  }

  /// - Returns: the gravest difference; `nil` where rows are alike, as far as that can be told.
  func difference(from other: TrainedRows) -> Difference? {
    if let known = classNames, let found = other.classNames, known != found {
      return known.sorted() == found.sorted() ? .order : .classes
    }
    let isFlat = (inputs + other.inputs).allSatisfy { $0.shape.isEmpty }
    if isFlat, !inputs.isEmpty, !other.inputs.isEmpty,
      inputs.map(\.name) != other.inputs.map(\.name)
    {
      return .columns
    }
    let pairs =
      Array(zip(inputs, other.inputs))
      + Array(zip([target].compactMap(\.self), [other.target].compactMap(\.self)))
    return pairs.first { $0.scales != $1.scales }.map { .scale($1.name) }
  }
}
