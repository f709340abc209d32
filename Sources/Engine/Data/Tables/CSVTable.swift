import Base
import Foundation

/// A table of separated values whose first line names the columns: numbers, and words that stand for
/// classes.
public enum CSVTable {
  /// A column as it is to be read.
  public struct Column: Sendable, Equatable {
    /// As the first line of the file has it.
    public var name: String
    /// Class 0 first; `nil` for numbers.
    public var classNames: [String]?

    public init(name: String, classNames: [String]?) {
      (self.name, self.classNames) = (name, classNames)
    }
  }

  /// The column whose values are classes even where they look like numbers.
  public static let labelColumn = "label"
  /// The largest table that is read.
  public static let mostColumns = 10_000
  static let mostCells = 50_000_000
  static let mostClasses = 1_000
  private static let longestNumber = 64
  private static let longestWord = 200

  /// What a file's columns are, found out by reading all of it: a column that begins with a number
  /// holds numbers, one that begins with a word classes, in the order of their names.
  ///
  /// - Throws: `unreadable`, or `invalidData` with line and column.
  public static func columns(of url: URL) throws(EngineError) -> (columns: [Column], rows: Int) {
    let file = try opened(url)
    var words = [Spellings?](repeating: nil, count: file.columns.count)
    var rows = 0
    try file.forEachRecord { fields throws(EngineError) in
      rows += 1
      try checkSize(rows, file, url)
      for (index, field) in fields.enumerated() {
        let name = file.columns[index]
        let text = try word(field, name, file)
        let number = name == labelColumn ? nil : number(text)
        guard number != nil || name == labelColumn || !isTooLarge(text) else {
          throw noNumber(text, field, name, file)
        }
        if rows == 1, number == nil {
          try refuseComma(text, field, name, file)
          words[index] = Spellings()
        }
        guard words[index] != nil else {
          guard number != nil else { throw noNumber(text, field, name, file) }
          continue
        }
        guard number == nil else {
          throw file.refusal(
            at: field,
            "column '\(shown(name))': '\(shown(text))' is a number, and the column begins with a word"
          )
        }
        if words[index]?.contains(text) == false { try file.checkName(of: field, text) }
        guard words[index]?.insert(text) == true else {
          throw file.refusal(
            at: field, "column '\(shown(name))': \(Spellings.problem(shown(text)))")
        }
        guard words[index]?.count ?? 0 <= mostClasses else {
          throw file.refusal(
            at: field, "column '\(shown(name))' has more than \(mostClasses) different words")
        }
      }
    }
    guard rows > 0 else {
      throw .invalidData(path: url.path, line: nil, reason: "no row follows the first line")
    }
    return (
      zip(file.columns, words).map { Column(name: $0, classNames: $1.map { inOrder($0.words) }) },
      rows
    )
  }

  /// Reads some columns; others are passed over.
  ///
  /// - Throws: `unreadable`, or `invalidData` with line and column.
  public static func read(
    _ url: URL, _ columns: [Column]
  ) throws(EngineError) -> [Table.Column] {
    let file = try opened(url)
    var places: [Int] = []
    for column in columns { places.append(try file.index(ofColumn: column.name)) }
    let classes = columns.map { column in
      column.classNames.map { names in
        Dictionary(names.enumerated().map { ($1, Double($0)) }) { first, _ in first }
      }
    }
    var values = [[Double]](repeating: [], count: columns.count)
    var rows = 0
    try file.forEachRecord { fields throws(EngineError) in
      rows += 1
      try checkSize(rows, file, url)
      for (index, place) in places.enumerated() {
        let text = try word(fields[place], columns[index].name, file)
        if let classes = classes[index] {
          guard let value = classes[text] else {
            throw noClass(text, fields[place], columns[index], file)
          }
          values[index].append(value)
        } else {
          guard let number = number(text) else {
            throw noNumber(text, fields[place], columns[index].name, file)
          }
          values[index].append(number)
        }
      }
    }
    return zip(columns, values).map {
      Table.Column($0.name, values: $1, classNames: $0.classNames)
    }
  }

  /// Whole numbers by size, words by their bytes.
  public static func inOrder(_ words: Set<String>) -> [String] {
    let numbers = words.compactMap { word in Int(word).map { ($0, word) } }
    if numbers.count == words.count { return numbers.sorted { $0 < $1 }.map(\.1) }
    return words.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  private static func opened(_ url: URL) throws(EngineError) -> CSVFile {
    let file = try CSVFile(url)
    guard file.columns.count <= mostColumns else {
      throw .invalidData(
        path: url.path, line: 1,
        reason: "\(file.columns.count) columns, and there may be \(mostColumns)")
    }
    for (index, name) in file.columns.enumerated() {
      guard !name.isEmpty else {
        throw .invalidData(
          path: url.path, line: 1, reason: "column \(index + 1) has no name in the first line")
      }
      guard trimmed(name) == name else {
        throw .invalidData(
          path: url.path, line: 1,
          reason:
            "the name of column \(index + 1), '\(shown(name))', begins or ends with a space: take it out"
        )
      }
      // A file without a line of names would lose its first row.
      guard number(name) == nil else {
        throw .invalidData(
          path: url.path, line: 1,
          reason:
            "the first line names the columns, and '\(shown(name))' is a number: put a line of names before the rows, or a letter into that name"
        )
      }
      _ = try file.index(ofColumn: name)
    }
    return file
  }

  private static func checkSize(_ rows: Int, _ file: CSVFile, _ url: URL) throws(EngineError) {
    guard rows * file.columns.count <= mostCells else {
      throw .invalidData(
        path: url.path, line: nil, reason: "more than \(mostCells) fields in all")
    }
  }

  /// A field's text, which is short and not empty.
  private static func word(
    _ field: CSVReader.Field, _ name: String, _ file: CSVFile
  ) throws(EngineError) -> String {
    guard field.range.count <= longestWord else {
      throw file.refusal(
        at: field,
        "column '\(shown(name))' has a field of \(field.range.count) bytes, and a number or a class has \(longestWord) at most"
      )
    }
    let text = trimmed(try file.text(of: field))
    guard !text.isEmpty else {
      throw file.refusal(
        at: field,
        "column '\(shown(name))' is empty here; leave the row out, or write what is missing")
    }
    return text
  }

  /// Without spaces and tabs around it.
  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: CharacterSet(charactersIn: " \t"))
  }

  /// A number in figures that single precision can hold: neither `inf` nor `nan`, and none in other bases.
  private static func number(_ text: String) -> Double? {
    figures(text).flatMap { Float($0).isFinite ? $0 : nil }
  }

  /// Whether it is a number in figures that single precision cannot hold.
  private static func isTooLarge(_ text: String) -> Bool {
    figures(text).map { !Float($0).isFinite } ?? false
  }

  /// A number in figures, of whatever size.
  private static func figures(_ text: String) -> Double? {
    guard text.utf8.count <= longestNumber,
      text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) })
    else { return nil }
    return Double(text)
  }

  private static func refuseComma(
    _ text: String, _ field: CSVReader.Field, _ name: String, _ file: CSVFile
  ) throws(EngineError) {
    guard text.contains(","), number(text.replacing(",", with: ".")) != nil else { return }
    throw noNumber(text, field, name, file)
  }

  private static func noNumber(
    _ text: String, _ field: CSVReader.Field, _ name: String, _ file: CSVFile
  ) -> EngineError {
    if isTooLarge(text) {
      return file.refusal(
        at: field,
        "column '\(shown(name))': '\(shown(text))' is beyond 3.4e38, the largest number that a model can compute with"
      )
    }
    let isComma = text.contains(",") && number(text.replacing(",", with: ".")) != nil
    return file.refusal(
      at: field,
      "column '\(shown(name))': '\(shown(text))' is no number"
        + (isComma ? "; a number has a decimal point" : ""))
  }

  private static func noClass(
    _ text: String, _ field: CSVReader.Field, _ column: Column, _ file: CSVFile
  ) -> EngineError {
    let known = (column.classNames ?? []).map { "'\(shown($0))'" }
    return file.refusal(
      at: field,
      "column '\(shown(column.name))': '\(shown(text))' is no class; the classes are "
        + Words.list(known, most: 10))
  }

  private static func shown(_ text: String) -> String { OneLine.of(text, limit: 40) }
}
