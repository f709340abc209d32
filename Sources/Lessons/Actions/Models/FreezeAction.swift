import Engine
import Records

/// Freezes a model, or parts of one.
struct FreezeAction: Action {
  private static let parts = Argument(
    "", ArgumentType<[ModelPart]>.modelParts, ModelMembers.partsHelp)

  static let manual = ActionManual(
    name: "freeze",
    summary: """
      Takes parameters out of training (`requires_grad = False`), wherever the same object is used, \
      until they are unfrozen.
      """,
    value: parts.description, results: [ModelMembers.gradientResult],
    example: "- freeze: backbone")

  let parts: [ModelPart]

  init?(_ reader: ActionReader) {
    guard let parts = reader.read(Self.parts) else { return nil }
    self.parts = parts
    reader.scope.frozen.set(parts.flatMap(\.planned), isFrozen: true)
  }

  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError) {
    try models.check(parts)
  }

  func run(_ context: RunContext) throws(EngineError) {
    try ModelMembers.setRequiresGradient(false, parts, context)
  }
}
