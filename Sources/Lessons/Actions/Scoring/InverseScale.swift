import Engine

/// The scale of a target, by which its numbers are given back as they were.
struct InverseScale: Sendable {
  let scaler: String
  let column: String

  static func argument(_ description: String) -> Argument<BoundName?> {
    Argument(
      "inverse", ArgumentType<BoundName>.bound(.scaler).optional, default: nil, "none", description)
  }

  /// - Parameters:
  ///   - scaler: what `inverse` names.
  ///   - table: the name of the rows.
  /// - Returns: `nil` where it has been reported that the scale is not the target's.
  init?(
    _ scaler: BoundName, target: TableOutline.Column?, of table: String, _ reader: ActionReader
  ) {
    guard let target else {
      reader.report(
        "no-target", at: reader.range(of: "inverse"),
        "`\(table)` has no target column, so nothing says which scale to go back by")
      return nil
    }
    if case .scaler(let columns) = scaler.value, !columns.contains(target.name) {
      reader.report(
        "unknown-column", at: reader.range(of: "inverse"),
        "\(RowsProblem.notScaled(column: target.name, scaler: scaler.name))",
        notes: ["name it where the columns are scaled, or leave `inverse` out"])
      return nil
    }
    (self.scaler, column) = (scaler.name, target.name)
  }

  /// - Throws: where the column has another number of values a row than what was scaled.
  func scaling(of target: Table.Column, _ context: RunContext) throws(EngineError) -> ColumnScaling
  {
    let scaler: TableScaler = try context.value(scaler)
    guard let scaling = scaler.columns[column],
      scaling.shift.count == 1 || scaling.shift.count == target.width
    else { throw .invalidRows(.notScaled(column: column, scaler: self.scaler)) }
    return scaling
  }

  /// The scale in a script.
  func python(_ python: inout PythonScript) -> PythonCode { "\(python.name(scaler))[\(column)]" }
}
