/// Lists that grow, and what is made of them.
extension Recognizer {
  /// An empty list, which may grow.
  func newList() -> Meaning {
    guard lists.count < 10_000 else { return .derived(ofLoss: false) }
    lists.append(.items([]))
    return .growing(lists.count - 1)
  }

  /// A list as it is now.
  func contents(_ value: Meaning) -> Meaning {
    guard case .growing(let id) = value, case .items(let items) = lists[id] else { return value }
    return .list(items)
  }

  /// `items[1:-1]`.
  static func some(of items: [Meaning], _ lower: Meaning?, _ upper: Meaning?) -> Meaning? {
    func place(_ value: Meaning?, _ usual: Int) -> Int? {
      guard let value else { return usual }
      guard case .number(let text) = value, let index = Int(text) else { return nil }
      return min(max(index < 0 ? index + items.count : index, 0), items.count)
    }
    guard let first = place(lower, 0), let last = place(upper, items.count) else { return nil }
    return .list(Array(items[first..<max(first, last)]))
  }

  /// `append` and `extend`.
  func grow(_ id: Int, _ name: String, _ arguments: CallArguments) -> Meaning {
    guard arguments.all.count == 1, arguments.positional.count == 1 else {
      lists[id] = .other
      return computed(arguments)
    }
    let value = meaning(arguments.positional[0])
    if turn != nil || uncertain > 0 {
      lists[id] = .other
    } else if name == "append", let series = series(value) {
      let now = Growth.series(series, trainings)
      lists[id] = [.items([]), now].contains(lists[id]) ? now : .other
    } else if let loader = openLoaders.last, let gathered = gathered(value, name, loader) {
      lists[id] =
        [.items([]), .gathered(gathered)].contains(lists[id]) ? .gathered(gathered) : .other
    } else if training == nil, uncertain == 0, openLoaders.isEmpty,
      case .items(var items) = lists[id]
    {
      if name == "append" {
        items.append(value)
      } else if case .list(let more) = contents(value) {
        items += more
      } else {
        lists[id] = .other
        return Meaning.none
      }
      lists[id] = items.count < 1000 ? .items(items) : .other
    } else {
      lists[id] = .other
    }
    return Meaning.none
  }

  /// What `train` calls a figure of an epoch or a batch; `nil` for none.
  private func series(_ value: Meaning) -> String? {
    guard let training, training.number == trainings, openLoaders.isEmpty else { return nil }
    switch value {
    case .printedLoss("mean"): return "mean_loss"
    case .lossValue where training.level == .batch: return "losses"
    // One step an epoch.
    case .lossValue where training.loader == nil: return "losses"
    case .epochFigure(.validation(isSum: false)): return "validation_loss"
    default: return nil
    }
  }

  private func gathered(_ value: Meaning, _ name: String, _ loader: String) -> Gathered? {
    switch value {
    case .result(let output) where output.inputs.loader == loader:
      guard name == "extend" || output.isFirst || name == "append" else { return nil }
      return Gathered(kind: .outputs(output), loader: loader, isFirst: output.isFirst)
    case .cells(let cells) where cells.loader == loader && cells.part == .target:
      return Gathered(kind: .targets(cells), loader: loader)
    case .step(let cells, at: 0) where cells.loader == loader && cells.part == .target:
      return Gathered(kind: .targets(cells), loader: loader, isFirst: true)
    case .networkLoss(let loss) where loss.target.loader == loader && name == "append":
      return Gathered(kind: .losses(loss), loader: loader)
    default: return nil
    }
  }

  /// What a list is where it is read.
  func read(_ value: Meaning) -> Meaning {
    guard case .growing(let id) = value else { return value }
    switch lists[id] {
    case .items(let items): return .list(items)
    case .gathered(let gathered): return .gathered(gathered)
    case .series(let path, let number):
      guard let action = trainingActions[number], training == nil else {
        return .derived(ofLoss: true)
      }
      return .figure(Figure(action: action, path: path))
    case .other: return .derived(ofLoss: false)
    }
  }

  /// The mean of a list: of losses a batch.
  func mean(_ value: Meaning) -> Meaning? {
    if case .growing(let id) = value, case .series("losses", _) = lists[id], let training,
      training.level == .epoch
    {
      // Made anew in each epoch, or the mean would be of all epochs.
      return listIsOfEpoch(id) ? .printedLoss("mean") : .derived(ofLoss: true)
    }
    guard case .gathered(let gathered) = read(value), case .losses(let loss) = gathered.kind else {
      return nil
    }
    return score(loss.output, loss.target, loss, "mean_batch_loss", gathered.loader)
  }

  private func listIsOfEpoch(_ id: Int) -> Bool { id >= training?.firstList ?? .max }

  /// A method of what has been collected: nothing that changes its numbers.
  func method(_ name: String, of gathered: Gathered, _ arguments: CallArguments) -> Meaning? {
    switch name {
    case "flatten", "ravel", "squeeze", "numpy", "tolist", "cpu", "detach", "copy":
      return arguments.isEmpty ? .gathered(gathered) : nil
    case "reshape", "view":
      let given = arguments.positional.map { meaning($0) }
      return given == [.number("-1"), .number("1")] || given == [.number("-1")]
        ? .gathered(gathered) : nil
    default: return nil
    }
  }

  /// `scaler.inverse_transform(…)` of what a model gives, or of what it should have given.
  func unscaled(_ value: Meaning, _ scaler: Int) -> Meaning {
    guard case .gathered(var gathered) = read(value), gathered.scaler == nil,
      scalers[scaler].action != nil
    else {
      problem("an `inverse_transform` of something else than collected outputs or targets")
      return .broken
    }
    gathered.scaler = scaler
    return .gathered(gathered)
  }

  /// The `predict` that lists what has been collected, made or completed.
  func predict(_ gathered: Gathered) -> (action: Int, column: String)? {
    let column: String
    let output: NetworkOutput
    switch gathered.kind {
    case .outputs(let given): (column, output) = ("predicted", given)
    case .targets:
      guard let other = lastOutputs[gathered.loader] else { return nil }
      (column, output) = ("actual", other)
    case .losses: return nil
    }
    guard let info = networks[output.model], training == nil, uncertain == 0,
      output.state == info.state
    else { return nil }
    var threshold: String?
    switch output.stage {
    case .raw: break
    case .classes(let value): threshold = value
    case .sigmoid, .softmax: return nil
    }
    let key =
      "\(output.model) \(gathered.loader) \(info.state) \(gathered.isFirst) \(gathered.scaler ?? -1)"
    if let known = rowPredictions[key] { return (known, column) }
    var action = DraftAction("predict", .word(gathered.loader))
    action.set("model", .word(info.name))
    if let threshold { action.set("threshold", .word(threshold)) }
    if let scaler = gathered.scaler, let name = name(ofScaler: scaler) {
      action.set("inverse", name)
    }
    if gathered.isFirst { action.set("keep", .word("first_of_each_batch")) }
    rowPredictions[key] = actions.count
    emit(action)
    return (actions.count - 1, column)
  }
}
