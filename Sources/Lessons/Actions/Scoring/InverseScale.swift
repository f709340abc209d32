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
    if case .scaler(let columns, let id) = scaler.value, target.scales.last != id {
      // Once for each table: what builds on it would say the same.
      let key = "way back from \(target.name) of \(table) by \(scaler.name)"
      guard reader.scope.misfits.insert(key).inserted else { return nil }
      Self.report(
        scaler.name, target, of: table, isScaled: columns.contains(target.name), id, reader)
      return nil
    }
    (self.scaler, column) = (scaler.name, target.name)
  }

  private static func report(
    _ scaler: String, _ target: TableOutline.Column, of table: String, isScaled: Bool, _ id: Int,
    _ reader: ActionReader
  ) {
    let range = reader.range(of: "inverse")
    guard isScaled else {
      return reader.report(
        "unknown-column", at: range,
        "\(RowsProblem.notScaled(column: target.name, scaler: scaler))",
        notes: ["name it where the columns are scaled, or leave `inverse` out"])
    }
    reader.report(
      "other-scale", at: range,
      target.scales.contains(id)
        ? "'\(target.name)' of `\(table)` was scaled once more after `\(scaler)`"
        : "`\(scaler)` did not scale '\(target.name)' of `\(table)`, but of other rows",
      notes: ["scale the target once, of all rows alike: - scale: [train_rows, test_rows]"])
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
