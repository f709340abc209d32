import Engine
import Foundation
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

  /// Refuses texts of other numbers than the list of assets says.
  func check(_ texts: TextDataset, in url: URL) throws(EngineError) {
    guard let classRows else { return }
    let labels = texts.splits.values.flatMap(\.labels)
    for (label, rows) in classRows.enumerated() {
      let found = labels.count { $0 == label }
      guard found != rows else { continue }
      throw .invalidData(
        path: url.path, line: nil,
        reason: "\(found) rows of class '\(classNames[label])', and \(rows) in the list of assets")
    }
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
