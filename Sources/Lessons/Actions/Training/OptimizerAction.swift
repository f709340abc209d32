import Engine

/// Makes an optimizer.
struct OptimizerAction: Action {
  private static var options: CatalogueArguments<OptimizerSettings> {
    CatalogueArguments(what: "optimizer", entries: OptimizerCatalogue.entries)
  }

  private static var kind: Argument<String> {
    let entries = OptimizerCatalogue.entries
    let names = entries.map(\.shortName) + entries.map(\.name)
    return Argument(
      "", .choice(names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }),
      "Which, by PyTorch's name or this program's.")
  }

  private static let parameters = Argument(
    "parameters", ArgumentType<[ModelPart]>.modelParts.optional, default: nil, "none",
    """
    What it steps: models, or parts of them by the start of their tensors' PyTorch names, such as \
    `backbone.encoder.layer.5`. Frozen tensors among them are passed over. Either this or `groups`.
    """)
  private static let groups = Argument(
    "groups", ArgumentType<[ParsedAction]>.groups.optional, default: nil, "none",
    "The same with settings of their own: what a group leaves out is as below.")
  private static let name = Argument(
    "as", .newName, default: "optimizer", "optimizer", "The name to bind it to.")

  /// Made once, but for tests that add to the engine.
  static var manual: ActionManual { OptimizerCatalogue.added.isEmpty ? usual : made }

  private static let usual = made

  private static var made: ActionManual {
    ActionManual(
      name: "optimizer",
      summary: "Makes an optimizer over some models' parameters; the defaults are PyTorch's.",
      value: kind.description,
      arguments: [parameters.description, groups.description] + options.descriptions
        + [name.description],
      example: """
        - optimizer: AdamW
          parameters: [head]
          lr: 5e-5
          weight_decay: 0.0005
          as: optimizer
        """, catalogues: [.optimizers])
  }

  let choice: CatalogueChoice
  let settings: OptimizerSettings
  let groups: [OptimizerGroup]
  let name: String

  var effect: ActionEffect { .makes(holds: true) }

  init?(_ reader: ActionReader) {
    let entry = reader.read(Self.kind).flatMap { OptimizerCatalogue.entries.called($0) }
    let choice = entry.flatMap { Self.options.choice($0, reader) }
    let groups = OptimizerGroup.read(reader, parameters: Self.parameters, groups: Self.groups)
    let name = reader.read(Self.name)
    guard let choice, let groups, let name,
      let settings = try? choice.make(OptimizerCatalogue.entries)
    else { return nil }
    (self.choice, self.settings, self.groups, self.name) = (choice, settings, groups, name)
    let parts = groups.flatMap(\.parts).map(\.planned)
    reader.scope.bind(
      name,
      to: parts.contains([])
        ? .unknown
        : .optimizer(parts: parts.flatMap { $0 }, hasMomentum: settings.hasMomentum))
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.bind(name, to: .optimizer(states: Double(settings.buffers)))
  }

  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError) {
    try models.check(groups.flatMap(\.parts))
  }

  func run(_ context: RunContext) throws(EngineError) {
    var seen: Set<ObjectIdentifier> = []
    var groups: [ParameterGroup] = []
    for group in self.groups {
      var parameters: [Parameter] = []
      for part in group.parts {
        for member in try part.members(context) {
          parameters += member.parameters.filter { seen.insert(ObjectIdentifier($0)).inserted }
        }
      }
      groups.append(
        ParameterGroup(
          parameters: parameters, learningRate: group.learningRate ?? settings.learningRate,
          weightDecay: group.weightDecay ?? settings.weightDecay))
    }
    context.bind(name, to: settings.optimizer(of: groups))
  }
}
