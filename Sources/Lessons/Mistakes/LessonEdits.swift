/// A lesson's steps as values that can be changed, for mistakes that are made on purpose.
extension ParsedLesson {
  /// The lesson with other actions in one step; `nil` where the step is not there or nothing changes.
  func editing(_ step: String, _ edit: (inout [ParsedAction]) -> Void) -> ParsedLesson? {
    var lesson = self
    for (index, block) in blocks.enumerated() {
      guard case .step(var parsed) = block, parsed.id.value == step else { continue }
      edit(&parsed.actions)
      lesson.blocks[index] = .step(parsed)
    }
    return lesson == self ? nil : lesson
  }

  /// The lesson with a seed for one step.
  func seeding(_ step: String, _ seed: Int) -> ParsedLesson? {
    var lesson = self
    for (index, block) in blocks.enumerated() {
      guard case .step(var parsed) = block, parsed.id.value == step else { continue }
      parsed.seed = Located(seed, at: parsed.id.range)
      lesson.blocks[index] = .step(parsed)
    }
    return lesson == self ? nil : lesson
  }

  /// Nothing but the steps: what is said of a run is said of the right one.
  var stepsAlone: ParsedLesson {
    var lesson = self
    lesson.blocks = blocks.compactMap { block in
      guard case .step(var step) = block else { return nil }
      // The questions are gone, too.
      step.question = nil
      return .step(step)
    }
    return lesson
  }
}

extension ParsedAction {
  /// The value of an argument; the empty name is what stands after the action's own.
  subscript(_ argument: String) -> YAMLValue? {
    get {
      argument.isEmpty ? value : arguments.first { $0.name.value == argument }?.value
    }
    set {
      guard !argument.isEmpty else {
        if let newValue { value = newValue }
        return
      }
      arguments.removeAll { $0.name.value == argument }
      guard let newValue else { return }
      arguments.append(Argument(name: Located(argument, at: range), value: newValue))
    }
  }

  /// An action with a value, at another's place.
  init(_ name: String, _ value: YAMLValue, at range: SourceRange) {
    self.init(name: Located(name, at: range), value: value, arguments: [], range: range)
  }
}

extension YAMLValue {
  /// A scalar without quotes, at another's place.
  static func plain(_ text: String, at range: SourceRange) -> YAMLValue {
    .scalar(Located(text, at: range), isPlain: true)
  }

  static func mapping(_ name: String, _ value: YAMLValue, at range: SourceRange) -> YAMLValue {
    .mapping([(key: Located(name, at: range), value: value)], range)
  }

  /// A catalogue's entry with an option more, or with another value for it.
  func with(_ option: String, _ text: String) -> YAMLValue? {
    switch self {
    case .scalar(let name, _):
      // `relu` alone: an entry without values.
      return .mapping(
        [
          (key: name, value: .list([], range)),
          (key: Located(option, at: range), value: .plain(text, at: range)),
        ], range)
    case .mapping(var members, _):
      let value = YAMLValue.plain(text, at: range)
      if let index = members.firstIndex(where: { $0.key.value == option }) {
        members[index].value = value
      } else {
        members.append((key: Located(option, at: range), value: value))
      }
      return .mapping(members, range)
    case .list: return nil
    }
  }
}
