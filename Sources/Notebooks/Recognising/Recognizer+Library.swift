/// What the libraries of tables, models and scores give, by the place that knows it.
extension Recognizer {
  /// `nil` where none of them knows it.
  func callLibrary(_ given: String, _ path: String, _ arguments: CallArguments) -> Meaning? {
    if let found = layer(path, arguments) ?? criterion(path, arguments) { return found }
    if let found = fill(given, arguments) { return found }
    if path == "torch.nn.Parameter", let found = ownParameter(arguments) { return found }
    if path == "torch.arange", let found = sequence(arguments) { return found }
    if let found = part(path, arguments) { return found }
    if path == "torch.load", let found = load(arguments) { return found }
    if path.hasPrefix("torch.nn."), isUnknownLayer(path) {
      problem("a call of `\(path)`")
      _ = computed(arguments)
      return newModule(.unknown)
    }
    if let found = outputFunction(path, arguments) { return found }
    if let found = functionalLoss(path, arguments) { return found }
    if !graphs.isEmpty, let found = function(path, arguments) { return found }
    if let found = optimizer(path, arguments) ?? schedule(path, arguments) { return found }
    if let found = ofTransformers(path, arguments) { return found }
    if let found = loadTable(path, arguments) ?? newScaler(path, arguments) { return found }
    if let found = madePoints(path, arguments) { return found }
    if let found = transform(given, arguments) ?? pictures(given, arguments) { return found }
    if let found = metric(path, arguments) { return found }
    if path == "torch.eq", arguments.all.count == 2, arguments.positional.count == 2,
      let found = tableBinary(
        "==", meaning(arguments.positional[0]), meaning(arguments.positional[1]))
    {
      return found
    }
    if let found = plot(path, arguments) { return found }
    switch path {
    case "torchsummary.summary", "torchinfo.summary", "pytorch_model_summary.summary":
      guard let first = arguments.positional.first, case .module(let id) = meaning(first),
        let info = networks[id], training == nil
      else { return nil }
      emit(DraftAction("summary", .word(info.name)))
      return .unknown
    case "pandas.DataFrame": return frame(arguments)
    case "sklearn.preprocessing.LabelEncoder" where arguments.isEmpty: return .labelEncoder
    case "torch.save": return save(arguments)
    case "pathlib.Path" where arguments.all.count == 1 && arguments.positional.count == 1:
      // A path is its text.
      let text = meaning(arguments.positional[0])
      if case .text = text { return text }
      return .unknown
    case "copy.deepcopy", "os.makedirs", "os.path.join", "pathlib.Path":
      arguments.all.forEach { _ = meaning($0) }
      return .unknown
    case "numpy.set_printoptions", "torch.set_printoptions", "pandas.set_option",
      "matplotlib.use", "seaborn.set", "seaborn.set_theme", "seaborn.set_style":
      arguments.all.forEach { _ = meaning($0) }
      return .unknown
    default: return nil
    }
  }

  /// A class of `torch.nn` that the catalogue does not have.
  private func isUnknownLayer(_ path: String) -> Bool {
    let known: Set = [
      "torch.nn.Sequential", "torch.nn.ModuleList", "torch.nn.Module", "torch.nn.DataParallel",
      "torch.nn.Parameter", "torch.nn.CrossEntropyLoss",
    ]
    let name = path.dropFirst("torch.nn.".count)
    return !known.contains(path) && !name.contains(".") && !name.hasSuffix("Loss")
      && (name.first?.isUppercase ?? false)
  }

  /// `pd.DataFrame(…)`: a table of what a model gives, or columns as a frame.
  private func frame(_ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`DataFrame`", arguments, ["data"], ["columns"]),
      let data = bound["data"]
    else { return .broken }
    let value = read(meaning(data))
    if let columns = bound["columns"] { _ = meaning(columns) }
    switch value {
    case .mapping(let members):
      let collected = members.values.map(read)
      for case .gathered(let gathered) in collected { _ = predict(gathered) }
      return .unknown
    case .cells(var cells):
      cells.form = .frame
      return .cells(cells)
    default: return computed([value])
    }
  }

  // MARK: - Functions of outputs

  /// `torch.sigmoid(output)`, `torch.argmax(output, dim=1)` and the like; `nil` for anything else.
  func outputFunction(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let prefixes = ["torch.nn.functional.", "torch.", "numpy."]
    let names: Set = [
      "sigmoid", "softmax", "log_softmax", "round", "argmax", "max", "squeeze", "flatten",
    ]
    guard let prefix = prefixes.first(where: { path.hasPrefix($0) }),
      names.contains(String(path.dropFirst(prefix.count))),
      let first = arguments.positional.first ?? arguments.named["input"],
      case .result(let output) = meaning(first)
    else { return nil }
    let name = String(path.dropFirst(prefix.count))
    var rest = arguments
    if rest.positional.isEmpty { rest.named["input"] = nil } else { rest.positional.removeFirst() }
    switch name {
    case "sigmoid", "softmax", "log_softmax", "round": return stage(name, output, rest)
    case "argmax", "max": return largest(output, name, rest)
    case "squeeze", "flatten": return method(name, of: output, rest)
    default: return nil
    }
  }

  // MARK: - Methods

  /// Methods of what comes of tables and models of layers; `nil` where none is known.
  func tableMethod(
    _ name: String, of object: Meaning, _ base: PythonExpression, _ arguments: CallArguments
  ) -> Meaning? {
    switch object {
    case .broken:
      arguments.all.forEach { _ = meaning($0) }
      return .broken
    case .drawing: return draw(on: name, arguments)
    case .tensor(let module, let tensor): return fill(name, module, tensor, arguments)
    case .sequence(let numbers): return method(name, of: numbers, arguments)
    case .generator(let number, let seed):
      return method(name, ofGenerator: number, seed: seed, arguments)
    case .places(let places) where ["tolist", "numpy"].contains(name) && arguments.isEmpty:
      return .places(places)
    case .batches(let loader) where ["next", "__next__"].contains(name) && arguments.isEmpty:
      return oneBatch(of: loader)
    case .labelEncoder where name == "fit_transform": return encoded(arguments)
    case .cells, .window, .step:
      if case .cells(let cells) = object, let found = frameMethod(name, of: cells, arguments) {
        return found
      }
      if name == "eq", arguments.all.count == 1, let other = arguments.positional.first {
        return hits(object, meaning(other)) ?? .derived(ofLoss: false)
      }
      return method(name, of: object, arguments)
    case .signal(let signal):
      if name == "squeeze_", let found = squeezeInPlace(signal, arguments) { return found }
      if let found = method(name, of: signal, arguments) { return found }
      problem("a call of `.\(name)()` on a model's values")
      return .broken
    case .zeros, .extent:
      return ["to", "float", "detach", "requires_grad_", "cuda"].contains(name) ? object : nil
    case .result(let output):
      if name == "eq", arguments.all.count == 1, let other = arguments.positional.first {
        return hits(object, meaning(other)) ?? .derived(ofLoss: false)
      }
      return method(name, of: output, arguments)
    case .hits(let output, let cells):
      switch name {
      case "sum" where arguments.isEmpty: return count(output, cells)
      case "float", "cpu", "int", "long", "double", "type":
        return arguments.isEmpty || name == "type" ? object : nil
      case "mean" where arguments.isEmpty: return score(output, cells, nil, "accuracy", "")
      default: return nil
      }
    case .tally, .score, .epochFigure, .figure:
      return ["item", "cpu", "float", "detach", "numpy", "double", "mean"].contains(name)
        && arguments.isEmpty
        ? object : nil
    case .growing(let id):
      switch name {
      case "append", "extend": return grow(id, name, arguments)
      case "clear", "pop", "insert", "remove", "sort", "reverse":
        lists[id] = .other
        return computed(arguments)
      default: return nil
      }
    case .gathered(let gathered): return method(name, of: gathered, arguments)
    case .scaler(let scaler)
    where ["fit", "transform", "fit_transform", "inverse_transform"].contains(name):
      return scale(name, scaler, arguments)
    case .networkLoss(let loss):
      switch name {
      case "backward" where arguments.isEmpty:
        backward(loss)
        return .unknown
      case "item", "detach", "cpu", "numpy":
        guard arguments.isEmpty else { return nil }
        let isTrained =
          training != nil && openLoaders.isEmpty && !loss.output.isDetached
          && loss.output.inputs.loader == training?.loader
        if isTrained { return .lossValue }
        if training != nil, openLoaders.isEmpty, loss.target.loader == nil {
          return score(loss.output, loss.target, loss, "loss", "")
        }
        return openLoaders.isEmpty && loss.target.loader == nil
          ? score(loss.output, loss.target, loss, "loss", "") : object
      default: return nil
      }
    case .schedule(let schedule) where name == "step":
      return step(schedule: schedule, arguments)
    case .schedule where ["get_last_lr", "get_lr", "state_dict"].contains(name): return .unknown
    case .module(let id): return moduleMethod(name, id, arguments)
    case .optimizer where name == "state_dict": return .unknown
    default: return nil
    }
  }

  private func step(schedule: Int, _ arguments: CallArguments) -> Meaning {
    let isPlateau = schedules[schedule].choice.name == "plateau"
    let level = training?.level
    var isKnown = arguments.isEmpty && !isPlateau
    if isPlateau, arguments.all.count == 1, let given = arguments.positional.first {
      let isRelative = schedules[schedule].choice.options["threshold_mode"] != .word("abs")
      switch meaning(given) {
      case .epochFigure(.validation(isSum: false)): isKnown = true
      case .epochFigure(.validation(isSum: true)): isKnown = isRelative
      case .printedLoss("mean"): isKnown = training?.validation == nil
      default: break
      }
    }
    guard isKnown, level == .batch || level == .epoch, turn == nil, uncertain == 0,
      training?.events.suffix(1) == [.stepped]
        || training?.events.suffix(2) == [.stepped, .zeroed],
      training?.schedule == nil
    else {
      problem("a step of a schedule that is not followed")
      training?.isFollowed = false
      return .unknown
    }
    // One step an epoch is both.
    let isEither = isPlateau || training?.loader == nil
    training?.schedule = schedule
    training?.scheduleLevel = isEither ? .outside : level ?? .outside
    return .unknown
  }

  /// A method of a model or a layer.
  private func moduleMethod(_ name: String, _ id: Int, _ arguments: CallArguments) -> Meaning? {
    if name == "register_forward_hook", let found = addHook(arguments) { return found }
    guard let info = networks[id] else {
      if name == "forward" { return callModule(id, arguments) }
      return nil
    }
    switch name {
    case "train", "eval", "parameters", "named_parameters", "requires_grad_", "zero_grad":
      return callModel(name, info.name, .module(id), arguments)
    case "forward": return run(network: id, arguments)
    case "state_dict" where arguments.isEmpty: return .weights(id, state: info.state)
    case "load_state_dict": return loadState(of: id, arguments)
    case "apply": return applyToAll(id, arguments)
    case "state_dict", "named_children", "children", "modules", "named_modules": return .unknown
    default:
      problem("a call of `.\(name)()` on a model")
      _ = computed(arguments)
      return .broken
    }
  }

  /// A call of a module: a part of a model that is being followed, or a model.
  func callModule(_ id: Int, _ arguments: CallArguments) -> Meaning {
    if networks[id] != nil, graphs.isEmpty { return run(network: id, arguments) }
    guard arguments.all.count == arguments.positional.count else {
      problem("a call of a layer with arguments that are not followed")
      return .broken
    }
    let values = arguments.positional.map { meaning($0) }
    if !graphs.isEmpty {
      guard networks[id] == nil else {
        problem("a model made of a model")
        return .broken
      }
      return apply(id, to: values)
    }
    // A layer by itself on what a model gives.
    if values.count == 1, case .result(let output) = values[0],
      case .layer(let choice) = modules[id].kind, choice.options.isEmpty || choice.name == "softmax"
    {
      return stage(
        choice.name, output, choice.name == "softmax" ? softmaxArguments(choice) : CallArguments([])
      )
        ?? .derived(ofLoss: false)
    }
    if values.contains(.broken) { return .broken }
    if case .unknown = modules[id].kind { return .broken }
    return computed(values)
  }

  private func softmaxArguments(_ choice: LayerChoice) -> CallArguments {
    guard let text = choice.texts["dim"] else { return CallArguments([]) }
    return CallArguments([PythonArgument(name: "dim", value: .number(text))])
  }

  /// An attribute of a module, or a part by its place.
  func part(ofModule id: Int, _ name: String) -> Meaning {
    switch modules[id].kind {
    case .object(let object, _): return objects[object][name] ?? .derived(ofLoss: false)
    case .chain(_, let members):
      guard let place = Int(name) else { return .derived(ofLoss: false) }
      let index = place < 0 ? members.count + place : place
      return members.indices.contains(index) ? .module(members[index]) : .derived(ofLoss: false)
    case .layer(let choice): return member(name, of: choice, id) ?? .derived(ofLoss: false)
    default: return .derived(ofLoss: false)
    }
  }
}
