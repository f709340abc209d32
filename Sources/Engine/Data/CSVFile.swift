import Base
import Foundation

/// A table of separated values, mapped and read record by record.
struct CSVFile {
  private let file: MappedFile
  private let reader: CSVReader
  /// The fields of the first record.
  let columns: [String]
  /// How many columns a message names.
  private static let mostNamed = 10

  /// Opens a table and reads its first line.
  ///
  /// - Throws: `unreadable`, or `invalidData` for a file without a first line.
  init(_ url: URL) throws(EngineError) {
    file = try MappedFile(url)
    var reader = CSVReader(file.bytes)
    var fields: [CSVReader.Field] = []
    guard try Self.next(&reader, &fields, of: file) else {
      throw .invalidData(path: file.path, line: nil, reason: "the file is empty")
    }
    var columns: [String] = []
    for field in fields { columns.append(try Self.text(of: field, reader, file)) }
    self.columns = columns
    self.reader = reader
  }

  /// Calls `body` with every record after the first line; each has as many fields as there are
  /// columns.
  func forEachRecord(
    _ body: ([CSVReader.Field]) throws(EngineError) -> Void
  ) throws(EngineError) {
    var reader = reader
    var fields: [CSVReader.Field] = []
    fields.reserveCapacity(columns.count)
    while try Self.next(&reader, &fields, of: file) {
      guard fields.count == columns.count else {
        throw .invalidData(
          path: file.path, line: reader.line(at: reader.start),
          reason: "\(fields.count) fields, but the first line names \(columns.count) columns")
      }
      try body(fields)
    }
  }

  /// The text of a field.
  ///
  /// - Throws: `invalidData` where it is not UTF-8.
  func text(of field: CSVReader.Field) throws(EngineError) -> String {
    try Self.text(of: field, reader, file)
  }

  /// Compares a field with a text, byte for byte.
  func field(_ field: CSVReader.Field, equals text: String) -> Bool {
    reader.withBytes(of: field) { $0.elementsEqual(text.utf8) }
  }

  /// What is wrong with a field, with its line.
  func refusal(at field: CSVReader.Field, _ reason: String) -> EngineError {
    .invalidData(
      path: file.path, line: reader.line(at: field.range.lowerBound), reason: reason)
  }

  private static func next(
    _ reader: inout CSVReader, _ fields: inout [CSVReader.Field], of file: MappedFile
  ) throws(EngineError) -> Bool {
    do throws(CSVReader.Problem) {
      return try reader.next(&fields)
    } catch {
      throw .invalidData(
        path: file.path, line: reader.line(at: error.offset), reason: error.reason)
    }
  }

  private static func text(
    of field: CSVReader.Field, _ reader: CSVReader, _ file: MappedFile
  ) throws(EngineError) -> String {
    guard let text = reader.text(of: field) else {
      // The two bytes that every file of gzip begins with.
      if file.bytes.starts(with: [0x1F, 0x8B]) {
        throw .invalidData(path: file.path, line: nil, reason: "packed by gzip: unpack it first")
      }
      throw .invalidData(
        path: file.path, line: reader.line(at: field.range.lowerBound),
        reason: "a field here is not UTF-8: save the table as CSV in UTF-8")
    }
    return text
  }

  /// Refuses a class's name that no line of a lesson or a report could hold.
  func checkName(of field: CSVReader.Field, _ name: String) throws(EngineError) {
    let breaks: [Unicode.GeneralCategory] = [.control, .lineSeparator, .paragraphSeparator]
    guard name.unicodeScalars.contains(where: { breaks.contains($0.properties.generalCategory) })
    else { return }
    throw refusal(
      at: field,
      "'\(OneLine.of(name, limit: 40))' is a class's name, and has a line break or another control character in it"
    )
  }

  /// The index of a column.
  ///
  /// - Throws: `invalidData` that lists the columns there are, for a column that is missing or there
  ///   twice.
  func index(ofColumn name: String) throws(EngineError) -> Int {
    let found = columns.indices.filter { columns[$0] == name }
    if let index = found.first, found.count == 1 { return index }
    guard found.isEmpty else {
      throw .invalidData(path: file.path, line: 1, reason: "two columns are named '\(name)'")
    }
    // A table without a first line of names has whole texts in their place.
    let list = Words.list(
      columns.map { "'\(OneLine.of($0, limit: 40))'" }, most: Self.mostNamed)
    let hint = NearestName.of(name, in: columns).map { "; did you mean '\($0)'?" } ?? ""
    throw .invalidData(
      path: file.path, line: 1, reason: "no column '\(name)'; the columns are \(list)\(hint)")
  }
}
