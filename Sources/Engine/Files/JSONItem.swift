/// A JSON value (RFC 8259) of a model's files.
///
/// Not Foundation's: its dictionaries take names for equal that differ in their bytes alone (`é`
/// and `e` with a combining accent), and a vocabulary may hold both. Names stay bytes, in order.
enum JSONItem: Equatable {
  case object([Member])
  case array([JSONItem])
  case string([UInt8])
  case number(Double)
  case bool(Bool)
  case null

  struct Member: Equatable {
    let name: [UInt8]
    let value: JSONItem
  }

  /// The member of an object; `nil` for a missing one and for what is no object.
  ///
  /// Of a name that is given twice the last counts, as it does in Python.
  subscript(_ name: String) -> JSONItem? {
    members?.last { $0.name.elementsEqual(name.utf8) }?.value
  }

  var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  var items: [JSONItem]? {
    if case .array(let items) = self { items } else { nil }
  }

  var bytes: [UInt8]? {
    if case .string(let bytes) = self { bytes } else { nil }
  }

  var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// A whole number of at most 53 bits.
  var integer: Int? {
    guard let number, number.rounded() == number, abs(number) <= 0x1p53 else { return nil }
    return Int(number)
  }

  var flag: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }
}
