import Engine

/// Undoes freezing.
struct UnfreezeAction: Action {
  private static let model = Argument("", ModelMembers.type, "The model.")

  static let manual = ActionManual(
    name: "unfreeze",
    summary: "Puts a model's parameters back into training (`requires_grad = True`).",
    value: model.description, results: [ModelMembers.gradientResult],
    example: "- unfreeze: head")

  let model: String

  init?(_ reader: ActionReader) {
    guard let model = reader.read(Self.model) else { return nil }
    self.model = model.name
    reader.scope.frozen.subtract(model.value.models)
  }

  func run(_ context: RunContext) throws(EngineError) {
    try ModelMembers.setRequiresGradient(true, model, context)
  }
}
