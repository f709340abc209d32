import Engine
import Records

/// How a table of texts lies in its file: one text a row, with the class that it is of.
package struct TextTable: Sendable, Equatable, Codable {
  package var textColumn: String
  package var labelColumn: String
  package var keep: Keep?
  package var classNames: [String]
  /// How many rows each class has, in the order of their names; `nil` where that is known only once the
  /// file is read.
  package var classRows: [Int]?

  /// Only rows with this value in this column belong to the data set.
  package struct Keep: Sendable, Equatable, Codable {
    package var column: String
    package var value: String

    package init(column: String, value: String) { (self.column, self.value) = (column, value) }
  }

  package init(
    textColumn: String, labelColumn: String, keep: Keep? = nil, classNames: [String],
    classRows: [Int]? = nil
  ) {
    (self.textColumn, self.labelColumn, self.keep) = (textColumn, labelColumn, keep)
    (self.classNames, self.classRows) = (classNames, classRows)
  }

  enum CodingKeys: String, CodingKey {
    case textColumn = "text_column"
    case labelColumn = "label_column"
    case keep
    case classNames = "class_names"
    case classRows = "class_rows"
  }

  /// What is wrong with it, as words after the asset's name; `nil` where nothing is.
  var problem: String? {
    if classNames.count < 2 || Set(classNames).count < classNames.count {
      return "needs at least two `class_names`, each another"
    }
    if let classRows, classRows.count != classNames.count || classRows.contains(where: { $0 < 0 }) {
      return "needs in `class_rows` how many rows each of its `class_names` has"
    }
    return nil
  }

  /// As it stands in the list of assets.
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "text_column": .string(textColumn), "label_column": .string(labelColumn),
      "class_names": .array(classNames.map(JSONValue.string)),
    ]
    members["class_rows"] = classRows.map(JSONValue.ints)
    if let keep {
      members["keep"] = ["column": .string(keep.column), "value": .string(keep.value)]
    }
    return .object(members)
  }
}

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
