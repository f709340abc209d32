/// Finds the fields of separated values (RFC 4180) in a file's bytes, one record a call.
///
/// As pandas reads them: a byte order mark and empty lines are passed over, lines end in LF, CR LF or
/// CR, a quote inside a field that does not begin with one stands for itself. The separator is the
/// one that the first line shows, a comma, a semicolon or a tab; a line `sep=;` above it, which
/// spreadsheets write, names it.
public struct CSVReader {
  /// Why a table cannot be read, and at which byte.
  public struct Problem: Error, Equatable {
    public let offset: Int
    public let reason: String
  }

  /// Where a field is in the file.
  public struct Field: Equatable, Sendable {
    /// Its text, without the quotes around it.
    public var range: Range<Int>
    /// Whether quotes in it are doubled.
    var hasDoubledQuotes = false
  }

  let bytes: UnsafeRawBufferPointer
  /// The byte between two fields.
  public let separator: UInt8
  /// Where the next record begins.
  public private(set) var position = 0
  /// Where the record read last began.
  public private(set) var start = 0

  /// A reader before the first record; it borrows the bytes.
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    (separator, position) = CSVSeparator.find(in: bytes, from: position)
  }

  /// Reads the next record that is not an empty line; `false` at the end.
  ///
  /// - Throws: for quotes that are not closed or closed too early.
  public mutating func next(_ fields: inout [Field]) throws(Problem) -> Bool {
    fields.removeAll(keepingCapacity: true)
    while position < bytes.count, isLineEnd(position) { position += 1 }
    start = position
    guard position < bytes.count else { return false }
    while true {
      let isQuoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
      fields.append(isQuoted ? try quotedField() : plainField())
      guard position < bytes.count else { return true }
      let end = bytes[position]
      position += 1
      if end == separator { continue }
      if end == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
        position += 1
      }
      return true
    }
  }

  /// A field's bytes, where quotes are no longer doubled, for as long as `body` runs.
  public func withBytes<R>(of field: Field, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let raw = UnsafeRawBufferPointer(rebasing: bytes[field.range])
    return field.hasDoubledQuotes ? withoutDoubledQuotes(raw).withUnsafeBytes(body) : body(raw)
  }

  /// A field's text; `nil` where it is not UTF-8.
  public func text(of field: Field) -> String? {
    withBytes(of: field) { String(validating: $0, as: UTF8.self) }
  }

  /// The line of a byte, from 1.
  public func line(at offset: Int) -> Int { LineEnds.count(bytes[..<offset]) + 1 }

  private func isLineEnd(_ place: Int) -> Bool {
    bytes[place] == UInt8(ascii: "\n") || bytes[place] == UInt8(ascii: "\r")
  }

  /// Ends at a separator, a line end or the file's end.
  private mutating func plainField() -> Field {
    let begin = position
    while position < bytes.count, bytes[position] != separator, !isLineEnd(position) {
      position += 1
    }
    return Field(range: begin..<position)
  }

  private mutating func quotedField() throws(Problem) -> Field {
    let opening = position
    var hasDoubledQuotes = false
    position += 1
    while true {
      guard let closing = FirstByte.index(of: UInt8(ascii: "\""), in: bytes, from: position) else {
        throw Problem(
          offset: opening, reason: "a field is opened with a quote here and never closed")
      }
      position = closing + 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        hasDoubledQuotes = true
        position += 1
        continue
      }
      guard position == bytes.count || bytes[position] == separator || isLineEnd(position) else {
        throw Problem(
          offset: closing,
          reason: "text after a closing quote; a quote within a field is written twice")
      }
      return Field(range: opening + 1..<closing, hasDoubledQuotes: hasDoubledQuotes)
    }
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
