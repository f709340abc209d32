import Foundation

/// Finds the fields of comma-separated values in a mapped file, one record a call.
struct CSVReader {
  let file: MappedFile
  /// Where the next record begins.
  private(set) var position: Int
  /// Where the record read last began.
  private(set) var start = 0

  init(file: MappedFile, position: Int) {
    self.file = file
    self.position = position
  }

  /// Reads the next record that is not an empty line; `false` at the end.
  ///
  /// - Throws: `invalidData` for quotes that are not closed or closed too early.
  mutating func next(_ fields: inout [CSVFile.Field]) throws(EngineError) -> Bool {
    fields.removeAll(keepingCapacity: true)
    skipEmptyLines()
    start = position
    guard position < file.bytes.count else { return false }
    while true {
      let isQuoted = position < file.bytes.count && file.bytes[position] == UInt8(ascii: "\"")
      fields.append(isQuoted ? try quotedField() : plainField())
      guard position < file.bytes.count else { return true }
      let separator = file.bytes[position]
      position += separator == UInt8(ascii: "\r") ? 2 : 1
      if separator != UInt8(ascii: ",") { return true }
    }
  }

  private mutating func skipEmptyLines() {
    while position < file.bytes.count {
      if file.bytes[position] == UInt8(ascii: "\n") {
        position += 1
      } else if isLineEnd(position) {
        position += 2
      } else {
        return
      }
    }
  }

  /// Whether LF or CRLF is at a place.
  private func isLineEnd(_ place: Int) -> Bool {
    let bytes = file.bytes
    return bytes[place] == UInt8(ascii: "\n")
      || bytes[place] == UInt8(ascii: "\r") && place + 1 < bytes.count
        && bytes[place + 1] == UInt8(ascii: "\n")
  }

  /// Ends at a comma, a line end or the file's end.
  private mutating func plainField() -> CSVFile.Field {
    let begin = position
    while position < file.bytes.count, file.bytes[position] != UInt8(ascii: ","),
      !isLineEnd(position)
    {
      position += 1
    }
    return CSVFile.Field(range: begin..<position)
  }

  private mutating func quotedField() throws(EngineError) -> CSVFile.Field {
    let bytes = file.bytes
    let opening = position
    var hasDoubledQuotes = false
    position += 1
    while true {
      // `memchr` because reviews are long: it looks at 32 bytes at once.
      guard let base = bytes.baseAddress,
        let found = memchr(base + position, Int32(UInt8(ascii: "\"")), bytes.count - position)
      else {
        throw .invalidData(
          path: file.path, line: file.line(at: opening),
          reason: "a field is opened with a quote here and never closed")
      }
      let closing = UnsafeRawPointer(found) - base
      position = closing + 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        hasDoubledQuotes = true
        position += 1
        continue
      }
      guard position == bytes.count || bytes[position] == UInt8(ascii: ",") || isLineEnd(position)
      else {
        throw .invalidData(
          path: file.path, line: file.line(at: closing),
          reason: "text after a closing quote; a quote within a field is written twice")
      }
      return CSVFile.Field(
        range: opening + 1..<closing, hasDoubledQuotes: hasDoubledQuotes)
    }
  }
}
