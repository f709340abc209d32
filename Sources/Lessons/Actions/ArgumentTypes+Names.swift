extension ArgumentType where Value == BoundName {
  /// A name bound before, of one of some kinds.
  static func bound(_ kinds: PlannedValue.Kind...) -> ArgumentType {
    let text = "the name of " + kinds.map(\.withArticle).joined(separator: " or ")
    return ArgumentType(text) { value, scope throws(ArgumentProblem) in
      let scalar = try scope.scalar(value)
      guard let name = scalar.parameter == nil ? scalar.text : scalar.value.string else {
        throw .wrongType
      }
      return try scope.bound(name, kinds: kinds)
    }
  }
}

/// A member of something bound, such as `dataset.train`.
struct MemberName: Sendable, Equatable {
  var owner: BoundName
  var member: String
}

extension ArgumentType where Value == MemberName {
  /// `NAME.member`, the name of one of some kinds, the member one of a few.
  static func member(
    _ members: [String], of kinds: PlannedValue.Kind...
  ) -> ArgumentType {
    let text =
      members.map { "NAME.\($0)" }.joined(separator: " or ")
      + " of \(kinds.map(\.withArticle).joined(separator: " or "))"
    let pattern = "[.](\(members.joined(separator: "|")))$"
    return ArgumentType(
      text, schema: ["type": "string", "pattern": .string(pattern)]
    ) { value, scope throws(ArgumentProblem) in
      let parts = try scope.scalar(value).text.split(
        separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw .wrongType }
      let owner = try scope.bound(String(parts[0]), kinds: kinds)
      let member = String(parts[1])
      guard members.contains(member) else {
        throw .unknown(
          code: "unknown-name", "\(owner.name) has no `\(member)` to use here", name: member,
          candidates: members)
      }
      return MemberName(owner: owner, member: member)
    }
  }
}

extension ArgumentType where Value == AssetRequest {
  static let model = ArgumentType("the name of a pretrained model") {
    value, scope throws(ArgumentProblem) in try scope.asset(value, kind: .model)
  }

  static let data = ArgumentType("the name of a data set to be fetched") {
    value, scope throws(ArgumentProblem) in try scope.asset(value, kind: .data)
  }
}

extension ArgumentType where Value == [BoundName] {
  /// A table's name, or several in a list.
  static let tables = ArgumentType(
    "the name of a table, or a list of those",
    schema: ["type": ["string", "array"], "items": ["type": "string"], "minItems": 1]
  ) { value, scope throws(ArgumentProblem) in
    guard case .list(let elements, _) = value else {
      return [try ArgumentType<BoundName>.bound(.table).read(value, scope)]
    }
    guard !elements.isEmpty else { throw .wrongType }
    let tables = try ArgumentType<[BoundName]>.list(of: .bound(.table), "").read(value, scope)
    for (place, table) in tables.enumerated()
    where tables.prefix(place).contains(where: { $0.name == table.name }) {
      throw ArgumentProblem(
        code: "duplicate-name", message: "`\(table.name)` is named twice",
        range: elements[place].range)
    }
    return tables
  }
}
