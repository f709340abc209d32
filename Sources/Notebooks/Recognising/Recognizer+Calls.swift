extension Recognizer {
  /// Calls of which a replay need not know.
  private static let neutral: Set = [
    "len", "bool", "dict", "set", "sum", "max", "min", "zip", "sorted", "type", "isinstance",
    "abs", "repr", "format", "super", "dir", "help", "id", "next", "iter", "float", "int",
    "round", "list", "tuple", "any", "all", "hasattr",
  ]
  private static let neutralModules = [
    "torch.cuda.is_available", "torch.cuda.device_count", "torch.cuda.get_device_name",
    "torch.cuda.get_device_properties", "torch.cuda.empty_cache", "torch.cuda.synchronize",
    "torch.cuda.memory_", "torch.cuda.max_memory_", "torch.cuda.current_device",
    "torch.cuda.manual_seed", "torch.cuda.manual_seed_all", "torch.backends.mps.is_available",
    "warnings.", "logging.",
    "transformers.logging.", "transformers.utils.logging.", "datasets.logging.", "time.",
    "os.environ.", "os.getenv", "sys.path.", "sys.version", "sys.stdout.", "gc.collect",
    "random.seed", "platform.", "google.colab.", "urllib.", "six.moves.urllib.", "os.path.",
    "os.mkdir",
    "os.listdir", "os.getcwd", "datetime.", "pprint.", "IPython.display.",
    "python_environment_check.",
    "requests.get", "torch.use_deterministic_algorithms", "torch.set_deterministic",
    "distutils.version.", "packaging.version.",
  ]
  /// Where a library's things stand, behind which its own modules are passed over.
  private static let places = [
    "torch.nn.functional", "torch.nn.utils", "torch.nn", "torch.optim", "torch.utils.data",
    "transformers", "datasets", "tqdm",
  ]

  func call(_ callee: PythonExpression, _ list: [PythonArgument]) -> Meaning {
    let arguments = CallArguments(list)
    if case .attribute(let base, let name) = callee {
      let object = rawMeaning(base)
      if case .path(let path) = object {
        return callValue(part(ofPath: "\(path).\(name)"), arguments)
      }
      if ["to", "cuda", "cpu"].contains(name) { return moved(object, name, arguments) }
      if case .object(let index) = object {
        if objects[index][name] == nil, let method = classes[index]?.method(name) {
          guard let values = values(for: method, Closure(), arguments, given: [object]) else {
            return .broken
          }
          return call(method, Closure(), with: values)
        }
        if name == "modules", making > 0, arguments.isEmpty, let all = allModules(of: object) {
          return .list(all)
        }
        return callValue(objects[index][name] ?? .unknown, arguments)
      }
      return callMethod(name, of: settled(object), base, arguments)
    }
    return callValue(meaning(callee), arguments)
  }

  private func callValue(_ value: Meaning, _ arguments: CallArguments) -> Meaning {
    switch value {
    case .path(let path): return callFunction(path, arguments)
    case .function(let function, let closure): return call(function, closure, arguments)
    case .definition(let definition): return make(definition, arguments)
    case .tokenizer(let name): return encode(name, arguments)
    case .backbone(let member): return forward(member, arguments)
    case .head(let member): return classify(member, arguments)
    case .module(let id): return callModule(id, arguments)
    case .criterion(let choice): return loss(choice, arguments)
    case .transform:
      // A transform of one picture.
      return computed(arguments)
    case .broken:
      arguments.all.forEach { _ = meaning($0) }
      return .broken
    case .sequential:
      problem("a call of a whole sequential model, whose head would not get the pooled output")
    default: problem("a call of something that is not followed")
    }
    return computed(arguments, with: [value])
  }

  /// A library's thing by the shortest of its names: `torch.optim.adamw.AdamW` is `torch.optim.AdamW`.
  static func shortest(_ path: String) -> String {
    guard let place = places.first(where: { path.hasPrefix($0 + ".") }) else { return path }
    let rest = path.dropFirst(place.count + 1).split(separator: ".")
    let thing = rest.drop { part in
      part != rest.last && part.first.map { $0.isLowercase || $0 == "_" } ?? false
    }
    return ([place[...]] + thing).joined(separator: ".")
  }

  // MARK: - Functions of libraries

  private func callFunction(_ given: String, _ all: CallArguments) -> Meaning {
    let path = Self.shortest(given)
    let arguments = evaluatedOnce(path, all)
    let name = path.split(separator: ".").last.map(String.init) ?? ""
    if path.hasPrefix("transformers."), name == "from_pretrained" {
      let type = path.split(separator: ".").dropLast().dropFirst().joined(separator: ".")
      return pretrained(type, arguments)
    }
    if let found = callBuiltin(path, arguments) { return found }
    if let found = callLibrary(given, path, arguments) { return found }
    switch path {
    case "datasets.load_dataset": return loadDataset(arguments)
    case "torch.nn.Sequential": return sequential(arguments)
    case "torch.nn.ModuleList":
      guard let bound = bound("`ModuleList`", arguments, ["modules"]),
        let items = bound["modules"], case .list(let modules) = contents(meaning(items))
      else { return .broken }
      moduleLists.append(.list(modules))
      return .list(modules)
    case "torch.utils.data.TensorDataset": return tensorDataset(arguments)
    case "sklearn.model_selection.train_test_split": return split(arguments)
    case "pandas.read_csv": return readCSV(arguments)
    case "torch.zeros":
      var extents = arguments.positional.map { meaning($0) }
      if extents.count == 1, case .list(let list) = extents[0] { extents = list }
      guard arguments.all.count == arguments.positional.count,
        extents.contains(where: { if case .extent = $0 { true } else { false } })
      else { break }
      return .zeros(extents)
    case "numpy.mean", "statistics.mean":
      if arguments.all.count == 1, let first = arguments.positional.first {
        let value = meaning(first)
        if let mean = mean(value) { return mean }
        return computed([read(value)])
      }
    case "collections.OrderedDict":
      if arguments.all.count == 1, let first = arguments.positional.first {
        return contents(meaning(first))
      }
    case "torch.utils.data.DataLoader": return loader(arguments)
    case "torch.device":
      guard let bound = bound("`torch.device`", arguments, ["type", "index"], ["device"]) else {
        return .unknown
      }
      let index = bound["index"].map { meaning($0) } ?? .number("0")
      guard let type = bound["type"] ?? bound["device"], isDevice(meaning(type)),
        case .number = index
      else { return .unknown }
      return .device
    case "torch.cuda.is_available", "torch.backends.mps.is_available": return .truth(false)
    case "torch.tensor", "torch.as_tensor", "torch.from_numpy", "torch.FloatTensor", "torch.Tensor",
      "numpy.array", "numpy.asarray":
      if let found = cells(path, arguments) { return found }
      if path.hasPrefix("torch.tensor") || path == "torch.as_tensor" {
        return tensor(arguments, ["data"])
      }
    case "torch.LongTensor": return cells(path, arguments) ?? tensor(arguments, ["data"])
    case "torch.stack": return tensor(arguments, ["tensors"])
    case "numpy.concatenate", "numpy.vstack", "numpy.hstack":
      if let found = cells(path, arguments) { return found }
    case "torch.softmax", "torch.log_softmax", "torch.nn.functional.softmax",
      "torch.nn.functional.log_softmax":
      return probabilities("`\(name)`", arguments, ["input", "dim"])
    case "torch.sigmoid", "torch.nn.functional.sigmoid":
      return probabilities("`\(name)`", arguments, ["input"])
    case "torch.argmax", "torch.max": return largest("`\(path)`", arguments, ["input", "dim"])
    case "numpy.argmax": return largest("`\(path)`", arguments, ["input", "axis"])
    case "torch.nn.utils.clip_grad_norm_": return clip(arguments)
    case "tqdm.tqdm":
      let shown: Set = [
        "desc", "total", "leave", "unit", "disable", "ncols", "position", "colour", "file",
      ]
      guard let bound = bound("`tqdm`", arguments, ["iterable"], shown) else { return .unknown }
      for (name, value) in bound.sorted(by: { $0.key < $1.key }) where name != "iterable" {
        _ = meaning(value)
      }
      return bound["iterable"].map { meaning($0) } ?? .unknown
    case "torch.manual_seed", "numpy.random.seed", "transformers.set_seed",
      "transformers.enable_full_determinism", "lightning.seed_everything",
      "pytorch_lightning.seed_everything", "accelerate.utils.set_seed":
      return seed(path, arguments)
    default: break
    }
    let found = computed(arguments)
    let isNeutral =
      !path.contains(".") && Self.neutral.contains(path)
      || Self.neutralModules.contains { name in
        given == name || ((name.hasSuffix(".") || name.hasSuffix("_")) && given.hasPrefix(name))
      }
    if isNeutral || PureFunctions.contains(given, all) { return found }
    if drawsAlone(path, arguments) { return .drawing }
    problem("a call of `\(path)`")
    return found
  }

  /// A call among the arguments happens once, however often it is looked at: its value gets a name
  /// that no notebook can have.
  private func evaluatedOnce(_ path: String, _ arguments: CallArguments) -> CallArguments {
    // Its parts wait for their names.
    guard !["torch.nn.Sequential", "torch.nn.Parameter"].contains(path),
      case .call? = arguments.positional.first
    else {
      return arguments
    }
    valuesSoFar += 1
    let name = "<\(valuesSoFar)>"
    bind(name, meaning(arguments.positional[0]))
    var once = arguments
    once.positional[0] = .name(name)
    return once
  }

  /// Python's own functions, where they give something that is followed.
  private func callBuiltin(_ name: String, _ arguments: CallArguments) -> Meaning? {
    switch name {
    case "print", "display": return show(arguments)
    case "range": return range(arguments)
    case "tqdm.trange" where Set(arguments.named.keys).isSubset(of: ["desc", "leave"]):
      return range(CallArguments(arguments.positional.map { PythonArgument(value: $0) }))
    case "enumerate":
      guard let bound = bound("`enumerate`", arguments, ["iterable", "start"]) else {
        return .unknown
      }
      if let start = bound["start"] { _ = meaning(start) }
      return bound["iterable"].map { .enumerated(meaning($0)) } ?? .unknown
    case "filter": return filter(arguments)
    default: break
    }
    if let found = callIterator(name, arguments) { return found }
    if name == "list", arguments.isEmpty { return newList() }
    guard ["str", "len", "int", "float", "round", "list", "tuple", "sum"].contains(name),
      let first = arguments.positional.first,
      arguments.all.count == arguments.positional.count,
      arguments.positional.count == 1 || (name == "round" && arguments.positional.count == 2)
    else { return name == "str" ? text(computed(arguments)) : nil }
    let value = meaning(first)
    switch (name, value) {
    case (_, .broken): return .broken
    case ("float", .text("inf")), ("float", .text("Inf")), ("float", .text("infinity")):
      return .best(less: "0")
    case ("len", .cells(let cells)): return length(of: cells)
    case ("len", .rowset(let rows)): return length(of: rows.inputs)
    case ("len", .result(let output)): return length(of: output.inputs)
    case ("len", .growing(let id)):
      if case .items(let items) = lists[id] { return .number("\(items.count)") }
      return .listLength(id)
    case ("sum", .growing(let id)): return .listSum(id)
    case ("int", .number(let text)):
      // Towards zero, as Python does.
      guard let number = Double(text), abs(number) < 1e15 else { return .unknown }
      return .number("\(Int(number))")
    case ("int", .counter), ("float", .score), ("float", .epochFigure), ("float", .figure),
      ("float", .tally), ("int", .tally):
      return value
    case ("round", .epochFigure), ("round", .score): return value
    case ("round", .lossValue), ("round", .total):
      guard arguments.positional.count == 2, case .number = meaning(arguments.positional[1]) else {
        return .derived(ofLoss: true)
      }
      return value
    case ("round", .figure(var figure)):
      guard arguments.positional.count == 2, figure.places == nil,
        case .number(let places) = meaning(arguments.positional[1]), let count = Int(places)
      else { return .derived(ofLoss: false) }
      figure.places = count
      return .figure(figure)
    case ("sum", _): return computed([value])
    case ("list", .growing), ("tuple", .growing), ("list", .gathered): return value
    case ("list", .range): return value
    case ("str", _): return text(value)
    case ("len", .loader(let name)): return .count(loader: name)
    case ("len", .list(let items)): return .number(String(items.count))
    case ("len", .mapping(let members)): return .number(String(members.count))
    case ("int", .prediction), ("int", .hiddenSize), ("float", .number),
      ("float", .printedLoss), ("float", .lossValue), ("float", .total):
      return value
    case ("float", .loss): return .lossValue
    case ("round", .printedLoss):
      guard arguments.positional.count == 2, case .number = meaning(arguments.positional[1]) else {
        return .derived(ofLoss: true)
      }
      return value
    case ("list", .parameters), ("list", .column), ("list", .list), ("tuple", .list):
      return value
    default: return computed([value] + arguments.all.dropFirst().map { meaning($0) })
    }
  }

  /// `filter(lambda p: p.requires_grad, model.parameters())`: of whole models those that are not
  /// frozen.
  private func filter(_ arguments: CallArguments) -> Meaning {
    guard let bound = bound("`filter`", arguments, ["function", "iterable"]),
      case .lambda(let names, .attribute(.name(let name), "requires_grad"))? = bound["function"],
      names == [name], let source = bound["iterable"],
      case .parameters(let models) = meaning(source)
    else {
      problem("a `filter` other than of parameters by `requires_grad`")
      return .unknown
    }
    let isWhole = models.allSatisfy { frozen.isDisjoint(with: members(of: [$0])) }
    let left = isWhole ? models : models.flatMap(parts).filter { !frozen.contains($0) }
    return .parameters(left)
  }

  /// `range(n)` and `range(1, n + 1)`.
  private func range(_ arguments: CallArguments) -> Meaning {
    let bound = arguments.positional.map { meaning($0) }
    guard arguments.all.count == bound.count else { return .unknown }
    switch bound.count {
    case 1: return .range(.number("0"), bound[0])
    case 2: return .range(bound[0], bound[1])
    default: return computed(bound)
    }
  }

  // MARK: - Constants

  func isTruth(_ expression: PythonExpression?) -> Bool {
    guard let expression else { return true }
    if case .truth = meaning(expression) { return true }
    problem("a setting that is neither `True` nor `False`")
    return false
  }

  func isDevice(_ meaning: Meaning) -> Bool {
    switch meaning {
    case .device: return true
    case .text(let text):
      let kind = text.prefix { $0 != ":" }
      return ["cpu", "cuda", "mps"].contains(kind)
    default: return false
    }
  }
}
