/// `net.apply(function)`: first values that are filled once a model is made.
extension Recognizer {
  /// Follows the function on each module.
  ///
  /// What it fills belongs to the model's first values where nothing else happens between the two: the
  /// numbers are drawn behind those of the layers.
  func applyToAll(_ id: Int, _ arguments: CallArguments) -> Meaning {
    guard arguments.all.count == 1, arguments.positional.count == 1,
      case .function(let function, let closure) = meaning(arguments.positional[0]),
      function.parameters.count == 1, let info = networks[id], isJustMade(info),
      let all = allModules(of: .module(id))
    else {
      problem("a call of `.apply()` on a model")
      _ = computed(arguments)
      return .broken
    }
    let (filled, told) = (fills.count, problems.count)
    making += 1
    for module in all { _ = call(function, closure, given: [module]) }
    making -= 1
    guard problems.count == told else { return .broken }
    guard fills.count > filled else { return .module(id) }
    var graph = info.graph
    let made = all.compactMap { if case .module(let id) = $0 { id } else { nil } }
    guard let first = made.min(), let last = made.max(),
      let initial = firstValues(of: &graph, within: first..<(last + 1))
    else { return .broken }
    networks[id]?.graph = graph
    actions[info.action].value = .block(graph.lines().map { .word($0) })
    for argument in initial { actions[info.action].set(argument.name, argument.value) }
    return .module(id)
  }

  /// Whether a model was made in this cell, with its layers' own values, and nothing was drawn since.
  private func isJustMade(_ info: NetworkInfo) -> Bool {
    guard training == nil, uncertain == 0, openLoaders.isEmpty, making == 0, graphs.isEmpty,
      !isRepeated, !hasLooked, info.state == 0, info.rowShape == nil, info.action >= cellStart,
      actions.indices.contains(info.action)
    else { return false }
    let drawing: Set = ["model", "head", "train", "predict"]
    return actions[info.action].seeds == seedsSoFar
      && actions[info.action].arguments.allSatisfy { $0.name == "as" }
      && !actions[(info.action + 1)...].contains { drawing.contains($0.name) }
  }
}
