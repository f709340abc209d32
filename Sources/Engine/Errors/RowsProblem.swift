/// Why rows that have been read cannot be used as asked: the facts.
///
/// The words are in ``description``.
public enum RowsProblem: Error, Equatable, Sendable {
  /// A column that is not in the table.
  case noColumn(String)
  /// A table without a column to predict.
  case noTarget
  /// A part that the data do not come in.
  case noPart(String)
  /// A split that is not in a data set of texts, and those that are.
  case noSplit(String, splits: [String])
  /// Rows asked for after so many others, of a split with fewer.
  case tooFewRows(Int, after: Int, split: String, rows: Int)
  /// Parts of more rows of each class than the smallest class has.
  case tooFewOfEachClass(fewest: Int)
  /// A target of numbers where each part is to have its share of every class.
  case noClasses
  /// A class of which a part would get no row.
  case singleRowOfClass(String)
  /// A value that belongs to no class; the row is counted from 0 in the data.
  case noClassFor(Double, row: Int)
  /// A label for which the head has no output.
  case label(Int, classes: Int)
  /// A data set and a head of different numbers of classes.
  case classes(Int, headClasses: Int)
  /// A column that a scaler has not seen, and so cannot be scaled back.
  case notScaled(column: String, scaler: String)
  /// A row whose picture a step does not fit; `reason` is ``PictureStep/Problem``'s.
  case pictureStep(reason: String, row: Int)
}

extension RowsProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noColumn(let name): "there is no column '\(name)'"
    case .noTarget: "the rows have no target"
    case .noPart(let name): "the data have no part '\(name)'"
    case .noSplit(let name, let splits):
      "this data set has no split `\(name)`; it has: \(splits.joined(separator: ", "))"
    case .tooFewRows(let wanted, let skipped, let split, let rows):
      "\(wanted) rows\(skipped > 0 ? " after the first \(skipped)" : "") were asked for, but `\(split)` has \(rows)"
    case .tooFewOfEachClass(let fewest):
      "the parts take more rows of each class than there are: a class has \(fewest)"
    case .noClasses: "the rows have no classes to share out"
    case .singleRowOfClass(let name):
      "class '\(name)' has fewer than two rows: it cannot be in both parts"
    case .noClassFor(let value, let row):
      "row \(row) of the data: \(value) is in none of the new classes"
    case .label(let label, let classes):
      "a row has label \(label), but the head has \(classes) classes"
    case .classes(let classes, let headClasses):
      "the data set has \(classes) classes, but the head has \(headClasses)"
    case .notScaled(let column, let scaler):
      "`\(scaler)` has not scaled the column '\(column)', so there is no way back"
    case .pictureStep(let reason, let row): "row \(row) of the data: a step that \(reason)"
    }
  }
}
