import Synchronization

/// Modules that feed one another: a chain, or a graph with branches, sums and shared layers.
public final class Network: Module {
  /// Where an input comes from.
  public enum Source: Sendable, Equatable {
    /// One of the network's own inputs.
    case input(Int)
    /// An output of an earlier node.
    case node(Int, output: Int)
  }

  /// A module in its place.
  public struct Node {
    /// As PyTorch names its tensors.
    public let name: String
    /// A module that stands in an earlier node too is shared: its tensors are there once.
    public let module: any Module
    /// One an input of the module, in its order.
    public let sources: [Source]

    public init(_ name: String, _ module: any Module, of sources: [Source]) {
      (self.name, self.module, self.sources) = (name, module, sources)
    }
  }

  private static let mostValues = 0x1p48

  private let nodes: [Node]
  /// How many inputs it has.
  private let inputCount: Int
  /// For each node how many outputs it has, known once it has run.
  private let results: [Source]
  /// Inputs that were found to fit: a training's batches have one shape or two, and texts that go through
  /// a head at once bring it from several threads.
  private let fitting = Mutex(Set<[ActivationShape]>())
  /// The nodes' modules under the nodes' names, a shared one under its first.
  public let children: [(name: String, module: any Module)]

  /// - Parameters:
  ///   - nodes: each after those that it takes its inputs from.
  ///   - results: what comes out; the last node's first output where nothing is said.
  public init(_ nodes: [Node], inputs: Int = 1, results: [Source]? = nil) {
    self.nodes = nodes
    inputCount = inputs
    self.results = results ?? [nodes.isEmpty ? .input(0) : .node(nodes.count - 1, output: 0)]
    var seen = Set<ObjectIdentifier>()
    children = nodes.filter { seen.insert(ObjectIdentifier($0.module)).inserted }
      .map { ($0.name, $0.module) }
  }

  /// Modules one after the other, as `nn.Sequential` with these names: each takes the first output of
  /// the one before.
  public convenience init(chain: [(name: String, module: any Module)]) {
    self.init(
      chain.enumerated().map { place, link in
        Node(
          link.name, link.module, of: [place == 0 ? .input(0) : .node(place - 1, output: 0)])
      })
  }

  public var chain: [any Module] { isChain ? nodes.map { $0.module } : [self] }

  public var takesRowsAlone: Bool { isChain && nodes.allSatisfy { $0.module.takesRowsAlone } }

  /// Whether each node takes the first output of the one before, and nothing else.
  private var isChain: Bool {
    inputCount == 1 && results == [.node(nodes.count - 1, output: 0)]
      && nodes.indices.allSatisfy { place in
        nodes[place].sources == [place == 0 ? .input(0) : .node(place - 1, output: 0)]
      }
  }

  // MARK: - Before anything is computed

  public func outputs(
    of inputs: [ActivationShape]
  ) throws(ShapeProblem) -> [ActivationShape] {
    let shapes = try shapes(of: inputs)
    return results.map { pick($0, inputs, shapes) }
  }

  public func operations(of inputs: [ActivationShape]) -> Double {
    guard let shapes = try? shapes(of: inputs) else { return 0 }
    return nodes.reduce(0) { sum, node in
      sum + node.module.operations(of: node.sources.map { pick($0, inputs, shapes) })
    }
  }

  /// For each node the shapes of its outputs.
  public func shapes(
    of inputs: [ActivationShape]
  ) throws(ShapeProblem) -> [[ActivationShape]] {
    guard inputs.count == inputCount else {
      throw ShapeProblem(
        expected: inputCount == 1 ? "one input" : "\(inputCount) inputs", found: inputs)
    }
    var shapes: [[ActivationShape]] = []
    for node in nodes {
      do throws(ShapeProblem) {
        for case .node(let index, let output) in node.sources where output >= shapes[index].count {
          throw ShapeProblem(
            expected: "an output \(output) of `\(nodes[index].name)`, which has "
              + "\(shapes[index].count), counted from 0", found: shapes[index])
        }
        let inputs = node.sources.map { pick($0, inputs, shapes) }
        let outputs = try node.module.outputs(of: inputs)
        // What comes after it may multiply extents.
        guard outputs.allSatisfy({ $0.values < Self.mostValues }) else {
          throw ShapeProblem(expected: "fewer than 2^48 values to come out", found: inputs)
        }
        shapes.append(outputs)
      } catch {
        var problem = error
        problem.place.insert(node.name, at: 0)
        throw problem
      }
    }
    return shapes
  }

  private func pick<Value>(_ source: Source, _ inputs: [Value], _ outputs: [[Value]]) -> Value {
    switch source {
    case .input(let index): inputs[index]
    case .node(let index, let output): outputs[index][output]
    }
  }

  // MARK: - There and back

  /// - Throws: `invalidInput` for inputs that do not fit, before anything reads them.
  public func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    // Layers look at memory by the shapes that they expect.
    let shapes = inputs.map(ActivationShape.init(of:))
    if !fitting.withLock({ $0.contains(shapes) }) {
      _ = try outputs(of: shapes, named: "network")
      fitting.withLock { _ = $0.insert(shapes) }
    }
    var steps: [ModuleStep] = []
    var outputs: [[Activation]] = []
    steps.reserveCapacity(nodes.count)
    for node in nodes {
      let step = try node.module.forward(
        node.sources.map { pick($0, inputs, outputs) }, pass)
      outputs.append(step.outputs)
      if pass.goesBack { steps.append(step) }
    }
    return ModuleStep(results.map { pick($0, inputs, outputs) }) { [self] dOutputs, wanted in
      backward(dOutputs, wanted, steps)
    }
  }

  /// Every node's gradients in the opposite order, so that all that depends on an output has left
  /// its share before the output's node is reached.
  ///
  /// Shares are added in that order.
  private func backward(
    _ dOutputs: [Tensor?], _ wanted: [Bool], _ steps: [ModuleStep]
  ) -> [Tensor?] {
    let needs = gradientNeeds(wanted)
    var dInputs = [Tensor?](repeating: nil, count: inputCount)
    var dNodes = steps.map { [Tensor?](repeating: nil, count: $0.outputs.count) }
    func add(_ gradient: Tensor?, to source: Source) {
      guard let gradient else { return }
      switch source {
      case .input(let index): dInputs[index] = Self.sum(dInputs[index], gradient)
      case .node(let index, let output):
        dNodes[index][output] = Self.sum(dNodes[index][output], gradient)
      }
    }
    for (dOutput, source) in zip(dOutputs, results) { add(dOutput, to: source) }
    for place in nodes.indices.reversed() where dNodes[place].contains(where: { $0 != nil }) {
      let node = nodes[place]
      let wanted = node.sources.map { source in
        switch source {
        case .input(let index): wanted[index]
        case .node(let index, _): needs[index]
        }
      }
      guard needs[place] else { continue }
      let gradients = steps[place].backward(dNodes[place], wanted)
      dNodes[place] = []
      for (gradient, source) in zip(gradients, node.sources) { add(gradient, to: source) }
    }
    return zip(dInputs, wanted).map { $1 ? $0 : nil }
  }

  /// For each node whether anything at or before it needs a gradient.
  private func gradientNeeds(_ wanted: [Bool]) -> [Bool] {
    var needs: [Bool] = []
    for node in nodes {
      needs.append(
        node.module.needsGradient
          || node.sources.contains { source in
            switch source {
            case .input(let index): wanted[index]
            case .node(let index, _): needs[index]
            }
          })
    }
    return needs
  }

  /// Gradients belong to whoever made them, and may be another's too: a sum has memory of its own.
  private static func sum(_ first: Tensor?, _ second: Tensor) -> Tensor {
    guard let first else { return second }
    let sum = first.copy()
    kernels.add(second.start, to: sum.start, count: sum.count)
    return sum
  }
}

extension Module {
  /// Whether any of its parameters asks for a gradient.
  var needsGradient: Bool {
    parameters.contains { $0.requiresGradient }
      || children.contains { $0.module.needsGradient }
  }
}
