import Records

/// What a result looks like, known before anything runs: a path into it can be checked.
indirect enum ResultShape: Sendable {
  case number, text, boolean
  case list(ResultShape)
  /// Exactly these keys.
  case object([String: ResultShape])
  /// Keyed by the name of a model that the lesson binds.
  case byModel(ResultShape)
  /// Keys that only the run knows.
  case byAnyKey(ResultShape)

  /// Why a path leads nowhere.
  struct Mismatch: Error {
    /// One line, without the path.
    var message: String
    /// The name that was not found, and those that would be.
    var name = ""
    var candidates: [String] = []
  }

  /// The shape at some components of a path.
  ///
  /// - Parameter models: the names of models that the lesson binds.
  func shape(
    at components: some Sequence<ResultPath.Component>, models: Set<String>
  ) throws(Mismatch) -> ResultShape {
    var shape = self
    for component in components { shape = try shape.member(component, models: models) }
    return shape
  }

  private func member(
    _ component: ResultPath.Component, models: Set<String>
  ) throws(Mismatch) -> ResultShape {
    switch (self, component) {
    case (.list(let element), .index): return element
    case (.object(let members), .key(let key)):
      if let member = members[key] { return member }
      throw unknown(key, in: Array(members.keys))
    case (.byModel(let member), .key(let key)):
      if models.contains(key) { return member }
      throw unknown(key, in: Array(models))
    case (.byAnyKey(let member), .key): return member
    case (_, .key(let key)): throw Mismatch(message: "\(description) has no member '\(key)'")
    case (_, .index(let index)): throw Mismatch(message: "\(description) has no element [\(index)]")
    }
  }

  private func unknown(_ key: String, in candidates: [String]) -> Mismatch {
    Mismatch(message: "there is no '\(key)'", name: key, candidates: candidates.sorted())
  }

  /// Whether a value of this shape can stand in a sentence.
  var isScalar: Bool {
    switch self {
    case .number, .text, .boolean: true
    default: false
    }
  }

  /// In the words of a message: "a list".
  var description: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .boolean: "true or false"
    case .list: "a list"
    case .object, .byModel, .byAnyKey: "an object"
    }
  }

  /// In the words of the manual: "list of numbers".
  var manualText: String {
    switch self {
    case .number: "number"
    case .text: "text"
    case .boolean: "true or false"
    case .list(let element): "list of \(element.manualText)"
    case .object(let members): "{\(members.keys.sorted().joined(separator: ", "))}"
    case .byModel(let member): "{model: \(member.manualText)}"
    case .byAnyKey(let member): "{name: \(member.manualText)}"
    }
  }
}
