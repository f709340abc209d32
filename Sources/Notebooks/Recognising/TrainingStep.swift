/// What one batch of a training does.
extension Recognizer {
  func zeroGradients(_ models: Set<String>) {
    if training?.level == .batch || training?.level == .epoch {
      training?.zeroed.formUnion(models)
    }
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

  func backward(_ loss: NetworkLoss) {
    training?.network = loss
    event(.backward)
  }

  private func event(_ event: TrainingLoop.Event) {
    let isWhole = training?.level == .epoch && training?.loader == nil
    guard training?.level == .batch || isWhole, uncertain == 0, turn == nil else {
      return problem("a training step outside of a loop over batches")
    }
    training?.events.append(event)
  }

  /// `clip_grad_norm_(parameters, max_norm)`.
  func clip(_ arguments: CallArguments) -> Meaning {
    let bound = bound(
      "`clip_grad_norm_`", arguments, ["parameters", "max_norm", "norm_type"])
    let type = bound?["norm_type"].map { meaning($0) } ?? .number("2")
    guard let bound, training?.events.last == .backward, turn == nil,
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
    if networks.values.contains(where: { $0.name == model }) {
      return setNetworkMode(model, isTraining: isTraining)
    }
    if let training, training.loader != nil {
      return problem("a change of mode among or behind the batches of an epoch")
    }
    emit(DraftAction(isTraining ? "train_mode" : "eval_mode", .word(model)))
  }
}
