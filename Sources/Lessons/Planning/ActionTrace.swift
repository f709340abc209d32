import Records

/// What planning has seen of an action: everything from which the cache tells whether its results
/// would be the same again.
struct ActionTrace: Sendable {
  /// What was given, by argument, the empty name being the value after the action's name; and for
  /// what was left out the default as the manual has it.
  ///
  /// Parameters are put in; every other scalar is the text as written.
  var arguments: [String: JSONValue] = [:]
  /// The lesson's parameters that the arguments name, for explanations.
  var parameters: [String: JSONValue] = [:]
  /// Names bound before that the action uses, sorted.
  var used: [String] = []
  /// Names that it binds, sorted.
  var bound: [String] = []
  /// Earlier steps whose results it reads, sorted.
  var steps: [String] = []
}

extension ActionTrace {
  /// - Parameters:
  ///   - isKnown: whether a name was bound before the action.
  ///   - seen: those among them that it was seen to look up.
  ///   - steps: earlier steps whose results it reads.
  init(
    _ parsed: ParsedAction, _ manual: ActionManual, parameters: [String: JSONValue],
    isKnown: (String) -> Bool, seen: Set<String>, bound: Set<String>, steps: Set<String>
  ) {
    (self.bound, self.steps) = (bound.sorted(), steps.sorted())
    arguments[""] = text(of: parsed.value, parameters)
    for argument in parsed.arguments {
      arguments[argument.name.value] = text(of: argument.value, parameters)
    }
    for argument in manual.arguments where arguments[argument.name] == nil {
      arguments[argument.name] = ["default": .string(argument.defaultText ?? "")]
    }
    // A text that could be a name counts as one: a needless dependence does no harm, one that is
    // missed does.
    let mentioned = arguments.filter { !manual.names.contains($0.key) }.values.flatMap(Self.texts)
      .map { text in String(text.prefix { $0 != "." }) }
    used = seen.union(mentioned).filter(isKnown).sorted()
  }

  private mutating func text(
    of value: YAMLValue, _ known: [String: JSONValue]
  ) -> JSONValue {
    switch value {
    case .scalar(let text, let isPlain):
      guard isPlain, let scalar = try? Scalar(text.value, isPlain: true, parameters: known),
        let name = scalar.parameter
      else { return .string(text.value) }
      parameters[name] = scalar.value
      return scalar.value
    case .list(let elements, _):
      return .array(elements.map { text(of: $0, known) })
    case .mapping(let members, _):
      var object: [String: JSONValue] = [:]
      for member in members { object[member.key.value] = text(of: member.value, known) }
      return .object(object)
    }
  }

  private static func texts(in value: JSONValue) -> [String] {
    switch value {
    case .string(let text): [text]
    case .array(let elements): elements.flatMap(texts)
    case .object(let members): members.keys + members.values.flatMap(texts)
    default: []
    }
  }
}
