import Base
import Foundation

extension TextDataset {
  /// Reads a table of reviews as the split `train`, in the file's order.
  ///
  /// - Parameters:
  ///   - url: a CSV file whose first line names the columns.
  ///   - textColumn: the column of the texts.
  ///   - labelColumn: the column of the labels: indices or names of classes.
  ///   - keep: reads only the rows that have this value in this column.
  ///   - classNames: the name of each class, by label.
  /// - Returns: a data set of one split.
  /// - Throws: `unreadable`, or `invalidData`, with the line, for a missing column, a label that is
  ///   no class, a record that is not well formed, text that is not UTF-8 and a table without rows.
  public static func reviewsCSV(
    _ url: URL, textColumn: String, labelColumn: String, keep: (column: String, value: String)?,
    classNames: [String]
  ) throws(EngineError) -> TextDataset {
    let table = try CSVFile(url)
    let texts = try table.index(ofColumn: textColumn)
    let labels = try table.index(ofColumn: labelColumn)
    var kept: Int?
    if let keep { kept = try table.index(ofColumn: keep.column) }
    var split = Split()
    try table.forEachRecord { fields throws(EngineError) in
      if let kept, let keep, !table.field(fields[kept], equals: keep.value) { return }
      split.labels.append(try label(fields[labels], in: table, classNames))
      split.texts.append(try table.text(of: fields[texts]))
    }
    guard !split.texts.isEmpty else {
      throw .invalidData(
        path: url.path, line: nil,
        reason: keep.map { "no row has '\($0.value)' in column '\($0.column)'" }
          ?? "no row follows the first line")
    }
    return TextDataset(classNames: classNames, splits: ["train": split])
  }

  private static func label(
    _ field: CSVReader.Field, in table: CSVFile, _ classNames: [String]
  ) throws(EngineError) -> Int {
    for (index, name) in classNames.enumerated()
    where table.field(field, equals: name) || table.field(field, equals: String(index)) {
      return index
    }
    let classes = classNames.enumerated().map { "\($0) (\($1))" }.joined(separator: ", ")
    throw table.refusal(
      at: field,
      "label '\(OneLine.of(try table.text(of: field), limit: 40))' is no class; the classes are "
        + classes)
  }
}
