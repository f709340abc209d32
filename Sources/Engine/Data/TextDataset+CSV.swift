import Base
import Foundation

extension TextDataset {
  /// The column of the texts in a table of one's own.
  public static let textColumn = "text"
  /// The classes of reviews, which a table may also give as 0 and 1.
  public static let reviewClasses = ["negative", "positive"]
  /// Bytes that a text may have.
  private static let longestText = 1 << 20

  /// The classes of a table with a text and a label a row, and how many rows each has: the classes of
  /// reviews where every label is one, else all that there are, numbers by size and words by their bytes.
  ///
  /// - Returns: `nil` for a table without the columns `text` and `label`.
  /// - Throws: `unreadable`, or `invalidData`, where it is of one with the line: for an empty text or label,
  ///   for one class alone, and for no row.
  public static func classes(
    ofCSV url: URL
  ) throws(EngineError) -> (names: [String], rows: [Int])? {
    let table = try CSVFile(url)
    guard table.columns.contains(textColumn), table.columns.contains(CSVTable.labelColumn) else {
      return nil
    }
    let texts = try table.index(ofColumn: textColumn)
    let labels = try table.index(ofColumn: CSVTable.labelColumn)
    var words: [String: Int] = [:]
    var spellings = Spellings()
    try table.forEachRecord { fields throws(EngineError) in
      let word = try table.text(of: fields[labels])
      guard !word.isEmpty, word.utf8.count <= 200 else {
        throw table.refusal(
          at: fields[labels],
          word.isEmpty ? "the label is empty" : "the label is longer than 200 bytes")
      }
      if words[word] == nil { try table.checkName(of: fields[labels], word) }
      guard try !table.text(of: fields[texts]).allSatisfy(\.isWhitespace) else {
        throw table.refusal(
          at: fields[texts], "the text is empty; leave the row out, or write what is missing")
      }
      guard spellings.insert(word) else {
        throw table.refusal(
          at: fields[labels], Spellings.problem(OneLine.of(word, limit: 40)))
      }
      words[word, default: 0] += 1
      guard words.count <= CSVTable.mostClasses else {
        throw table.refusal(
          at: fields[labels], "more than \(CSVTable.mostClasses) different labels")
      }
    }
    guard !words.isEmpty else {
      throw .invalidData(path: url.path, line: nil, reason: "no row follows the first line")
    }
    let ofReviews = reviewClasses.enumerated().map { [$1, String($0)] }
    guard !Set(words.keys).isSubset(of: ofReviews.joined()) else {
      return (reviewClasses, ofReviews.map { $0.reduce(0) { $0 + (words[$1] ?? 0) } })
    }
    if words.count == 1, let word = words.keys.first {
      throw .invalidData(
        path: url.path, line: nil,
        reason:
          "every label is '\(OneLine.of(word, limit: 40))', and texts are of at least two classes")
    }
    let names = CSVTable.inOrder(Set(words.keys))
    return (names, names.map { words[$0] ?? 0 })
  }

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
      guard fields[texts].range.count <= longestText else {
        throw table.refusal(
          at: fields[texts],
          "a text of \(fields[texts].range.count) bytes, and there may be \(longestText)")
      }
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
    // A class may be named by a number that is another's place.
    if let index = classNames.firstIndex(where: { table.field(field, equals: $0) })
      ?? classNames.indices.first(where: { table.field(field, equals: String($0)) })
    {
      return index
    }
    let classes = classNames.enumerated().map { "\($0) (\($1))" }.joined(separator: ", ")
    throw table.refusal(
      at: field,
      "label '\(OneLine.of(try table.text(of: field), limit: 40))' is no class; the classes are "
        + classes)
  }
}
