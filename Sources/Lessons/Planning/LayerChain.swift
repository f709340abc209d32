import Engine

/// Layers in order as a lesson lists them, before anything is computed.
///
/// Each takes the first output of the one before unless it says otherwise.
struct LayerChain: Sendable, Equatable {
  struct Node: Sendable, Equatable {
    enum Content: Sendable, Equatable {
      case layer(CatalogueChoice)
      case chain(LayerChain)
      /// The same object as an earlier node's.
      case shared(Int)
    }

    /// As PyTorch names its tensors: what the lesson says, or its place.
    var name: String
    var content: Content
    var sources: [Network.Source]
    var range: SourceRange
  }

  var nodes: [Node] = []

  /// The objects, without memory.
  func build() throws(EngineError) -> BuiltChain {
    var built: [BuiltChain.Node] = []
    for node in nodes {
      switch node.content {
      case .layer(let choice):
        built.append(.init(node: node, module: try choice.make(LayerCatalogue.entries)))
      case .chain(let chain):
        let inner = try chain.build()
        built.append(.init(node: node, module: inner.network, inner: inner))
      case .shared(let place):
        built.append(.init(node: node, module: built[place].module, inner: built[place].inner))
      }
    }
    return BuiltChain(nodes: built)
  }

  /// The node behind a place that a ``ShapeProblem`` names.
  func node(at place: [String]) -> Node? {
    guard let node = nodes.first(where: { $0.name == place.first }) else { return nil }
    if case .chain(let inner) = node.content, let found = inner.node(at: Array(place.dropFirst())) {
      return found
    }
    return node
  }
}

/// A chain's objects, each beside what the lesson says of it.
struct BuiltChain {
  struct Node {
    var node: LayerChain.Node
    var module: any Module
    var inner: BuiltChain?
  }

  /// A layer of a model in its place, for a summary.
  struct Row {
    /// Such as `layers.0`.
    var name: String
    var layer: String
    var module: any Module
    /// Of the first output; `nil` where no input is known.
    var output: ActivationShape?
    /// Whether an earlier row is the same object.
    var isShared: Bool
  }

  let nodes: [Node]
  let network: Network

  init(nodes: [Node]) {
    self.nodes = nodes
    network = Network(nodes.map { .init($0.node.name, $0.module, of: $0.node.sources) })
  }

  /// Every layer, those within others in their place.
  ///
  /// - Parameter input: what goes in; `nil` where that is not known.
  func rows(input: ActivationShape?) throws(ShapeProblem) -> [Row] {
    let shapes = try input.map { (input) throws(ShapeProblem) in
      try network.shapes(of: [input])
    }
    var rows: [Row] = []
    for (place, node) in nodes.enumerated() {
      if let inner = node.inner {
        let first = input.flatMap { input -> ActivationShape? in
          switch node.node.sources.first {
          case .node(let index, let output): shapes?[index][output]
          default: input
          }
        }
        rows += try inner.rows(input: first).map { row in
          var row = row
          row.name = "\(node.node.name).\(row.name)"
          if case .shared = node.node.content { row.isShared = true }
          return row
        }
        continue
      }
      rows.append(
        Row(
          name: node.node.name, layer: layer(node), module: node.module,
          output: shapes?[place].first, isShared: isShared(node)))
    }
    return rows
  }

  private func isShared(_ node: Node) -> Bool {
    if case .shared = node.node.content { true } else { false }
  }

  private func layer(_ node: Node) -> String {
    switch node.node.content {
    case .layer(let choice): choice.name
    case .chain: ""
    case .shared(let place): layer(nodes[place])
    }
  }
}
