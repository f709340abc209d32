import Engine

/// Reads the layers of a model.
///
///     - relu                                          # a layer of the catalogue
///     - linear: [10, 5]                               # with values by their place
///     - fc1: {linear: [10, 5], bias: false}           # under a name of its own
///     - block: [{linear: [5, 5]}, relu]               # layers within one
///     - a: {relu, of: stem}                           # of another's output
///     - sum: {add: [a, stem]}                         # of two
///     - again: {shared: fc1}                          # the same weights once more
struct LayerReader {
  /// What an input may be called where no layer is meant.
  static let input = "input"
  static let shared = "shared"
  private static let sources = "of"

  let scope: PlanScope
  private var chain = LayerChain()
  /// The place of each layer.
  private var places: [String: Int] = [:]
  private var isSound = true

  /// The layers of a list; `nil` where something has been reported.
  static func chain(_ items: [YAMLValue], _ scope: PlanScope) -> LayerChain? {
    var reader = LayerReader(scope: scope)
    for item in items {
      do throws(ArgumentProblem) {
        try reader.read(item)
      } catch {
        let problem = error.message.isEmpty ? Self.noLayer : error
        scope.report(problem, at: error.range ?? item.range)
        reader.isSound = false
        // What comes after it may name it.
        reader.addPlaceholder(item)
      }
    }
    return reader.isSound ? reader.chain : nil
  }

  private static let noLayer = ArgumentProblem(
    code: "wrong-type", message: "a layer is a name, or a name with options")

  private init(scope: PlanScope) { self.scope = scope }

  private var catalogue: CatalogueReader<any Module> {
    CatalogueReader(what: "layer", entries: LayerCatalogue.entries, scope: scope)
  }

  private let layers = Set(LayerCatalogue.entries.map(\.name))

  private func isLayer(_ name: String) -> Bool { layers.contains(name) }

  private mutating func read(_ item: YAMLValue) throws(ArgumentProblem) {
    guard case .mapping(let members, let range) = item, let first = members.first else {
      guard case .scalar = item else { throw Self.noLayer }
      return try add(layer: item, name: nil, range: item.range)
    }
    if isNamed(first, members.count) {
      try check(name: first.key)
      if case .list(let items, _) = first.value {
        guard let inner = Self.chain(items, scope) else {
          isSound = false
          return add(
            .init(name: first.key.value, content: .chain(.init()), sources: [], range: range))
        }
        return add(
          .init(name: first.key.value, content: .chain(inner), sources: [previous], range: range))
      }
      return try add(layer: first.value, name: first.key.value, range: first.value.range)
    }
    try add(layer: item, name: nil, range: range)
  }

  /// Whether a mapping's first key is a name of the lesson's, and not that of a layer.
  private func isNamed(
    _ first: (key: Located<String>, value: YAMLValue), _ count: Int
  ) -> Bool {
    guard count == 1, first.key.value != Self.shared else { return false }
    switch first.value {
    case .mapping: return true
    // A list with numbers in it is a layer's, whose name may be mistyped.
    case .list(let items, _):
      return !isLayer(first.key.value) && !items.contains(where: Self.isNumber)
    case .scalar(let text, _): return !isLayer(first.key.value) || isLayer(text.value)
    }
  }

  private static func isNumber(_ value: YAMLValue) -> Bool {
    guard case .scalar(let text, _) = value else { return false }
    return Double(text.value) != nil
  }

  private func check(name: Located<String>) throws(ArgumentProblem) {
    let characters = name.value
    let isName = characters.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard isName, !characters.isEmpty else {
      throw ArgumentProblem(
        code: "wrong-type", message: "a layer's name is made of letters, digits and _",
        range: name.range)
    }
    // PyTorch sets it to true or false, and would refuse to put that in a layer's place.
    guard name.value != "training" else {
      throw ArgumentProblem(
        code: "duplicate-name",
        message: "a module of PyTorch has a flag `training`: call the layer otherwise",
        range: name.range)
    }
    if name.value == Self.input || places[name.value] != nil {
      throw ArgumentProblem(
        code: "duplicate-name", message: "there is a layer `\(name.value)` already",
        notes: name.value == Self.input ? ["`input` is what goes into the model"] : [],
        range: name.range)
    }
  }

  // MARK: - One layer

  private mutating func add(
    layer value: YAMLValue, name: String?, range: SourceRange
  ) throws(ArgumentProblem) {
    guard case .mapping(let members, _) = value, let first = members.first else {
      let choice = try catalogue.choice(value)
      return add(node(name, .layer(choice), [previous], range))
    }
    var sources: [Network.Source]?
    var options: [(key: Located<String>, value: YAMLValue)] = []
    for member in members.dropFirst() {
      if member.key.value == Self.sources {
        sources = try self.sources(member.value)
      } else {
        options.append(member)
      }
    }
    if first.key.value == Self.shared {
      return try addShared(first.value, name, sources, options, range)
    }
    var values: YAMLValue? = first.value
    let entry = try catalogue.entry(first.key)
    // What has no values of its own takes the names of its inputs there.
    if entry.positional.isEmpty, case .list = first.value {
      sources = try self.sources(first.value)
      values = nil
    }
    let choice = try catalogue.choice(first.key, values, named: options)
    add(node(name, .layer(choice), sources ?? [previous], range))
  }

  private mutating func addShared(
    _ value: YAMLValue, _ name: String?, _ sources: [Network.Source]?,
    _ options: [(key: Located<String>, value: YAMLValue)], _ range: SourceRange
  ) throws(ArgumentProblem) {
    if let option = options.first {
      throw ArgumentProblem(
        code: "unknown-argument",
        message: "a shared layer has no `\(option.key.value)`: it is the same layer once more",
        range: option.key.range)
    }
    guard case .node(let place, output: 0) = try source(value) else {
      throw ArgumentProblem(
        code: "wrong-type", message: "`shared` takes the name of a layer", range: value.range)
    }
    var origin = place
    if case .shared(let first) = chain.nodes[place].content { origin = first }
    add(node(name, .shared(origin), sources ?? [previous], range))
  }

  private func node(
    _ name: String?, _ content: LayerChain.Node.Content, _ sources: [Network.Source],
    _ range: SourceRange
  ) -> LayerChain.Node {
    .init(
      name: name ?? "\(chain.nodes.count)", content: content, sources: sources, range: range)
  }

  private mutating func add(_ node: LayerChain.Node) {
    if places[node.name] == nil { places[node.name] = chain.nodes.count }
    chain.nodes.append(node)
  }

  /// Stands for a layer that is wrong, so that its name is known.
  private mutating func addPlaceholder(_ item: YAMLValue) {
    var name = "\(chain.nodes.count)"
    if case .mapping(let members, _) = item, let first = members.first,
      isNamed(first, members.count)
    {
      name = first.key.value
    }
    add(.init(name: name, content: .chain(LayerChain()), sources: [], range: item.range))
  }

  // MARK: - What goes in

  private var previous: Network.Source {
    chain.nodes.isEmpty ? .input(0) : .node(chain.nodes.count - 1, output: 0)
  }

  private func sources(_ value: YAMLValue) throws(ArgumentProblem) -> [Network.Source] {
    guard case .list(let elements, _) = value else { return [try source(value)] }
    var sources: [Network.Source] = []
    for element in elements { sources.append(try source(element)) }
    guard !sources.isEmpty else {
      throw ArgumentProblem(
        code: "wrong-type", message: "a layer takes at least one input", range: value.range)
    }
    return sources
  }

  /// `NAME`, or `NAME.1` for another output than the first.
  private func source(_ value: YAMLValue) throws(ArgumentProblem) -> Network.Source {
    let text = try scope.scalar(value).text
    if text == Self.input { return .input(0) }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let place = places[parts[0]] else {
      throw ArgumentProblem.unknown(
        code: "unknown-name", "there is no layer `\(parts[0])` before this one", name: parts[0],
        candidates: chain.nodes.map(\.name).filter { Int($0) == nil } + [Self.input]
      ).at(value.range)
    }
    guard parts.count > 1 else { return .node(place, output: 0) }
    guard parts.count == 2, let output = Int(parts[1]), (0..<16).contains(output) else {
      throw ArgumentProblem(
        code: "unknown-name", message: "outputs are counted from 0: `\(parts[0]).1` is the second",
        range: value.range)
    }
    return .node(place, output: output)
  }
}
