import Engine

/// How a target goes into a loss.
enum TargetForm: Sendable, Equatable {
  /// A class a row.
  case classes
  /// Numbers, each row's in a column of their own; of two classes 0 and 1.
  case numbers

  /// How a column may be given to a loss: as classes first.
  static func forms(of column: TableOutline.Column) -> [TargetForm] {
    guard let classes = column.classNames else { return [.numbers] }
    return classes.count == 2 ? [.classes, .numbers] : [.classes]
  }

  func shape(rows: Int, of column: TableOutline.Column) -> ActivationShape {
    switch self {
    case .classes: ActivationShape([rows], kind: .indices)
    case .numbers: ActivationShape([rows] + (column.shape.isEmpty ? [1] : column.shape))
    }
  }

  /// The rows as a training takes them.
  func rows(of table: Table) throws(EngineError) -> LabelledRows {
    guard let targets = self == .classes ? table.classTargets : table.numberTargets else {
      throw .invalidRows(.noTarget)
    }
    return LabelledRows(inputs: [table.inputs], targets: targets)
  }
}
