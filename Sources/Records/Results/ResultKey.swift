import Base

/// The name of one of a step's results, and what it holds.
///
/// An action writes it; the report, a comparison, a proof and an exercise's marks read it. All take the
/// name from here, so that none can look for what nobody writes. The action's manual says what it means.
package struct ResultKey: Sendable, Hashable {
  /// As it stands in `run.json` and in a lesson's paths, such as `mean_loss`.
  package let name: String
  /// Its widest shape: an action that knows more, such as which tensors there are, says so.
  package let shape: ResultShape

  init(_ name: String, _ shape: ResultShape) { (self.name, self.shape) = (name, shape) }

  /// A name stands for one kind of result, but for `layers`, of which no step has both.
  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The name of a member of a result, such as `accuracy` of `held_out`.
package struct ResultMember: Sendable, Hashable {
  /// As it stands in `run.json`.
  package let name: String

  init(_ name: String) { self.name = name }
}

extension Dictionary where Key == String {
  /// One of a step's results, or what is known of one before it is there.
  package subscript(key: ResultKey) -> Value? {
    get { self[key.name] }
    set { self[key.name] = newValue }
  }
}

extension JSONValue {
  /// A member of a result; `nil` where there is none, or the result has no members.
  package subscript(member: ResultMember) -> JSONValue? { self[member.name] }

  /// A result of these members.
  package static func members(_ members: [ResultMember: JSONValue]) -> JSONValue {
    .object(Dictionary(uniqueKeysWithValues: members.map { ($0.name, $1) }))
  }
}

extension ResultShape {
  /// Exactly these members.
  package static func members(_ members: [ResultMember: ResultShape]) -> ResultShape {
    .object(Dictionary(uniqueKeysWithValues: members.map { ($0.name, $1) }))
  }

  /// The shape of a result by any name where the names are known; the same for `nil`.
  package func named(_ names: [String]?) -> ResultShape {
    guard let names, case .byAnyKey(let member) = self else { return self }
    return .object(Dictionary(names.map { ($0, member) }) { first, _ in first })
  }
}
