import Engine

/// Writes a model of layers in PyTorch: as `nn.Sequential` where one layer follows the other without
/// names of their own, else as a class.
struct PythonNetwork {
  private let chain: LayerChain
  /// What fills tensors as soon as their layers are made, by the tensors' names within this chain.
  private let fills: [(tensor: String, values: InitialValues)]

  init(_ chain: LayerChain, fills: [(tensor: String, values: InitialValues)] = []) {
    (self.chain, self.fills) = (chain, fills)
  }

  /// The network of a chain within this one.
  private func inner(_ chain: LayerChain, _ name: String) -> PythonNetwork {
    PythonNetwork(chain, fills: fills(within: name))
  }

  private func fills(within name: String) -> [(tensor: String, values: InitialValues)] {
    fills.filter { $0.tensor.hasPrefix(name + ".") }
      .map { (String($0.tensor.dropFirst(name.utf8.count + 1)), $0.values) }
  }

  /// Writes what makes the model, and binds it to a name.
  func write(as name: PythonCode, _ python: inout PythonScript) {
    let made = expression(named: "Model", &python)
    python.line("\(name) = ", made)
  }

  /// What makes it; classes that it needs are written first.
  private func expression(named wish: String, _ python: inout PythonScript) -> Made {
    guard isSequential else { return .call("\(writeClass(wish, &python))()") }
    let layers = chain.nodes.map { node -> PythonCode in
      switch node.content {
      case .layer(let choice): Self.object(choice)
      case .chain(let chain): inner(chain, node.name).expression(named: "Part", &python).code
      case .shared: "None"
      }
    }
    return .sequential(layers)
  }

  /// An expression that may be broken into lines.
  enum Made {
    case call(PythonCode)
    case sequential([PythonCode])

    var code: PythonCode {
      switch self {
      case .call(let code): code
      case .sequential(let layers): "nn.Sequential(\(layers))"
      }
    }
  }

  /// Whether each layer takes what the one before gives, under its place as its name.
  private var isSequential: Bool {
    fills.isEmpty
      && chain.nodes.enumerated().allSatisfy { place, node in
        let before: Network.Source = place == 0 ? .input(0) : .node(place - 1, output: 0)
        guard node.name == "\(place)", node.sources == [before] else { return false }
        switch node.content {
        case .layer(let choice):
          guard let entry = Self.entry(choice), case .called = entry.spelling.use else {
            return false
          }
          return entry.spelling.outputs.count == 1
        case .chain: return true
        case .shared: return false
        }
      }
  }

  // MARK: - As a class

  private func writeClass(_ wish: String, _ python: inout PythonScript) -> PythonCode {
    // Inner classes first: Python reads from top to bottom.
    let inner = chain.nodes.map { node -> PythonCode? in
      guard case .chain(let chain) = node.content else { return nil }
      return self.inner(chain, node.name).expression(named: "Part", &python).code
    }
    let name = python.fresh(wish)
    python.blank()
    python.line("class \(name)(nn.Module):")
    python.indented { python in
      python.line("def __init__(self):")
      python.indented { python in
        python.line("super().__init__()")
        for (place, node) in chain.nodes.enumerated() {
          guard let object = inner[place] ?? Self.made(node) else { continue }
          let reference = Self.reference(node.name)
          python.line("\(reference) = \(object)")
          guard case .layer = node.content else { continue }
          for (tensor, values) in fills(within: node.name) {
            python.line(InitialFill.python(values, Self.parameter(tensor, of: reference)))
          }
        }
      }
      python.blank()
      python.line("def forward(self, x):")
      python.indented { writeForward(&$0) }
    }
    python.blank()
    return name
  }

  private func writeForward(_ python: inout PythonScript) {
    var names = PythonNames(taken: PythonPrelude.names.union(["x", "self"]))
    var values: [PythonCode] = []
    for (place, node) in chain.nodes.enumerated() {
      let inputs = node.sources.map { source -> PythonCode in
        switch source {
        case .input: "x"
        case .node(let place, let output): "\(values[place])\(suffix(place, output))"
        }
      }
      let isLast = place == chain.nodes.count - 1
      let result = apply(node, inputs)
      let end = suffix(place, 0)
      if isLast {
        python.line("return \(result)\(end)")
      } else {
        let name = names.fresh(Int(node.name) == nil ? node.name : "x\(node.name)")
        python.line("\(name) = \(result)")
        values.append(name)
      }
    }
    if chain.nodes.isEmpty { python.line("return x") }
  }

  private func apply(_ node: LayerChain.Node, _ inputs: [PythonCode]) -> PythonCode {
    var owner = node
    if case .shared(let place) = node.content { owner = chain.nodes[place] }
    let object = Self.reference(owner.name)
    guard case .layer(let choice) = owner.content, let entry = Self.entry(choice) else {
      return "\(object)(\(inputs))"
    }
    return entry.python(object: object, inputs: inputs, Options(choice.options))
  }

  /// What stands behind a node's value for one of its outputs.
  private func suffix(_ place: Int, _ output: Int) -> PythonCode {
    var node = chain.nodes[place]
    if case .shared(let first) = node.content { node = chain.nodes[first] }
    guard case .layer(let choice) = node.content,
      let outputs = Self.entry(choice)?.spelling.outputs,
      outputs.indices.contains(output)
    else { return "" }
    return outputs[output]
  }

  // MARK: - Layers

  private static func entry(_ choice: CatalogueChoice) -> CatalogueEntry<any Module>? {
    try? LayerCatalogue.entries.named(choice.name)
  }

  private static func object(_ choice: CatalogueChoice) -> PythonCode {
    entry(choice)?.python(Options(choice.options)) ?? "None"
  }

  /// What makes a layer; `nil` for what is no object of its own.
  private static func made(_ node: LayerChain.Node) -> PythonCode? {
    guard case .layer(let choice) = node.content, let entry = entry(choice),
      entry.hasPythonObject
    else { return nil }
    return entry.python(Options(choice.options))
  }

  /// A layer within its class, under the name that its tensors have.
  private static func reference(_ name: String) -> PythonCode {
    // What nn.Module has under a name already can be kept among the modules alone.
    guard PythonNames.isIdentifier(name), !name.hasPrefix("_"), !taken.contains(name) else {
      return "self._modules[\(name)]"
    }
    let name = PythonCode(trusted: name)
    return "self.\(name)"
  }

  /// A parameter of a model by its name.
  static func parameter(_ name: String, of model: PythonCode) -> PythonCode {
    // A layer that is called as a method of nn.Module is found among the parameters alone.
    name.split(separator: ".").contains { taken.contains(String($0)) }
      ? "dict(\(model).named_parameters())[\(name)]" : "\(model).get_parameter(\(name))"
  }

  /// What every `nn.Module` has under a name already.
  private static let taken: Set<String> = [
    "T_destination", "add_module", "apply", "bfloat16", "buffers", "call_super_init", "children",
    "compile", "cpu", "cuda", "double", "dump_patches", "eval", "extra_repr", "float", "forward",
    "get_buffer", "get_extra_state", "get_parameter", "get_submodule", "half", "ipu",
    "load_state_dict", "modules", "mtia", "named_buffers", "named_children", "named_modules",
    "named_parameters", "parameters", "register_backward_hook", "register_buffer",
    "register_forward_hook", "register_forward_pre_hook", "register_full_backward_hook",
    "register_full_backward_pre_hook", "register_load_state_dict_post_hook",
    "register_load_state_dict_pre_hook", "register_module", "register_parameter",
    "register_state_dict_post_hook", "register_state_dict_pre_hook", "requires_grad_",
    "set_extra_state", "set_submodule", "share_memory", "state_dict", "to", "to_empty", "train",
    "training", "type", "xpu", "zero_grad",
  ]
}

extension PythonScript {
  /// A line that ends in a model's layers, broken where it is long.
  fileprivate mutating func line(_ start: PythonCode, _ made: PythonNetwork.Made) {
    switch made {
    case .call(let code): line("\(start)\(code)")
    case .sequential(let layers): line("\(start)nn.Sequential(", layers, ")")
    }
  }
}
