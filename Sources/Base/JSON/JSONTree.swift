/// A text as the reader finds it.
enum JSONText {
  /// As it stands in the file.
  case whole(UnsafeRawBufferPointer)
  /// Put together, since it has escapes.
  case pieces([UInt8])

  var bytes: [UInt8] {
    switch self {
    case .whole(let bytes): Array(bytes)
    case .pieces(let bytes): bytes
    }
  }

  var string: String {
    switch self {
    case .whole(let bytes): String(decoding: bytes, as: UTF8.self)
    case .pieces(let bytes): String(decoding: bytes, as: UTF8.self)
    }
  }
}

/// What the reader builds: ``JSONValue`` or ``JSONItem``.
protocol JSONTree {
  associatedtype Name
  associatedtype Members

  static var null: Self { get }
  static func bool(_ value: Bool) -> Self
  static func number(_ value: Double) -> Self
  static func text(_ text: JSONText) -> Self
  static func array(_ items: [Self]) -> Self
  static func object(_ members: Members) -> Self

  static var noMembers: Members { get }
  static func name(_ text: JSONText) -> Name
  static func add(
    _ name: Name, at offset: Int, _ value: Self, from range: Range<Int>, to members: inout Members)
}

extension JSONValue: JSONTree {
  static var noMembers: [String: JSONValue] { [:] }

  static func text(_ text: JSONText) -> JSONValue { .string(text.string) }

  static func name(_ text: JSONText) -> String { text.string }

  static func add(
    _ name: String, at offset: Int, _ value: JSONValue, from range: Range<Int>,
    to members: inout [String: JSONValue]
  ) {
    members[name] = value
  }
}

extension JSONItem: JSONTree {
  static var noMembers: [Member] { [] }

  static func text(_ text: JSONText) -> JSONItem { .string(text.bytes) }

  static func name(_ text: JSONText) -> [UInt8] { text.bytes }

  static func add(
    _ name: [UInt8], at offset: Int, _ value: JSONItem, from range: Range<Int>,
    to members: inout [Member]
  ) {
    members.append(Member(name: name, value: value, nameOffset: offset, valueRange: range))
  }
}
