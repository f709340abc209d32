import Base

/// What a result looks like, known before anything runs: a path into it can be checked.
package indirect enum ResultShape: Sendable {
  case number, text, boolean
  /// A text, and one of these.
  case oneOf([String])
  case list(ResultShape)
  /// Exactly these keys.
  case object([String: ResultShape])
  /// Keyed by the name of a model that the lesson binds.
  case byModel(ResultShape)
  /// Keyed by tensors' names: these, `*` in them standing for a layer's number.
  case byTensor([String], ResultShape)
  /// Keys that only the run knows.
  case byAnyKey(ResultShape)

  /// Why a path leads nowhere.
  package struct Mismatch: Error {
    /// One line, without the path.
    package var message: String
    /// The name that was not found, and those that would be.
    package var name = ""
    package var candidates: [String] = []
  }

  /// The shape at the components of a path.
  ///
  /// - Parameter models: the names of models that the lesson binds.
  package func shape(
    at path: ArraySlice<ResultPath.Component>, models: Set<String>
  ) throws(Mismatch) -> ResultShape {
    guard let first = path.first else { return self }
    let rest = path.dropFirst()
    switch (self, first) {
    case (.list(let element), .index): return try element.shape(at: rest, models: models)
    case (.list(let element), .each): return .list(try element.shape(at: rest, models: models))
    case (.object(let members), .key(let key)):
      return try member(key, rest, of: members, models: models)
    case (.byModel(let member), .key(let key)):
      guard models.contains(key) else { throw unknown(key, in: Array(models)) }
      return try member.shape(at: rest, models: models)
    case (.byTensor(let names, let member), .key(let key)):
      return try tensor(key, rest, names: names, member, models: models)
    case (.byAnyKey(let member), .key): return try member.shape(at: rest, models: models)
    case (_, .key(let key)): throw Mismatch(message: "\(description) has no member `\(key)`")
    case (_, .each): throw Mismatch(message: "\(description) has no elements")
    case (_, .index(let index)): throw Mismatch(message: "\(description) has no element [\(index)]")
    }
  }

  /// The shape within a member whose name may hold dots, as tensors' names do.
  private func member(
    _ key: String, _ path: ArraySlice<ResultPath.Component>, of members: [String: ResultShape],
    models: Set<String>
  ) throws(Mismatch) -> ResultShape {
    var name = key
    var rest = path
    while true {
      if let member = members[name] { return try member.shape(at: rest, models: models) }
      guard case .key(let next)? = rest.popFirst() else { break }
      name += ".\(next)"
    }
    let hasDots = members.keys.contains { $0.contains(".") }
    throw unknown(hasDots ? name : key, in: Array(members.keys))
  }

  /// The shape behind a tensor's name: some components, as tensors' names have dots.
  private func tensor(
    _ key: String, _ path: ArraySlice<ResultPath.Component>, names: [String], _ member: ResultShape,
    models: Set<String>
  ) throws(Mismatch) -> ResultShape {
    // Nothing else in a tensor's name is a number after `layer.`.
    let layer = /layer\.[0-9]+/
    var name = key
    var rest = path
    while true {
      if names.contains(name) || names.contains(name.replacing(layer, with: "layer.*")) {
        return try member.shape(at: rest, models: models)
      }
      guard case .key(let next)? = rest.popFirst() else { break }
      name += ".\(next)"
    }
    // Names are compared as this layer's, so that a misspelt one finds its own.
    let asked = name.firstMatch(of: layer).map { String($0.output) } ?? "layer.0"
    let near = NearestName.of(name, in: names.map { $0.replacing("layer.*", with: asked) })
    throw unknown(name, in: near.map { [$0] } ?? [])
  }

  /// A key as it is typed: names of tensors hold dots, and need no quotation marks.
  private static func name(_ key: String) -> String {
    key.split(separator: ".", omittingEmptySubsequences: false)
      .allSatisfy { ResultPath.name(String($0)) == $0 } ? key : ResultPath.name(key)
  }

  private func unknown(_ key: String, in candidates: [String]) -> Mismatch {
    Mismatch(
      message: "there is no `\(Self.name(key))`", name: Self.name(key),
      candidates: candidates.sorted().map(Self.name))
  }

  /// The shape of a result that two actions of a step have written, their members joined.
  package func joined(to earlier: ResultShape?) -> ResultShape {
    guard case .object(let before)? = earlier, case .object(let members) = self else { return self }
    return .object(before.merging(members) { _, new in new })
  }

  /// Whether a value of this shape can stand in a sentence.
  package var isScalar: Bool {
    switch self {
    case .number, .text, .oneOf, .boolean: true
    default: false
    }
  }

  /// The texts that it can be; `nil` where that is not known.
  package var texts: [String]? { if case .oneOf(let texts) = self { texts } else { nil } }

  /// Whether it is a text, whichever.
  package var isText: Bool {
    switch self {
    case .text, .oneOf: true
    default: false
    }
  }

  /// In the words of a message: "a list".
  package var description: String {
    switch self {
    case .number: "a number"
    case .text, .oneOf: "a text"
    case .boolean: "true or false"
    case .list: "a list"
    case .object, .byModel, .byTensor, .byAnyKey: "an object"
    }
  }

  /// In the words of the manual: "list of number".
  package var manualText: String {
    switch self {
    case .number: "number"
    case .text, .oneOf: "text"
    case .boolean: "true or false"
    case .list(let element): "list of \(element.manualText)"
    case .object(let members): "{\(members.keys.sorted().joined(separator: ", "))}"
    case .byModel(let member): "{model: \(member.manualText)}"
    case .byTensor(_, let member): "{tensor: \(member.manualText)}"
    case .byAnyKey(let member): "{name: \(member.manualText)}"
    }
  }
}
