import Foundation

/// A table of comma-separated values (RFC 4180), mapped and read record by record.
///
/// As pandas reads it: a byte order mark and empty lines are passed over, lines end in LF or CRLF,
/// a quote inside a field that does not begin with one stands for itself.
struct CSVFile {
  let file: MappedFile
  /// The fields of the first record.
  let columns: [String]
  /// Where the second record begins.
  private let firstRecord: Int

  /// Where a field is in the file.
  struct Field {
    /// Its text, without the quotes around it.
    var range: Range<Int>
    /// Whether quotes in it are doubled.
    var hasDoubledQuotes = false
  }

  /// Opens a table and reads its first line.
  ///
  /// - Throws: `unreadable`, or `invalidData` for a file without a first line.
  init(_ url: URL) throws(EngineError) {
    file = try MappedFile(url)
    let isMarked = file.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    var reader = CSVReader(file: file, position: isMarked ? 3 : 0)
    var fields: [Field] = []
    guard try reader.next(&fields) else {
      throw .invalidData(path: file.path, line: nil, reason: "the file is empty")
    }
    var columns: [String] = []
    for field in fields { columns.append(try file.text(of: field)) }
    self.columns = columns
    firstRecord = reader.position
  }

  /// Calls `body` with every record after the first line; each has as many fields as there are
  /// columns.
  func forEachRecord(_ body: ([Field]) throws(EngineError) -> Void) throws(EngineError) {
    var reader = CSVReader(file: file, position: firstRecord)
    var fields: [Field] = []
    fields.reserveCapacity(columns.count)
    while try reader.next(&fields) {
      guard fields.count == columns.count else {
        throw .invalidData(
          path: file.path, line: file.line(at: reader.start),
          reason: "\(fields.count) fields, but the first line names \(columns.count) columns")
      }
      try body(fields)
    }
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
    let list = columns.map { "'\($0)'" }.joined(separator: ", ")
    let hint = EditDistance.nearest(to: name, in: columns).map { "; did you mean '\($0)'?" } ?? ""
    throw .invalidData(
      path: file.path, line: 1, reason: "no column '\(name)'; the columns are \(list)\(hint)")
  }
}

extension MappedFile {
  /// The text of a field of this file.
  ///
  /// - Throws: `invalidData` where it is not UTF-8.
  func text(of field: CSVFile.Field) throws(EngineError) -> String {
    let raw = UnsafeRawBufferPointer(rebasing: bytes[field.range])
    let text: String?
    if field.hasDoubledQuotes {
      text = String(validating: withoutDoubledQuotes(raw), as: UTF8.self)
    } else {
      text = String(validating: raw, as: UTF8.self)
    }
    guard let text else {
      throw .invalidData(
        path: path, line: line(at: field.range.lowerBound), reason: "a field here is not UTF-8")
    }
    return text
  }

  /// Compares a field with a text, byte for byte.
  func field(_ field: CSVFile.Field, equals text: String) -> Bool {
    let raw = UnsafeRawBufferPointer(rebasing: bytes[field.range])
    return field.hasDoubledQuotes
      ? withoutDoubledQuotes(raw).elementsEqual(text.utf8) : raw.elementsEqual(text.utf8)
  }

  /// The line of a byte, from 1.
  func line(at offset: Int) -> Int {
    bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
  }

  private func withoutDoubledQuotes(_ raw: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: raw.count) { memory, count in
      var isSecond = false
      for byte in raw {
        isSecond = byte == UInt8(ascii: "\"") && !isSecond
        if byte == UInt8(ascii: "\""), !isSecond { continue }
        memory[count] = byte
        count += 1
      }
    }
  }
}
