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

  /// How rows differ from these.
  enum Difference: Equatable {
    /// Other ones, or the same in other places.
    case classes
    /// Other names, or fewer: whether they mean the same nobody can tell.
    case classNames
    /// Single numbers in columns of other names, or in another order.
    case columns
    /// A column that was not scaled as its own was here.
    case scale(String)
  }

  /// - Returns: the gravest difference; `nil` where rows are alike, as far as that can be told.
  func difference(from inputs: [TableOutline.Column], _ classNames: [String]?) -> Difference? {
    if let known = self.classNames, let classNames, known != classNames {
      let isMoved = classNames.enumerated().contains { place, name in
        known.firstIndex(of: name).map { $0 != place } ?? false
      }
      return isMoved || classNames.count > known.count ? .classes : .classNames
    }
    let isFlat = (self.inputs + inputs).allSatisfy { $0.shape.isEmpty }
    if isFlat, !self.inputs.isEmpty, !inputs.isEmpty, self.inputs.map(\.name) != inputs.map(\.name)
    {
      return .columns
    }
    return zip(self.inputs, inputs).first { $0.scales != $1.scales }.map { .scale($1.name) }
  }
}

extension PlanScope {
  /// Compares rows with those that a model was trained on.
  ///
  /// Classes are places: where one stands in another place every score would be wrong, which is an error.
  /// Other names, columns and scales may be meant, or be what a notebook gets wrong, and are warned of.
  ///
  /// - Returns: whether they can be scored.
  func check(
    _ model: String, id: Int, on rows: TrainedRows, at range: SourceRange
  ) -> Bool {
    guard let trained = trainedOn[id],
      let difference = trained.difference(from: rows.inputs, rows.classNames)
    else { return true }
    let before = "`\(model)` was trained on `\(trained.name)`"
    switch difference {
    case .classes, .classNames:
      // Once for all that is asked of these rows.
      guard misfits.insert("classes of \(id) \(rows.name)").inserted else {
        return difference != .classes
      }
      let (known, found) = (trained.classNames ?? [], rows.classNames ?? [])
      let message =
        "\(before), whose classes are \(Self.list(known)), and those of `\(rows.name)` are "
        + Self.list(found)
      let note = "a model knows classes by their places"
      guard difference == .classNames else {
        report(
          "other-classes", at: range, message,
          notes: [note + ": both have to have the same, in the same order"])
        return false
      }
      warn("other-classes", at: range, message, notes: [note, Silencing.remedy])
    case .columns:
      guard misfits.insert("columns of \(id) \(rows.name)").inserted else { return true }
      warn(
        "other-columns", at: range,
        "\(before), whose columns are \(Self.list(trained.inputs.map(\.name))), and those of "
          + "`\(rows.name)` are \(Self.list(rows.inputs.map(\.name)))",
        notes: ["a model knows columns by their places", Silencing.remedy])
    case .scale(let column):
      guard misfits.insert("scales of \(id) \(rows.name)").inserted else { return true }
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

  private static func list(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ")
      + (names.count > 8 ? " and \(names.count - 8) more" : "")
  }
}
