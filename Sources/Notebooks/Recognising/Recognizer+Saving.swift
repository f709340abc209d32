/// Weights that are saved and loaded again.
extension Recognizer {
  /// `torch.save(model.state_dict(), path)`: nothing that a replay needs, but what the file holds is known.
  func save(_ arguments: CallArguments) -> Meaning {
    let bound = arguments.bound(["obj", "f"]).values ?? [:]
    arguments.all.forEach { _ = meaning($0) }
    guard let path = bound["f"], case .text(let text) = meaning(path) else { return .unknown }
    let object = bound["obj"].map { meaning($0) }
    if case .weights? = object, turn == nil, uncertain == 0, training == nil {
      savedFiles[text] = object
    } else {
      savedFiles[text] = nil
    }
    return .unknown
  }

  /// `torch.load(path)`; `nil` where nobody knows what is in the file.
  func load(_ arguments: CallArguments) -> Meaning? {
    guard
      let bound = arguments.bound(["f"], ["map_location", "weights_only"]).values,
      let path = bound["f"], case .text(let text) = meaning(path), let saved = savedFiles[text]
    else { return nil }
    for name in ["map_location", "weights_only"] {
      if let value = bound[name] { _ = meaning(value) }
    }
    return saved
  }

  /// `model.load_state_dict(weights)`: what the model has already, or what another of the same layers has,
  /// whose place it takes then.
  func loadState(of id: Int, _ arguments: CallArguments) -> Meaning {
    guard let bound = arguments.bound(["state_dict"]).values, let given = bound["state_dict"],
      case .weights(let source, let state) = meaning(given), training == nil, uncertain == 0,
      let one = networks[id], let other = networks[source], other.state == state
    else {
      problem("a call of `.load_state_dict()` on a model")
      _ = computed(arguments)
      return .broken
    }
    if source == id { return .unknown }
    // Two models that are one here may not part again, by a mode or by a training.
    guard one.state == 0, one.graph.lines() == other.graph.lines(), one.outputs == other.outputs,
      one.rowShape == nil || one.rowShape == other.rowShape, !other.graph.hasModes
    else {
      problem("a call of `.load_state_dict()` on a model of other layers")
      return .broken
    }
    shared.insert(source)
    change(.module(id), to: .module(source))
    return .unknown
  }
}
