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
    if case .scaler(let columns) = scaler.value,
      target.scales.isEmpty || target.scales.last != columns[target.name]
    {
      // Once for each table: what builds on it would say the same.
      if reader.scope.saysFirst("way back from \(target.name) of \(table) by \(scaler.name)") {
        Self.report(scaler.name, columns[target.name], target, of: table, reader)
      }
      return nil
    }
    (self.scaler, column) = (scaler.name, target.name)
  }

  /// What is said of `inverse`, where it is given.
  ///
  /// - Returns: `nil` where a diagnostic has been reported; `.some(nil)` for none.
  static func read(
    _ scaler: BoundName?, target: TableOutline.Column?, of table: String, _ reader: ActionReader
  ) -> InverseScale?? {
    guard let scaler else { return .some(nil) }
    guard let scale = InverseScale(scaler, target: target, of: table, reader) else { return nil }
    return .some(scale)
  }

  private static func report(
    _ scaler: String, _ scaling: Int?, _ target: TableOutline.Column, of table: String,
    _ reader: ActionReader
  ) {
    let range = reader.range(of: "inverse")
    guard let scaling, target.holdsNumbers else {
      return reader.report(
        "unknown-column", at: range,
        target.holdsNumbers
          ? "\(RowsProblem.notScaled(column: target.name, scaler: scaler))"
          : "'\(target.name)' of `\(table)` holds classes, and only numbers are scaled",
        notes: ["name it where the columns are scaled, or leave `inverse` out"])
    }
    reader.report(
      "other-scale", at: range,
      target.scales.contains(scaling)
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
