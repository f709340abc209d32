import Records

/// Numbers that a lesson vouches for: those that it expects, sets or has measured.
struct KnownNumbers {
  private var values: [Double] = []

  /// Whether one of them is what an author has typed, to as many places as are typed.
  func explain(_ number: ProseNumber) -> Bool {
    var half = 0.5
    for _ in 0..<min(number.places, 20) { half /= 10 }
    // A binary fraction that lies exactly between two decimals does not exist; one that nearly
    // does may be rounded either way.
    let reach = half * (1 + 1e-9)
    return values.contains { value in
      abs(abs(value) - number.value) <= reach
        || number.isPercent && abs(abs(value) * 100 - number.value) <= reach
    }
  }

  mutating func add(_ constraint: Constraint) {
    switch constraint {
    case .equals(let value, _), .near(let value, _), .compared(_, let value): values.append(value)
    case .between(let lower, let upper): values += [lower, upper]
    case .list(let elements): elements.forEach { add($0) }
    case .text, .boolean, .decreasing, .increasing, .finite, .matches, .same, .comparedWith,
      .sha256,
      .hidden:
      break
    }
  }

  mutating func add(_ value: JSONValue) {
    switch value {
    case .number(let number): values.append(number)
    case .array(let elements): elements.forEach { add($0) }
    case .object(let members): members.values.forEach { add($0) }
    // Arguments are kept as they were written.
    case .string(let text): if let number = PlainScalar.number(text) { values.append(number) }
    case .null, .bool: break
    }
  }

  /// What an action was given.
  mutating func add(_ trace: ActionTrace) { trace.arguments.values.forEach { add($0) } }

  /// The lesson's parameters, in every profile.
  mutating func add(_ frontMatter: FrontMatter) {
    for parameter in frontMatter.parameters + frontMatter.profiles.flatMap(\.values) {
      add(parameter.value.value)
    }
  }
}
