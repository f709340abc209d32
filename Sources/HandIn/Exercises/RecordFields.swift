import Base
import Records

/// The members of an object in a record that somebody else wrote: each is there once, of the right type
/// and of a bounded size, or is refused by its place.
struct RecordFields {
  private let members: [JSONItem.Member]
  private let place: String
  private let isTop: Bool

  /// Items that a list may have.
  private static let listLimit = 2_000_000
  private static let memberLimit = 10_000

  init(_ item: JSONItem, at place: String) throws(Misfit) {
    guard let members = item.members else {
      throw Misfit(place: place, reason: "is \(Self.kind(item)): an object is expected")
    }
    guard members.count <= Self.memberLimit else {
      throw Misfit(place: place, reason: "has \(members.count) members: too many")
    }
    var seen: Set<[UInt8]> = []
    for member in members where !seen.insert(member.name).inserted {
      let name = String(decoding: member.name, as: UTF8.self)
      throw Misfit(place: place, reason: "has the name \"\(OneLine.of(name, limit: 40))\" twice")
    }
    (self.members, self.place) = (members, place)
    isTop = place == "the file"
  }

  private func path(_ name: String) -> String { isTop ? name : "\(place).\(name)" }

  /// A member's value; `nil` where it is missing or null.
  private func value(_ name: String) -> JSONItem? {
    let value = members.first { $0.name.elementsEqual(name.utf8) }?.value
    if case .null? = value { return nil }
    return value
  }

  private func misfit(_ name: String, _ value: JSONItem, _ expected: String) -> Misfit {
    Misfit(place: path(name), reason: "is \(Self.kind(value)): \(expected) is expected")
  }

  private static func kind(_ item: JSONItem) -> String {
    switch item {
    case .object: "an object"
    case .array: "a list"
    case .string: "a text"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    }
  }

  func object(_ name: String) throws(Misfit) -> RecordFields? {
    guard let value = value(name) else { return nil }
    return try RecordFields(value, at: path(name))
  }

  /// - Parameter limit: bytes.
  func text(_ name: String, limit: Int) throws(Misfit) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.text else { throw misfit(name, value, "a text") }
    guard text.utf8.count <= limit else {
      throw Misfit(place: path(name), reason: "is a text of more than \(limit) bytes")
    }
    return text
  }

  func integer(_ name: String) throws(Misfit) -> Int? {
    guard let value = value(name) else { return nil }
    guard let integer = value.integer else { throw misfit(name, value, "a whole number") }
    return integer
  }

  func list<Element>(
    _ name: String, limit: Int = Self.listLimit,
    _ read: (JSONItem, _ place: String) throws(Misfit) -> Element
  ) throws(Misfit) -> [Element] {
    guard let value = value(name) else { return [] }
    guard let items = value.items else { throw misfit(name, value, "a list") }
    guard items.count <= limit else {
      throw Misfit(place: path(name), reason: "has \(items.count) items: too many")
    }
    var list: [Element] = []
    list.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      // The place's text is made for what is wrong alone.
      do throws(Misfit) {
        list.append(try read(item, ""))
      } catch {
        let inner = "\(path(name))[\(index)]"
        // What is within an item names its own place behind it.
        throw Misfit(place: inner + error.place, reason: error.reason)
      }
    }
    return list
  }

  /// A list of numbers, `nil` for null; no list where it is missing.
  func numbers(_ name: String) throws(Misfit) -> [Double?]? {
    guard value(name) != nil else { return nil }
    return try list(name) { (item, place) throws(Misfit) in try Self.number(item, place) }
  }

  private static func number(_ item: JSONItem, _ place: String) throws(Misfit) -> Double? {
    switch item {
    case .number(let number): return number
    case .null: return nil
    default:
      throw Misfit(place: place, reason: "is \(kind(item)): a number, or null, is expected")
    }
  }

  func integers(_ name: String) throws(Misfit) -> [Int]? {
    guard value(name) != nil else { return nil }
    return try list(name) { (item, place) throws(Misfit) in
      guard let integer = item.integer else {
        throw Misfit(place: place, reason: "is \(Self.kind(item)): a whole number is expected")
      }
      return integer
    }
  }

  /// Short texts, on one line.
  func words(_ name: String) throws(Misfit) -> [String] {
    try list(name, limit: 100) { (item, place) throws(Misfit) in
      guard let text = item.text else {
        throw Misfit(place: place, reason: "is \(Self.kind(item)): a text is expected")
      }
      return OneLine.of(text, limit: 40)
    }
  }

  /// Numbers by name.
  func named(_ name: String) throws(Misfit) -> [String: Double?] {
    guard let fields = try object(name) else { return [:] }
    var named: [String: Double?] = [:]
    for member in fields.members {
      let key = String(decoding: member.name, as: UTF8.self)
      named[key] = .some(try Self.number(member.value, "\(path(name)).\(key)"))
    }
    return named
  }

  /// Plain values by name, such as parameters.
  func scalars(_ name: String) throws(Misfit) -> [String: JSONValue] {
    guard let fields = try object(name) else { return [:] }
    var scalars: [String: JSONValue] = [:]
    for member in fields.members {
      let key = String(decoding: member.name, as: UTF8.self)
      switch member.value {
      case .number(let number): scalars[key] = .number(number)
      case .bool(let flag): scalars[key] = .bool(flag)
      case .string:
        guard let text = member.value.text, text.utf8.count <= 1000 else {
          throw Misfit(place: "\(path(name)).\(key)", reason: "is a text that is too long")
        }
        scalars[key] = .string(text)
      case .null: continue
      default:
        throw Misfit(
          place: "\(path(name)).\(key)",
          reason: "is \(Self.kind(member.value)): a plain value is expected")
      }
    }
    return scalars
  }

  func tensors(_ name: String) throws(Misfit) -> [ExerciseRecord.Tensor]? {
    guard value(name) != nil else { return nil }
    return try list(name, limit: 10_000) { (item, place) throws(Misfit) in
      let fields = try RecordFields(item, at: place)
      guard let shape = try fields.integers("shape"), shape.count <= 16,
        let first = try fields.numbers("first"), first.count <= 8,
        let digest = try fields.text("sha256", limit: 64)
      else {
        throw Misfit(
          place: place,
          reason: "is no tensor: shape, sha256 and first values (8 at most) are expected")
      }
      return ExerciseRecord.Tensor(
        name: OneLine.of(try fields.text("name", limit: 400) ?? "", limit: 100), shape: shape,
        sha256: digest, first: first)
    }
  }
}
