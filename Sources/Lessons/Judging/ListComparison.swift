import Records

/// Where two values of a run differ, element by element.
struct ListComparison {
  /// The first place that differs, as a path: `[2]`, `[0][5]`, `.backbone`.
  private(set) var first: (place: String, value: JSONValue, other: JSONValue)?
  /// The largest difference between two numbers, 0 where none differ.
  private(set) var largest = 0.0
  private(set) var differing = 0
  private(set) var count = 0

  init(_ value: JSONValue, _ other: JSONValue) { compare(value, other, at: "") }

  private mutating func compare(_ value: JSONValue, _ other: JSONValue, at place: String) {
    switch (value, other) {
    case (.array(let left), .array(let right)) where left.count == right.count:
      for index in left.indices { compare(left[index], right[index], at: "\(place)[\(index)]") }
    case (.object(let left), .object(let right)) where left.keys == right.keys:
      for key in left.keys.sorted() {
        compare(left[key] ?? .null, right[key] ?? .null, at: "\(place).\(key)")
      }
    default:
      count += 1
      guard value != other else { return }
      differing += 1
      if let a = value.number, let b = other.number { largest = max(largest, abs(a - b)) }
      if first == nil { first = (place, value, other) }
    }
  }
}
