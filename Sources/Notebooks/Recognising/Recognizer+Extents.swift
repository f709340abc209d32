import Engine

/// How large the dimensions of a model's values are, as far as its layers alone tell.
extension Recognizer {
  /// The extents of a value, `nil` for each that depends on what goes in.
  ///
  /// They are [nil, nil, 1, 1] behind a layer that makes one number of each channel; `nil` where not even the
  /// number of dimensions is known.
  func extents(of signal: Signal) -> [Int?]? {
    guard let graph = graphs.last, graph.number == signal.graph else { return nil }
    return Self.extents(of: signal.source, in: graph.graph)
  }

  private static func extents(of source: ModelGraph.Source, in graph: ModelGraph) -> [Int?]? {
    guard case .node(let place, output: 0) = source, graph.nodes[place].sources.count == 1,
      case .layer(let choice) = graph.nodes[place].content,
      let entry = LayerCatalogue.entries.first(where: { $0.name == choice.name }),
      let layer = try? entry.make(Options(choice.options)), layer.allParameters.isEmpty
    else { return nil }
    let before = extents(of: graph.nodes[place].sources[0], in: graph)
    let given: [[Int?]] = before.map { [$0] } ?? (2...4).map { Array(repeating: nil, count: $0) }
    let found = given.compactMap { extents(behind: layer, $0) }
    return found.count == 1 ? found[0] : nil
  }

  /// What is the same whatever the extents are that are not known.
  private static func extents(behind layer: any Module, _ given: [Int?]) -> [Int?]? {
    func shape(_ unknown: Int) -> [Int]? {
      let shape = ActivationShape(given.map { $0 ?? unknown })
      return (try? layer.outputs(of: [shape]))?.first?.shape
    }
    guard let small = shape(8), let large = shape(12), small.count == large.count else {
      return nil
    }
    return zip(small, large).map { $0 == $1 ? $0 : nil }
  }

  /// `x.squeeze_(-1)`: the value itself loses a dimension; `nil` where somebody else may hold it too.
  func squeezeInPlace(_ signal: Signal, _ arguments: CallArguments) -> Meaning? {
    let value = Meaning.signal(signal)
    guard signal.source != .input, names.count({ $0 == value }) == 1,
      !objects.contains(where: { $0.values.contains(value) }),
      let result = method("squeeze", of: signal, arguments)
    else { return nil }
    if result != .broken { change(value, to: result) }
    return result
  }
}
