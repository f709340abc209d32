/// The one way a record is written: keys sorted by their UTF-8 bytes, no spaces, each number as its
/// shortest decimal, so that equal values are equal bytes and a digest over them means something.
///
/// Close to RFC 8785 (JSON Canonicalization Scheme); it differs in sorting by UTF-8 rather than
/// UTF-16, in Swift's notation for exponents, and in keeping the sign of a negative zero.
public enum CanonicalJSON {
  /// A number that JSON cannot hold stood in the value.
  public struct NotFinite: Error, Equatable, CustomStringConvertible {
    public var description: String { "a number that is not finite cannot be written to a record" }
  }

  /// The canonical text of a value.
  ///
  /// Throws ``NotFinite`` for NaN and infinities.
  public static func text(_ value: JSONValue) throws -> String {
    var out = ""
    try write(value, to: &out)
    return out
  }

  /// SHA-256, in lower-case hexadecimal, of the canonical text.
  public static func sha256(_ value: JSONValue) throws -> String {
    SHA256Digest.hex(of: try text(value))
  }

  /// A number as the canonical form writes it: whole numbers without a point.
  public static func number(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15, !(value == 0 && value.sign == .minus) {
      return String(Int(value))
    }
    return value.description
  }

  private static func write(_ value: JSONValue, to out: inout String) throws {
    switch value {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .number(let value):
      guard value.isFinite else { throw NotFinite() }
      out += number(value)
    case .string(let value): write(value, to: &out)
    case .array(let values):
      out += "["
      for (index, value) in values.enumerated() {
        if index > 0 { out += "," }
        try write(value, to: &out)
      }
      out += "]"
    case .object(let members):
      out += "{"
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { out += "," }
        write(member.key, to: &out)
        out += ":"
        try write(member.value, to: &out)
      }
      out += "}"
    }
  }

  /// A string with only what JSON demands escaped: quote, backslash and the control characters.
  private static func write(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
