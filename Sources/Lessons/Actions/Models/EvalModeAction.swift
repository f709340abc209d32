import Engine

/// Switches a model to evaluation mode.
struct EvalModeAction: Action {
  private static let model = Argument("", ModelMembers.type, "The model.")

  static let manual = ActionManual(
    name: "eval_mode",
    summary: "Switches a model, and the members of a sequential one, to evaluation mode.",
    value: model.description, results: [ModelMembers.modeResult],
    example: "- eval_mode: model")

  let model: String

  init?(_ reader: ActionReader) {
    guard let model = reader.read(Self.model) else { return nil }
    self.model = model.name
    if case .network(let network) = model.value { reader.scope.evaluated.insert(network.id) }
  }

  func run(_ context: RunContext) throws(EngineError) {
    try ModelMembers.setTrainingMode(false, model, context)
  }
}
