/// What one batch of a training does.
extension Recognizer {
  func zeroGradients(_ models: Set<String>) {
    if training?.level == .batch { training?.zeroed.formUnion(models) }
    event(.zeroed)
  }

  func step(_ optimizer: String) {
    if let other = training?.optimizer, other != optimizer { problem("a second optimizer's step") }
    training?.optimizer = optimizer
    event(.stepped)
  }

  func backward(_ what: Classification) {
    if what.features.input != .batch { problem("a loss of something that is no batch") }
    training?.classification = what
    event(.backward)
  }

  private func event(_ event: TrainingLoop.Event) {
    guard training?.level == .batch, uncertain == 0 else {
      return problem("a training step outside of a loop over batches")
    }
    training?.events.append(event)
  }

  /// `clip_grad_norm_(parameters, max_norm)`.
  func clip(_ arguments: CallArguments) -> Meaning {
    let bound = bound(
      "`clip_grad_norm_`", arguments, ["parameters", "max_norm", "norm_type"])
    let type = bound?["norm_type"].map { meaning($0) } ?? .number("2")
    guard let bound, training?.level == .batch, training?.events.last == .backward,
      training?.clipped == nil,
      case .parameters(let models)? = bound["parameters"].map({ meaning($0) }),
      case .number(let norm)? = bound["max_norm"].map({ meaning($0) }),
      Double(norm).map({ $0 > 0 }) ?? false, type == .number("2") || type == .number("2.0")
    else {
      problem("a clipping of gradients that is not followed")
      return .unknown
    }
    training?.maxGradientNorm = norm
    training?.clipped = members(of: models)
    return .derived(ofLoss: false)
  }

  /// `train()` or `eval()` of a model.
  func setMode(_ model: String, isTraining: Bool) {
    if let training, training.loader != nil {
      return problem("a change of mode among or behind the batches of an epoch")
    }
    emit(DraftAction(isTraining ? "train_mode" : "eval_mode", .word(model)))
  }
}
