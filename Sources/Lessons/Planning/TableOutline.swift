import Engine

/// What is known of a table before it is read.
struct TableOutline: Sendable, Equatable {
  struct Column: Sendable, Equatable {
    var name: String
    /// Of one row; empty for a single number.
    var shape: [Int] = []
    /// `nil` for numbers.
    var classNames: [String]?
  }

  var columns: [Column]
  var target: String?
  var rows: Int

  var targetColumn: Column? { columns.first { $0.name == target } }
  var inputColumns: [Column] { columns.filter { $0.name != target } }

  /// How many values a row has.
  var width: Double {
    columns.reduce(0) { $0 + ActivationShape($1.shape).values }
  }

  /// What goes into a model, as ``Engine/Table/inputs`` makes it; throws, in a few words, why nothing
  /// can.
  func inputShape(rows: Int) throws(ArgumentProblem) -> ActivationShape {
    let inputs = inputColumns
    guard !inputs.isEmpty else { throw Self.unfit("its one column is the target") }
    if let column = inputs.first(where: { $0.classNames != nil }) {
      throw Self.unfit("its column '\(column.name)' holds classes, and a model takes numbers")
    }
    if inputs.count == 1, !inputs[0].shape.isEmpty {
      return ActivationShape([rows] + inputs[0].shape)
    }
    if let column = inputs.first(where: { !$0.shape.isEmpty }) {
      throw Self.unfit(
        "its column '\(column.name)' has \(column.shape) values a row and cannot stand beside others"
      )
    }
    return ActivationShape([rows, inputs.count])
  }

  private static func unfit(_ reason: String) -> ArgumentProblem {
    ArgumentProblem(code: "table-as-input", message: reason)
  }
}
