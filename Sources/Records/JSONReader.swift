/// Reads JSON (RFC 8259) into a ``JSONValue``.
///
/// `JSONDecoder` tries each kind of value in turn, which costs more than all else that is done with
/// a record. This looks at the first byte.
public struct JSONReader {
  /// Why a text is no JSON.
  public struct Invalid: Error, Equatable, CustomStringConvertible {
    /// How many bytes stand before the place.
    public var offset: Int
    public var description: String { "no JSON at byte \(offset + 1)" }
  }

  /// Where some text stops being JSON: line and column from 1, the column in bytes; `nil` where it
  /// is JSON.
  public static func place(ofErrorIn text: String) -> (line: Int, column: Int)? {
    do throws(Invalid) {
      _ = try value(of: text)
      return nil
    } catch {
      let before = text.utf8.prefix(error.offset)
      let lines = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      return (max(1, lines.count), (lines.last?.count ?? 0) + 1)
    }
  }

  private static let depthLimit = 200

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The value that a text holds.
  ///
  /// Of members with the same name the last counts.
  ///
  /// - Throws: ``Invalid`` for anything else, and for numbers that no `Double` holds.
  public static func value(of text: String) throws(Invalid) -> JSONValue {
    var text = text
    let result: Result<JSONValue, Invalid> = text.withUTF8 { bytes in
      var reader = JSONReader(bytes)
      do throws(Invalid) {
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.invalid }
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private var invalid: Invalid { Invalid(offset: position) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Invalid) -> JSONValue {
    skipSpace()
    guard depth < Self.depthLimit, let byte = next else { throw invalid }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(Invalid) -> JSONValue
  {
    for index in 0..<text.utf8CodeUnitCount {
      guard next == text.utf8Start[index] else { throw invalid }
      position += 1
    }
    return value
  }

  private mutating func array(depth: Int) throws(Invalid) -> JSONValue {
    position += 1
    var items: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(items) }
    repeat {
      items.append(try value(depth: depth + 1))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw invalid }
    return .array(items)
  }

  private mutating func object(depth: Int) throws(Invalid) -> JSONValue {
    position += 1
    var members: [String: JSONValue] = [:]
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw invalid }
      let name = try string()
      guard take(UInt8(ascii: ":")) else { throw invalid }
      members[name] = try value(depth: depth + 1)
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw invalid }
    return .object(members)
  }

  // MARK: - Numbers

  private mutating func digits() throws(Invalid) {
    guard let first = next, isDigit(first) else { throw invalid }
    while let byte = next, isDigit(byte) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func number() throws(Invalid) -> Double {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(text), number.isFinite else { throw Invalid(offset: start) }
    return number
  }

  // MARK: - Texts

  private mutating func string() throws(Invalid) -> String {
    position += 1
    let start = position
    // Most texts hold no escape and are taken whole.
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if next == UInt8(ascii: "\"") {
      position += 1
      return String(decoding: bytes[start..<position - 1], as: UTF8.self)
    }
    var text = Array(bytes[start..<position])
    while let byte = next, byte >= 0x20 {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += Array(String(try escaped()).utf8)
      default: text.append(byte)
      }
    }
    throw invalid
  }

  private mutating func escaped() throws(Invalid) -> Unicode.Scalar {
    guard let byte = next else { throw invalid }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw invalid
    }
  }

  private mutating func unicode() throws(Invalid) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // Half of a pair: the other half must follow.
    guard first < 0xDC00, next == UInt8(ascii: "\\") else { throw invalid }
    position += 1
    guard next == UInt8(ascii: "u") else { throw invalid }
    position += 1
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw invalid }
    return scalar
  }

  private mutating func hexadecimal() throws(Invalid) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw invalid
      }
      position += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
