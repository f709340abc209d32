import Engine

/// Undoes freezing.
struct UnfreezeAction: Action {
  private static let parts = Argument(
    "", ArgumentType<[ModelPart]>.modelParts, ModelMembers.partsHelp)

  static let manual = ActionManual(
    name: "unfreeze",
    summary: "Puts parameters back into training (`requires_grad = True`).",
    value: parts.description, results: [ModelMembers.gradientResult],
    example: "- unfreeze: [backbone.encoder.layer.5, backbone.pooler]")

  let parts: [ModelPart]

  init?(_ reader: ActionReader) {
    guard let parts = reader.read(Self.parts) else { return nil }
    self.parts = parts
    reader.scope.frozen.set(parts.flatMap(\.planned), isFrozen: false)
  }

  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError) {
    try models.check(parts)
  }

  func run(_ context: RunContext) throws(EngineError) {
    try ModelMembers.setRequiresGradient(true, parts, context)
  }
}
