/// Parts of models that an optimizer steps with the same settings.
struct OptimizerGroup: Sendable {
  var parts: [ModelPart]
  /// `nil` for the optimizer's own.
  var learningRate, weightDecay: Double?

  private static let parts = Argument(
    "parameters", ArgumentType<[ModelPart]>.modelParts, "What the group is made of.")
  private static let learningRate = Argument(
    "lr", ArgumentType.notNegative.optional, default: nil, "the optimizer's", "Its learning rate.")
  private static let weightDecay = Argument(
    "weight_decay", ArgumentType.notNegative.optional, default: nil, "the optimizer's",
    "Its weight decay.")
  private static let manual = ActionManual(
    name: "a group", summary: "", value: parts.description,
    arguments: [parts.description, learningRate.description, weightDecay.description], example: "")

  static let schema = LessonSchema.mapping(manual.arguments)

  /// Reads `parameters` or `groups`, whichever is given; `nil` where a diagnostic has been reported.
  static func read(
    _ reader: ActionReader, parameters: Argument<[ModelPart]?>, groups: Argument<[ParsedAction]?>
  ) -> [OptimizerGroup]? {
    guard let parts = reader.read(parameters), let groups = reader.read(groups) else { return nil }
    switch (parts, groups) {
    case (let parts?, nil): return [OptimizerGroup(parts: parts)]
    case (nil, let groups?):
      var read: [OptimizerGroup] = []
      var isSound = true
      for parsed in groups {
        guard let group = OptimizerGroup(ActionReader(action: parsed, scope: reader.scope)) else {
          isSound = false
          continue
        }
        isSound = group.check(against: read, parsed, reader) && isSound
        read.append(group)
      }
      return isSound ? read : nil
    case (nil, nil):
      reader.report(
        "missing-argument", at: reader.action.name.range,
        "optimizer needs `parameters` or `groups`: what it steps")
    case (_?, _?):
      reader.report(
        "wrong-type", at: reader.range(of: "groups"),
        "`groups` stands in the place of `parameters`: only one of them can be given")
    }
    return nil
  }

  init(parts: [ModelPart]) { self.parts = parts }

  private init?(_ reader: ActionReader) {
    reader.checkNames(Self.manual)
    let parts = reader.read(Self.parts)
    let learningRate = reader.read(Self.learningRate)
    let weightDecay = reader.read(Self.weightDecay)
    guard let parts, let learningRate, let weightDecay else { return nil }
    (self.parts, self.learningRate, self.weightDecay) = (parts, learningRate, weightDecay)
  }

  /// Whether no tensor is in a group already: PyTorch refuses that too.
  private func check(
    against earlier: [OptimizerGroup], _ parsed: ParsedAction, _ reader: ActionReader
  ) -> Bool {
    let taken = earlier.flatMap(\.parts).flatMap(\.planned)
    let twice = parts.first { part in part.planned.contains { taken.contains(where: $0.overlaps) } }
    guard let twice else { return true }
    reader.report(
      "duplicate-parameters",
      at: ActionReader(action: parsed, scope: reader.scope).range(of: Self.parts.name),
      "`\(twice.text)` has tensors that are in an earlier group already",
      notes: ["a tensor has one learning rate: it can be in one group"])
    return false
  }
}

extension ArgumentType where Value == [ParsedAction] {
  /// A list of mappings, each to be read like an action's arguments.
  static let groups = ArgumentType(
    "a list of groups such as {parameters: head, lr: 0.001, weight_decay: 0}",
    schema: ["type": "array", "minItems": 1, "items": OptimizerGroup.schema]
  ) { value, _ throws(ArgumentProblem) in
    guard case .list(let elements, _) = value, !elements.isEmpty else { throw .wrongType }
    var groups: [ParsedAction] = []
    for element in elements {
      guard case .mapping(let members, let range) = element else {
        throw ArgumentProblem.wrongType.at(element.range)
      }
      groups.append(
        ParsedAction(
          name: Located("a group", at: range), value: element,
          arguments: members.map { ParsedAction.Argument(name: $0.key, value: $0.value) },
          range: range))
    }
    return groups
  }
}
