import Engine
import Records

/// What is known of texts before they are read.
struct TextOutline: Sendable, Equatable {
  /// Class 0 first; `nil` where that is not known.
  var classNames: [String]?
  /// How many texts each split has, `nil` for one that has to be read first.
  var splits: [String: Int?]?

  /// What a run says of the splits.
  var splitsShape: ResultShape {
    let counts = ResultKey.labelCounts.shape.named(classNames)
    let split = ResultShape.members([.rows: .number, .labelCounts: counts])
    return ResultShape.byAnyKey(split).named(splits?.keys.sorted())
  }

  /// Why rows cannot be taken from a split; `nil` where they can, as far as that is known.
  func problem(taking rows: Int, after skipped: Int, of split: String) -> RowsProblem? {
    guard let splits else { return nil }
    guard let known = splits[split] else { return .noSplit(split, splits: splits.keys.sorted()) }
    // Written so that absurd numbers cannot overflow.
    guard let total = known, rows > total || skipped > total - rows else { return nil }
    return .tooFewRows(rows, after: skipped, split: split, rows: total)
  }
}
