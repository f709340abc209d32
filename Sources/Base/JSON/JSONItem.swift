/// A JSON value of a file that somebody else wrote, such as a model's or a notebook.
///
/// Its names stay bytes, in order. As keys of a dictionary two names are one that differ in their
/// bytes alone (`é` and `e` with a combining accent), and a vocabulary may hold both.
public enum JSONItem: Equatable, Sendable {
  case object([Member])
  case array([JSONItem])
  case string([UInt8])
  case number(Double)
  case bool(Bool)
  case null

  /// A name and its value in an object.
  public struct Member: Equatable, Sendable {
    public let name: [UInt8]
    public let value: JSONItem
    /// How many bytes stand before the name's opening quote.
    public let nameOffset: Int
    /// How many bytes stand before the value, and before what follows it.
    public let valueRange: Range<Int>
  }

  /// The last member of an object that has this name; `nil` for a missing one and for what is no
  /// object.
  public subscript(_ name: String) -> JSONItem? {
    members?.last { $0.name.elementsEqual(name.utf8) }?.value
  }

  /// An object's members; `nil` for what is no object.
  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// A list's items; `nil` for what is no list.
  public var items: [JSONItem]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// A text's bytes; `nil` for what is no text.
  public var bytes: [UInt8]? {
    if case .string(let bytes) = self { bytes } else { nil }
  }

  /// A text; `nil` for what is none, and for one with half of a surrogate pair.
  public var text: String? { bytes.flatMap { String(validating: $0, as: UTF8.self) } }

  /// A number, rounded to a double; `nil` for what is none.
  public var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// A whole number of at most 53 bits: of larger ones several are one double.
  public var integer: Int? {
    guard let number, number.rounded() == number, abs(number) < 0x1p53 else { return nil }
    return Int(number)
  }

  /// `true` or `false`; `nil` for what is neither.
  public var flag: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }
}
