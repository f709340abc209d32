import Foundation

/// Reads JSON (RFC 8259) from UTF-8 bytes.
struct JSONReader {
  /// What is wrong, and at which byte.
  struct Failure: Error, Equatable {
    let offset: Int
    let reason: String
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private var depth = 0

  /// Reads one value that fills `bytes`, white space around it aside.
  static func read(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> JSONItem {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Failure(offset: 0, reason: "not UTF-8")
    }
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value()
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.failure("text after the end") }
    return value
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private func failure(_ reason: String) -> Failure { Failure(offset: position, reason: reason) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(Failure) -> JSONItem {
    skipSpace()
    switch next.map(Unicode.Scalar.init) {
    case "{": return try nested { reader throws(Failure) in try reader.object() }
    case "[": return try nested { reader throws(Failure) in try reader.array() }
    case "\"": return .string(try string())
    case "t": return try word("true", .bool(true))
    case "f": return try word("false", .bool(false))
    case "n": return try word("null", .null)
    case nil: throw failure("the text ends too early")
    default: return .number(try number())
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(Failure) -> JSONItem
  ) throws(Failure) -> JSONItem {
    guard depth < 100 else { throw failure("nested too deeply") }
    depth += 1
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(Failure) -> JSONItem {
    var members: [JSONItem.Member] = []
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure("a name in quotes is expected") }
      let name = try string()
      guard take(":") else { throw failure("':' is expected") }
      members.append(JSONItem.Member(name: name, value: try value()))
    } while take(",")
    guard take("}") else { throw failure("',' or '}' is expected") }
    return .object(members)
  }

  private mutating func array() throws(Failure) -> JSONItem {
    var items: [JSONItem] = []
    if take("]") { return .array(items) }
    repeat { items.append(try value()) } while take(",")
    guard take("]") else { throw failure("',' or ']' is expected") }
    return .array(items)
  }

  private mutating func word(_ word: StaticString, _ value: JSONItem) throws(Failure) -> JSONItem {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position...].starts(with: letters) else { throw failure("not a value") }
    position += letters.count
    return value
  }

  private mutating func number() throws(Failure) -> Double {
    let start = position
    while let byte = next, "+-.eE0123456789".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      position = start
      throw failure("not a value")
    }
    return number
  }

  private mutating func string() throws(Failure) -> [UInt8] {
    position += 1
    var result: [UInt8] = []
    while true {
      let start = position
      while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
        position += 1
      }
      result.append(contentsOf: bytes[start..<position])
      guard let byte = next else { throw failure("the text ends within quotes") }
      guard byte >= 0x20 else { throw failure("a control character within quotes") }
      position += 1
      if byte == UInt8(ascii: "\"") { return result }
      try appendEscape(to: &result)
    }
  }

  /// Reads what follows a backslash.
  private mutating func appendEscape(to result: inout [UInt8]) throws(Failure) {
    guard let letter = next.map(Unicode.Scalar.init) else {
      throw failure("the text ends within quotes")
    }
    position += 1
    switch letter {
    case "\"", "\\", "/": result.append(UInt8(ascii: letter))
    case "b": result.append(0x08)
    case "f": result.append(0x0C)
    case "n": result.append(0x0A)
    case "r": result.append(0x0D)
    case "t": result.append(0x09)
    case "u":
      var code = UInt32(try fourDigits())
      if code & 0xFC00 == 0xD800 {
        guard bytes[position...].starts(with: "\\u".utf8) else { throw failure("half a surrogate") }
        position += 2
        let low = UInt32(try fourDigits())
        guard low & 0xFC00 == 0xDC00 else { throw failure("half a surrogate") }
        code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate") }
      result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: throw failure("an unknown escape")
    }
  }

  private mutating func fourDigits() throws(Failure) -> UInt16 {
    let digits = bytes[position..<min(position + 4, bytes.count)]
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == 4, text.first != "+", let code = UInt16(text, radix: 16) else {
      throw failure("four hexadecimal digits are expected")
    }
    position += 4
    return code
  }
}

extension JSONItem {
  /// Reads a model's file that must hold an object.
  static func object(inFile url: URL) throws(EngineError) -> JSONItem {
    let file = try MappedFile(url)
    do throws(JSONReader.Failure) {
      let item = try JSONReader.read(file.bytes)
      guard item.members != nil else {
        throw JSONReader.Failure(offset: 0, reason: "an object is expected")
      }
      return item
    } catch {
      throw .invalidConfiguration(
        path: url.path, reason: "not JSON at byte \(error.offset): \(error.reason)")
    }
  }
}
