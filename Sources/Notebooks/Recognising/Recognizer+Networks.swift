import Engine

/// Models of layers on a table's rows.
extension Recognizer {
  /// A call of a model.
  func run(network id: Int, _ arguments: CallArguments) -> Meaning {
    guard let bound = bound("a model", arguments, ["input"]), let given = bound["input"],
      let info = networks[id]
    else { return .broken }
    var value = meaning(given)
    if case .cells(let cells) = value, let inputs = asInputs(cells) { value = .cells(inputs) }
    guard case .cells(let cells) = value, cells.form == .tensor, cells.number == .float,
      cells.shape == .table, cells.part == .inputs || cells.part == .all, isCurrent(cells)
    else {
      if let tried = tryOut(value, info) { return tried }
      if case .cells(let cells) = value, !isCurrent(cells) {
        problem("a model on rows as they were before they were scaled")
      } else if value != .broken {
        problem("a model on something else than a table's inputs as float tensors")
      }
      return .broken
    }
    guard reshape(cells.rowShape, id) else { return .broken }
    let output = NetworkOutput(
      model: id, inputs: cells, isFlat: info.isFlat, isDetached: detached > 0, state: info.state,
      isTraining: !info.graph.hasModes || modes[info.name] ?? true,
      round: training?.number ?? 0)
    note(output, of: info)
    if let loader = openLoaders.last, cells.loader == loader { lastOutputs[loader] = output }
    guard !info.outputs.isEmpty else { return .result(output) }
    return .list(info.outputs.map { $0.meaning(of: output) })
  }

  /// A model on something that is followed no further, such as one picture: where that changes nothing it
  /// is only told of.
  private func tryOut(_ value: Meaning, _ info: NetworkInfo) -> Meaning? {
    let isSome: Bool =
      switch value {
      case .derived(ofLoss: false), .unknown, .constants: true
      default: false
      }
    guard isSome, training == nil, openLoaders.isEmpty,
      !info.graph.hasModes || modes[info.name] == false
    else { return nil }
    note("the notebook tries the model on something here that the lesson does not")
    guard !info.outputs.isEmpty else { return .derived(ofLoss: false) }
    return .list(info.outputs.map { _ in .derived(ofLoss: false) })
  }

  /// Remembers what goes through a model in training mode, where that makes a difference.
  private func note(_ output: NetworkOutput, of info: NetworkInfo) {
    guard info.graph.hasModes, output.isTraining else { return }
    if training != nil {
      training?.inTrainingMode.append(output)
    } else if output.inputs.isOneBatch, info.graph.keepsFigures {
      problem("a batch that goes through a model in training mode, whose running figures change")
    }
  }

  /// Puts what gives each row another shape in front of a model.
  private func reshape(_ shape: [Int]?, _ id: Int) -> Bool {
    guard let info = networks[id] else { return false }
    if let before = info.rowShape {
      if before != shape { problem("a model on rows of two shapes") }
      return before == shape
    }
    networks[id]?.rowShape = .some(shape)
    guard let shape else { return true }
    let isFirst = info.graph.nodes.dropFirst().allSatisfy { !$0.sources.contains(.input) }
    guard isFirst, case .block(let lines) = actions[info.action].value else {
      problem("a model whose input is used twice, on rows of another shape")
      return false
    }
    let extents = shape.map { ", \($0)" }.joined()
    let layer = shape.count == 1 ? "flatten" : "reshape: [-1\(extents)]"
    actions[info.action].value = .block([.word(layer)] + lines)
    return true
  }

  /// The shape that comes out for a few rows; `nil` where it is not known.
  func outputShape(of output: NetworkOutput, rows: Int = 2) -> [Int]? {
    guard let info = networks[output.model], let network = info.graph.network() else { return nil }
    guard
      let sample = output.inputs.rowShape ?? tables[output.inputs.table]?.sample
        ?? info.graph.inputSample
    else { return nil }
    return (try? network.outputs(of: [ActivationShape([rows] + sample)]))?.first?.shape
  }

  // MARK: - Losses

  /// `nn.MSELoss()` and the like.
  func criterion(_ path: String, _ arguments: CallArguments) -> Meaning? {
    guard let entry = LossCatalogue.entries.first(where: { $0.pytorch == path }) else { return nil }
    let name = path.split(separator: ".").last.map(String.init) ?? path
    guard arguments.positional.isEmpty else {
      problem("`\(name)` with arguments by their place")
      return .broken
    }
    guard let (choice, _) = choice(entry, "`\(name)`", arguments) else { return .broken }
    return .criterion(choice)
  }

  /// `F.mse_loss(output, target)` and the like.
  func functionalLoss(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let names = [
      "cross_entropy": "cross_entropy", "nll_loss": "nll", "binary_cross_entropy": "bce",
      "binary_cross_entropy_with_logits": "bce_with_logits", "mse_loss": "mse", "l1_loss": "l1",
      "smooth_l1_loss": "smooth_l1", "huber_loss": "huber",
    ]
    let prefix = "torch.nn.functional."
    guard path.hasPrefix(prefix), let name = names[String(path.dropFirst(prefix.count))],
      let entry = LossCatalogue.entries.first(where: { $0.name == name })
    else { return nil }
    guard arguments.positional.count <= 2 else {
      problem("a loss with arguments by their place")
      return .derived(ofLoss: true)
    }
    guard
      let (choice, rest) = choice(entry, "a loss", arguments, first: ["input", "target"])
    else { return .derived(ofLoss: true) }
    let input = rest["input"].map { meaning($0) } ?? .unknown
    return loss(choice, input, rest["target"].map { meaning($0) } ?? .unknown)
  }

  /// `criterion(output, target)`.
  func loss(_ choice: LayerChoice, _ arguments: CallArguments) -> Meaning {
    guard let bound = bound("a loss", arguments, ["input", "target"]) else {
      return .derived(ofLoss: true)
    }
    return loss(
      choice, bound["input"].map { meaning($0) } ?? .unknown,
      bound["target"].map { meaning($0) } ?? .unknown)
  }

  private func loss(_ choice: LayerChoice, _ input: Meaning, _ target: Meaning) -> Meaning {
    if input == .broken || target == .broken { return .broken }
    if case .logits(let what) = input {
      guard target == .column("label") || target == .column("labels"),
        choice == LayerChoice("cross_entropy")
      else {
        problem("a loss of something else than logits and labels")
        return .broken
      }
      return .loss(what)
    }
    guard case .result(let output) = input, output.stage == .raw, !output.isFirst,
      case .cells(let cells) = asTarget(target)
    else {
      problem("a loss of something else than what a model gives and its target")
      return .broken
    }
    if let trouble = mismatch(choice, output, cells) {
      problem(trouble)
      return .broken
    }
    return .networkLoss(NetworkLoss(output: output, loss: choice, target: cells))
  }

  /// Why an output and a target are not what a lesson's loss takes; `nil` where they are.
  private func mismatch(
    _ choice: LayerChoice, _ output: NetworkOutput, _ target: Cells
  ) -> String? {
    guard target.table == output.inputs.table, target.loader == output.inputs.loader,
      target.range == output.inputs.range, target.part == .target, target.form == .tensor,
      isCurrent(target)
    else { return "a loss of an output with another target than that of its rows" }
    let isOfClasses = choice.name == "cross_entropy" || choice.name == "nll"
    let shape = outputShape(of: output)
    if isOfClasses {
      guard target.shape == .flat, target.number == .whole, !output.isFlat else {
        return "a loss of classes whose target is not one whole number a row"
      }
      if let shape, shape.count != 2 {
        return "a loss of classes of an output that has not one a class"
      }
      guard frame(of: target) == nil || shape.map({ hasClasses($0[1], target) }) ?? false else {
        return "a loss of other classes than the target has"
      }
      return nil
    }
    guard fits(choice, target) else {
      return "a loss of numbers whose target is a column of classes"
    }
    let isFlat = target.shape == .flat
    if output.isFlat || isFlat {
      guard shape.map({ $0 == [2, 1] }) ?? true, output.isFlat == isFlat else {
        return
          "a loss of outputs and targets of two shapes, [rows, 1] and [rows], which PyTorch spreads out to [rows, rows]"
      }
    }
    if let shape, target.shape == .tall, shape != [2, 1] {
      return "a loss of outputs \(shape.dropFirst()) a row and one number a row"
    }
    return nil
  }
}

extension ModelGraph {
  /// What one row is like that goes into it, where its first layer says so.
  var inputSample: [Int]? {
    guard let first = nodes.first else { return nil }
    switch first.content {
    case .layer(let choice) where choice.name == "linear":
      if case .whole(let count)? = choice.options["in_features"] { return [count] }
      return nil
    case .chain(let inner): return inner.inputSample
    default: return nil
    }
  }
}
