import Engine
import Records

/// Freezes a model.
struct FreezeAction: Action {
  private static let model = Argument("", ModelMembers.type, "The model.")

  static let manual = ActionManual(
    name: "freeze",
    summary: """
      Takes a model's parameters out of training (`requires_grad = False`), wherever the same \
      object is used, until they are unfrozen.
      """,
    value: model.description, results: [ModelMembers.gradientResult],
    example: "- freeze: backbone")

  let model: String

  init?(_ reader: ActionReader) {
    guard let model = reader.read(Self.model) else { return nil }
    self.model = model.name
    reader.scope.frozen.formUnion(model.value.models)
  }

  func run(_ context: RunContext) throws(EngineError) {
    try ModelMembers.setRequiresGradient(false, model, context)
  }
}
