import Engine

/// A parameter of one number that a class of the notebook's makes itself.
struct OwnParameter: Equatable {
  /// What it begins with, as a lesson writes it.
  var scheme: String
  var draws: Bool
}

/// Models of a weight and a bias of their own: a linear layer of one value.
extension Recognizer {
  /// `nn.Parameter(torch.randn(1))`; `nil` for anything else.
  func ownParameter(_ arguments: CallArguments) -> Meaning? {
    guard making > 0, let bound = arguments.bound(["data", "requires_grad"]).values,
      let data = bound["data"], case .call(let callee, let list) = data,
      case .path(let path) = meaning(callee)
    else { return nil }
    if let asked = bound["requires_grad"], meaning(asked) != .truth(true) { return nil }
    let inner = CallArguments(list)
    guard inner.positional.count == 1,
      [.number("1"), .list([.number("1")])]
        .contains(meaning(inner.positional[0])), inner.starred.isEmpty, inner.unpacked.isEmpty,
      Set(inner.named.keys).isSubset(of: ["requires_grad", "dtype", "device"]),
      inner.named["dtype"].map({ Self.number(meaning($0)) == .float }) ?? true,
      inner.named["requires_grad"].map({ isConstant($0) }) ?? true,
      inner.named["device"].map({ isDevice(meaning($0)) }) ?? true
    else { return nil }
    let schemes = [
      "torch.randn": ("normal: [0.0, 1.0]", true), "torch.rand": ("uniform: [0.0, 1.0]", true),
      "torch.zeros": ("constant: 0.0", false), "torch.ones": ("constant: 1.0", false),
    ]
    guard let (scheme, draws) = schemes[path] else { return nil }
    ownParameters.append(OwnParameter(scheme: scheme, draws: draws))
    return .own(ownParameters.count - 1)
  }

  private func isConstant(_ expression: PythonExpression) -> Bool {
    if case .truth = meaning(expression) { true } else { false }
  }

  /// `weight * x` and `weight * x + bias` of a model's value; `nil` for anything else.
  func own(_ symbol: String, _ first: Meaning, _ second: Meaning) -> Meaning? {
    switch (symbol, first, second) {
    case ("*", .own(let weight), .signal(let x)), ("*", .signal(let x), .own(let weight)):
      return x.source == .input && graphs.last?.graph.nodes.isEmpty ?? false
        ? .scaled(weight, x) : nil
    case ("+", .scaled(let weight, let x), .own(let bias)),
      ("+", .own(let bias), .scaled(let weight, let x)):
      guard weight != bias, x.graph == graphs.last?.number else { return nil }
      var choice = LayerChoice("linear")
      choice.options = ["in_features": .whole(1), "out_features": .whole(1)]
      guard case .module(let id) = newModule(.layer(choice)) else { return nil }
      ownLayers[id] = (weight, bias)
      return pass([x], [], through: choice, id)
    default: return nil
    }
  }

  /// The arguments of a `model` that is such a layer alone; `nil` with a problem for one with other layers,
  /// and none where there are no such parameters.
  func ownValues(of graph: inout ModelGraph) -> [DraftArgument]? {
    guard graph.nodes.contains(where: { $0.module.map { ownLayers[$0] != nil } ?? false }) else {
      return []
    }
    guard graph.nodes.count == 1, let id = graph.nodes[0].module, let layer = ownLayers[id] else {
      problem("parameters of a model's own beside layers")
      return nil
    }
    graph.nodes[0].name = "line"
    let parts = [("line.weight", layer.weight), ("line.bias", layer.bias)].sorted { $0.1 < $1.1 }
    let lines = parts.map { name, place in
      DraftValue.word("{of: [\(name)], \(ownParameters[place].scheme)}")
    }
    return [
      DraftArgument("initial", .block(lines)), DraftArgument("initial_at", .word("instead")),
    ]
  }
}
