import Engine

/// A module of the notebook's, as it was made.
struct ModuleRecord: Equatable {
  indirect enum Kind: Equatable {
    case layer(LayerChoice)
    /// Modules one after the other, with their names.
    case chain([String], [Int])
    /// An object of a class of the notebook's own, by its place in ``Recognizer/objects``.
    case object(Int, PythonClass)
    /// `nn.ModuleList`.
    case list([Int])
    /// A layer that is to do: nothing is known of it.
    case unknown
  }

  var kind: Kind
}

/// A value on its way through a model: which output of which node it is.
struct Signal: Equatable {
  var graph: Int
  var source: ModelGraph.Source
  /// Whether a last dimension of 1 has been taken away.
  var isFlat = false
}

/// What a `forward` does, as a lesson's model has it.
struct ModelGraph: Equatable {
  enum Source: Equatable {
    case input
    case node(Int, output: Int)
  }

  struct Node: Equatable {
    indirect enum Content: Equatable {
      case layer(LayerChoice)
      case chain(ModelGraph)
      case shared(Int)
    }

    /// `nil` where the notebook has none.
    var name: String?
    var content: Content
    var sources: [Source]
    /// Which module it is; `nil` for a function.
    var module: Int?
  }

  var nodes: [Node] = []

  /// The engine's own model, without memory; `nil` where something of it is not known.
  func network() -> Network? {
    var modules: [any Module] = []
    var links: [Network.Node] = []
    for (place, node) in nodes.enumerated() {
      let module: any Module
      switch node.content {
      case .layer(let choice):
        guard let entry = LayerCatalogue.entries.first(where: { $0.name == choice.name }),
          let made = try? entry.make(Options(choice.options))
        else { return nil }
        module = made
      case .chain(let inner):
        guard let made = inner.network() else { return nil }
        module = made
      case .shared(let first): module = modules[first]
      }
      modules.append(module)
      let sources = node.sources.map { source -> Network.Source in
        switch source {
        case .input: .input(0)
        case .node(let index, let output): .node(index, output: output)
        }
      }
      links.append(Network.Node(node.name ?? "\(place)", module, of: sources))
    }
    return Network(links)
  }

  /// Where it writes over something that is used again.
  var overwrites: Bool {
    nodes.enumerated().contains { place, node in
      writes(node)
        && nodes.enumerated().contains { other, user in
          other != place && user.sources.contains(node.sources[0])
        }
    }
  }

  /// Whether a node writes over what goes into it.
  private func writes(_ node: Node) -> Bool {
    switch node.content {
    case .layer(let choice): choice.isInPlace
    case .chain(let inner):
      inner.nodes.contains { $0.sources.first == .input && inner.writes($0) }
    case .shared(let first): writes(nodes[first])
    }
  }

  /// Whether each node's values are used.
  func isWhole(_ result: Source) -> Bool {
    guard !nodes.isEmpty else { return false }
    guard result == .node(nodes.count - 1, output: 0) else { return false }
    return nodes.indices.dropLast().allSatisfy { place in
      nodes.contains { node in
        node.sources.contains { if case .node(place, _) = $0 { true } else { false } }
      }
    }
  }

  /// Modules that draw their first values, in the order in which the lesson's model has them.
  var drawing: [Int] {
    nodes.flatMap { node -> [Int] in
      switch node.content {
      case .layer(let choice):
        guard let module = node.module, choice.draws else { return [] }
        return [module]
      case .chain(let inner): return inner.drawing
      case .shared: return []
      }
    }
  }

  /// Whether it keeps running figures of what goes through it in training mode.
  var keepsFigures: Bool {
    nodes.contains { node in
      switch node.content {
      case .layer(let choice): choice.keepsFigures
      case .chain(let inner): inner.keepsFigures
      case .shared: false
      }
    }
  }

  /// Whether anything in it is another thing in training mode.
  var hasModes: Bool {
    nodes.contains { node in
      switch node.content {
      case .layer(let choice): choice.hasModes
      case .chain(let inner): inner.hasModes
      case .shared: false
      }
    }
  }
}

extension LayerChoice {
  private var entry: CatalogueEntry<any Module>? {
    LayerCatalogue.entries.first { $0.name == name }
  }

  /// Most numbers that are drawn to find out whether a layer draws any.
  private static let most = 1_000_000

  /// Whether it draws random numbers when it is made.
  var draws: Bool {
    guard let module = try? entry?.make(Options(options)) else { return true }
    let parameters = module.allParameters
    guard !parameters.isEmpty else { return false }
    let count = parameters.reduce(0.0) { sum, next in
      sum + next.parameter.shape.reduce(1.0) { $0 * Double($1) }
    }
    guard count <= Double(Self.most) else { return true }
    let (used, fresh) = (TorchGenerator(seed: 1), TorchGenerator(seed: 1))
    module.initialize(from: used)
    return used.random() != fresh.random()
  }

  /// Whether it keeps running figures, as a batch normalization does.
  var keepsFigures: Bool {
    entry?.options.contains { $0.name == "track_running_stats" } ?? false
  }

  /// Whether it does something else in training mode: it drops values, or keeps running figures.
  var hasModes: Bool {
    let names = Set((entry?.options ?? []).map { $0.name })
    if names.contains("p") || names.contains("track_running_stats") { return true }
    guard names.contains("dropout") else { return false }
    return options["dropout"].map { $0 != .number(0) && $0 != .whole(0) }
      ?? (entry?.options.first { $0.name == "dropout" }?.fallback != "0.0")
  }
}

// MARK: - As a lesson writes it

extension ModelGraph {
  /// The layers, one a line.
  func lines() -> [String] {
    let names = self.names()
    return nodes.indices.map { place in
      let node = nodes[place]
      let usual: [Source] = [place == 0 ? .input : .node(place - 1, output: 0)]
      var of = ""
      if node.sources != usual {
        let sources = node.sources.map { source in
          switch source {
          case .input: "input"
          case .node(let index, let output):
            output == 0 ? names[index] : "\(names[index]).\(output)"
          }
        }
        of = sources.count == 1 ? sources[0] : "[\(sources.joined(separator: ", "))]"
      }
      let name = isNamed(place) ? names[place] : nil
      switch node.content {
      case .layer(let choice): return Self.line(choice, name, of)
      case .shared(let first):
        let others = of.isEmpty ? "" : ", of: \(of)"
        return name.map { "\($0): {shared: \(names[first])\(others)}" }
          ?? "{shared: \(names[first])\(others)}"
      case .chain(let inner):
        return "\(names[place]): [\(inner.lines().map(Self.inFlow).joined(separator: ", "))]"
      }
    }
  }

  /// Whether a node needs a name.
  private func isNamed(_ place: Int) -> Bool {
    if nodes[place].name != nil { return true }
    if case .chain = nodes[place].content { return true }
    return nodes.enumerated().contains { other, node in
      if case .shared(place) = node.content { return true }
      let usual: [Source] = [.node(place, output: 0)]
      return node.sources.contains { if case .node(place, _) = $0 { true } else { false } }
        && !(other == place + 1 && node.sources == usual)
    }
  }

  /// The layers' full names, by their modules.
  func paths() -> [Int: String] {
    let names = self.names()
    var paths: [Int: String] = [:]
    for place in nodes.indices {
      let name = isNamed(place) ? names[place] : "\(place)"
      switch nodes[place].content {
      case .layer: if let module = nodes[place].module { paths[module] = name }
      case .chain(let inner):
        paths.merge(inner.paths().mapValues { "\(name).\($0)" }) { first, _ in first }
      case .shared: break
      }
    }
    return paths
  }

  /// A name for each node: its own where it has one that nobody else has.
  private func names() -> [String] {
    var used: Set = ["input"]
    return nodes.enumerated().map { place, node in
      let isChain = if case .chain = node.content { true } else { false }
      var base = node.name ?? (isChain ? "part" : "step\(place)")
      let isName = base.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_")
          || Character(UnicodeScalar(byte)).isASCII && Character(UnicodeScalar(byte)).isLetter
          || Character(UnicodeScalar(byte)).isNumber
      }
      if !isName || base.isEmpty { base = "step\(place)" }
      // A list under a layer's name would be that layer's options.
      if isChain, LayerCatalogue.entries.contains(where: { $0.name == base }) { base += "_" }
      var name = base
      var number = 1
      while !used.insert(name).inserted {
        number += 1
        name = "\(base)_\(number)"
      }
      return name
    }
  }

  private static func line(_ choice: LayerChoice, _ name: String?, _ of: String) -> String {
    guard let entry = LayerCatalogue.entries.first(where: { $0.name == choice.name }) else {
      return choice.name
    }
    let (first, others) = choice.text(entry)
    var parts = [first] + others
    if !of.isEmpty {
      // What takes no values of its own has its inputs there.
      if first == choice.name, others.isEmpty, entry.positional.isEmpty, of.hasPrefix("[") {
        parts = ["\(first): \(of)"]
      } else {
        parts.append("of: \(of)")
      }
    }
    guard let name else {
      return parts.count == 1 ? parts[0] : "{\(parts.joined(separator: ", "))}"
    }
    let isWord = parts == [choice.name]
    return isWord ? "\(name): \(choice.name)" : "\(name): {\(parts.joined(separator: ", "))}"
  }

  /// A line as an element of a list in brackets.
  private static func inFlow(_ line: String) -> String {
    line.hasPrefix("{") || !line.contains(": ") ? line : "{\(line)}"
  }
}
