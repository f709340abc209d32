import Engine

/// Switches a model to training mode.
struct TrainModeAction: Action {
  private static let model = Argument("", ModelMembers.type, "The model.")

  static let manual = ActionManual(
    name: "train_mode",
    summary: """
      Switches a model, and the members of a sequential one, to training mode: dropout is active \
      until `eval_mode`. It changes no `requires_grad`.
      """,
    value: model.description, results: [ModelMembers.modeResult],
    example: "- train_mode: model")

  let model: String

  init?(_ reader: ActionReader) {
    guard let model = reader.read(Self.model) else { return nil }
    self.model = model.name
    if case .network(let network) = model.value { reader.scope.evaluated.remove(network.id) }
  }

  func run(_ context: RunContext) throws(EngineError) {
    try ModelMembers.setTrainingMode(true, model, context)
  }
}
