/// A JSON value in memory: what a step's `results` and a lesson's parameters are made of.
///
/// There is one kind of number. Everything a lesson measures fits a `Double` exactly: counts below
/// 2^53, and every `Float`, which ``float(_:)`` turns into the double with the same shortest
/// decimal, so that writing it gives the digits that read back to the float.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// A single-precision number, kept as the double nearest to its shortest decimal.
  ///
  /// A value that is not finite cannot be written in JSON; callers refuse it before they get here,
  /// and the canonical writer refuses it again.
  public static func float(_ value: Float) -> JSONValue {
    .number(Double(value.description) ?? Double(value))
  }

  /// A count or an index.
  public static func int(_ value: Int) -> JSONValue { .number(Double(value)) }

  /// A list of single-precision numbers.
  public static func floats(_ values: some Sequence<Float>) -> JSONValue {
    .array(values.map(JSONValue.float))
  }

  /// A list of counts or indices.
  public static func ints(_ values: some Sequence<Int>) -> JSONValue {
    .array(values.map(JSONValue.int))
  }

  public var number: Double? { if case .number(let value) = self { value } else { nil } }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  public var object: [String: JSONValue]? {
    if case .object(let value) = self { value } else { nil }
  }

  /// The whole number this is, if it is one that a `Double` holds and no other.
  public var int: Int? {
    guard let number, number.rounded() == number, abs(number) < 0x1p53 else { return nil }
    return Int(number)
  }

  /// The member of an object, `nil` where there is none.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// What kind of value this is, in the words of a message to a lesson's author.
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "text"
    case .array: "list"
    case .object: "object"
    }
  }
}

extension JSONValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
