import Base
import Engine

extension PlanScope {
  /// Compares rows with those that a model was trained on.
  ///
  /// Classes are places: the same ones in another order make every score wrong, which is an error. Other
  /// classes, columns and scales may be meant, or be what a notebook gets wrong, and are warned of.
  ///
  /// - Returns: whether they can be scored.
  func checkTraining(
    of model: String, id: Int, against rows: TrainedRows, at range: SourceRange
  ) -> Bool {
    guard let trained = trainedOn[id],
      let difference = trained.difference(from: rows)
    else { return true }
    let before = "`\(model)` was trained on `\(trained.name)`"
    switch difference {
    case .order, .classes:
      // Once for all that is asked of these rows.
      guard saysFirst("classes of \(id) \(rows.name)") else {
        return difference != .order
      }
      let (known, found) = (trained.classNames ?? [], rows.classNames ?? [])
      let message =
        "\(before), whose classes are \(Words.list(known, most: 8)), and those of `\(rows.name)` are "
        + Words.list(found, most: 8)
      let note =
        "a model knows classes by their places; `relabel` gives a table's column the same ones"
      guard difference == .classes else {
        report(
          "other-classes", at: range, message,
          notes: [note])
        return false
      }
      warn("other-classes", at: range, message, notes: [note, Silencing.remedy])
    case .columns:
      guard saysFirst("columns of \(id) \(rows.name)") else { return true }
      warn(
        "other-columns", at: range,
        "\(before), whose columns are \(Words.list(trained.inputs.map(\.name), most: 8)), and those of "
          + "`\(rows.name)` are \(Words.list(rows.inputs.map(\.name), most: 8))",
        notes: ["a model knows columns by their places", Silencing.remedy])
    case .scale(let column):
      guard saysFirst("scales of \(id) \(rows.name)") else { return true }
      warn(
        "other-scale", at: range,
        "\(before), and '\(column)' of `\(rows.name)` was not scaled like it",
        notes: [
          "scale both in one action, before loaders are made: - scale: [train_rows, test_rows]",
          Silencing.remedy,
        ])
    }
    return true
  }
}
