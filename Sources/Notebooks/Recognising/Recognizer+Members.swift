import Engine

/// The modules within a module, and what they are.
extension Recognizer {
  /// A module and all within it in the order of `modules()`; `nil` where not all of them are known.
  func allModules(of value: Meaning) -> [Meaning]? {
    switch value {
    case .object(let index):
      var all = [value]
      for name in attributeOrder[index] ?? [] {
        guard let more = allModules(of: objects[index][name] ?? .unknown) else { return nil }
        all += more
      }
      return all
    case .list(let items):
      let parts = items.map { allModules(of: $0) }
      return parts.contains { $0 == nil } ? nil : parts.flatMap { $0 ?? [] }
    case .module(let id):
      switch modules[id].kind {
      case .layer(let choice):
        // Some layers are made of others.
        let entry = LayerCatalogue.entries.first { $0.name == choice.name }
        let made = try? entry?.make(Options(choice.options))
        return made?.children.isEmpty ?? false ? [value] : nil
      case .chain(_, let members):
        return allModules(of: .list(members.map { .module($0) })).map { [value] + $0 }
      case .object(let object, _):
        return allModules(of: .object(object)).map { [value] + $0.dropFirst() }
      case .list, .unknown: return nil
      }
    default: return nil
    }
  }

  /// Notes an attribute under which PyTorch knows a module of an object.
  func register(_ name: String, of object: Int, _ value: Meaning) {
    let isModule =
      switch value {
      case .module: true
      case .list: moduleLists.contains(value)
      default: false
      }
    if isModule, !(attributeOrder[object] ?? []).contains(name) {
      attributeOrder[object, default: []].append(name)
    }
  }

  /// Whether PyTorch knows all that a model draws values for: layers in a mere list are no part of it.
  func knows(_ drawing: [Int], ofModel id: Int) -> Bool {
    guard case .object = modules[id].kind, let all = allModules(of: .module(id)) else {
      return true
    }
    let known = Set(all.compactMap { if case .module(let id) = $0 { id } else { nil } })
    return known.isSuperset(of: drawing.filter { ownLayers[$0] == nil })
  }

  /// `isinstance(module, nn.Linear)`; `nil` where that is not known.
  func isInstance(_ arguments: CallArguments) -> Meaning? {
    guard arguments.all.count == 2, arguments.positional.count == 2 else { return nil }
    let given = meaning(arguments.positional[1])
    let types: [Meaning] = if case .list(let items) = given { items } else { [given] }
    let paths = types.compactMap { type -> String? in
      if case .path(let path) = type { Self.shortest(path) } else { nil }
    }
    let known = Set(LayerCatalogue.entries.map(\.pytorch) + ["torch.nn.Sequential"])
    guard paths.count == types.count, known.isSuperset(of: paths) else { return nil }
    switch meaning(arguments.positional[0]) {
    case .object: return .truth(false)
    case .module(let id):
      switch modules[id].kind {
      case .object: return .truth(false)
      case .chain: return .truth(paths.contains("torch.nn.Sequential"))
      case .layer(let choice):
        return LayerCatalogue.entries.first { $0.name == choice.name }
          .map { .truth(paths.contains($0.pytorch)) }
      case .list, .unknown: return nil
      }
    default: return nil
    }
  }

  /// The type of an object of a class of the notebook's own, under a name that no module has.
  private static let ownType = "<a class>"

  /// `type(module)`; `nil` for what is no module that is known.
  func moduleType(_ value: Meaning) -> Meaning? {
    switch value {
    case .object: return .path(Self.ownType)
    case .module(let id):
      switch modules[id].kind {
      case .object: return .path(Self.ownType)
      case .chain: return .path("torch.nn.Sequential")
      case .layer(let choice):
        return LayerCatalogue.entries.first { $0.name == choice.name }.map { .path($0.pytorch) }
      case .list, .unknown: return nil
      }
    default: return nil
    }
  }

  /// Whether two types of modules are the same, or one is among others; `nil` where one is no such type.
  func compareTypes(_ symbol: String, _ first: Meaning, _ second: Meaning) -> Meaning? {
    func type(_ value: Meaning) -> String? {
      guard case .path(let given) = value, case let path = Self.shortest(given),
        path == Self.ownType || path == "torch.nn.Sequential"
          || LayerCatalogue.entries.contains(where: { $0.pytorch == path })
      else { return nil }
      return path
    }
    guard let one = type(first) else { return nil }
    switch (symbol, second) {
    case ("==", _), ("is", _): return type(second).map { .truth($0 == one) }
    case ("in", .list(let items)):
      let types = items.compactMap(type)
      return types.count == items.count ? .truth(types.contains(one)) : nil
    default: return nil
    }
  }

  /// A tensor or a setting of a layer; `nil` for what is not known.
  func member(_ name: String, of choice: LayerChoice, _ id: Int) -> Meaning? {
    guard let entry = LayerCatalogue.entries.first(where: { $0.name == choice.name }),
      let made = try? entry.make(Options(choice.options))
    else { return nil }
    if made.allParameters.contains(where: { $0.name == name }) { return .tensor(id, name) }
    if name == "bias", entry.options.contains(where: { $0.name == "bias" }) { return Meaning.none }
    if name == "kernel_size", case .list(let sizes)? = choice.options[name] {
      return .list(
        sizes.compactMap { if case .whole(let size) = $0 { .number("\(size)") } else { nil } })
    }
    guard case .whole(let size)? = choice.options[name] else { return nil }
    switch name {
    case "in_features", "out_features", "in_channels", "out_channels", "num_features":
      return .number("\(size)")
    case "kernel_size" where choice.name.hasSuffix("2d"):
      return .list([.number("\(size)"), .number("\(size)")])
    default: return nil
    }
  }
}
