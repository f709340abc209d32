import Records

/// What a YAML scalar without quotes stands for.
///
/// Only JSON's numbers, `true`, `false` and `null` have a meaning of their own: YAML 1.1 would read
/// `no` as a boolean, `9_1` as 91 and `1:30` as 90.
enum PlainScalar {
  static func value(_ text: String) -> JSONValue {
    switch text {
    case "true": .bool(true)
    case "false": .bool(false)
    case "", "~", "null": .null
    default: number(text).map(JSONValue.number) ?? .string(text)
    }
  }

  /// The number that a text is, `nil` where it is none or too large for a double.
  ///
  ///     number -> ("-" | "+")? digit+ ("." digit+)? (("e" | "E") ("-" | "+")? digit+)?
  static func number(_ text: some StringProtocol) -> Double? {
    var rest = Substring(text)
    func digits() -> Bool {
      let count = rest.utf8.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count > 0
    }
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    guard digits() else { return nil }
    if rest.first == "." {
      rest.removeFirst()
      guard digits() else { return nil }
    }
    if rest.first == "e" || rest.first == "E" {
      rest.removeFirst()
      if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
      guard digits() else { return nil }
    }
    guard rest.isEmpty, let value = Double(text), value.isFinite else { return nil }
    return value
  }
}

extension YAMLValue {
  /// The value without its places, typed as YAML reads it here: quoted scalars are text.
  package var json: JSONValue {
    switch self {
    case .scalar(let text, let isPlain):
      isPlain ? PlainScalar.value(text.value) : .string(text.value)
    case .list(let values, _): .array(values.map(\.json))
    case .mapping(let pairs, _):
      .object(Dictionary(pairs.map { ($0.key.value, $0.value.json) }) { first, _ in first })
    }
  }
}
