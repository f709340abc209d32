import Engine

/// Changes of a model's list of layers, in lists within it, too.
enum LayerEdits {
  /// The kinds of all layers, in order.
  static func kinds(in layers: YAMLValue) -> [String] {
    var kinds: [String] = []
    _ = map(layers) { layer, kind in
      kinds.append(kind)
      return [layer]
    }
    return kinds
  }

  /// The layers with each one replaced by what a closure makes of it.
  static func map(
    _ layers: YAMLValue, _ change: (_ layer: YAMLValue, _ kind: String) -> [YAMLValue]
  ) -> YAMLValue {
    guard case .list(let elements, let range) = layers else { return layers }
    return .list(elements.flatMap { map(element: $0, change) }, range)
  }

  private static func map(
    element: YAMLValue, _ change: (_ layer: YAMLValue, _ kind: String) -> [YAMLValue]
  ) -> [YAMLValue] {
    switch element {
    case .scalar(let name, _): return change(element, name.value)
    case .mapping(let members, let range):
      guard let first = members.first else { return [element] }
      // As `LayerReader` tells a name of the lesson's from a layer's.
      var isNamed = members.count == 1
      switch first.value {
      case .mapping: break
      case .list, .scalar: isNamed = isNamed && !LayerNames.all.contains(first.key.value)
      }
      guard isNamed else { return change(element, first.key.value) }
      if case .list = first.value {
        return [.mapping([(key: first.key, value: map(first.value, change))], range)]
      }
      let inner = map(element: first.value, change)
      return inner.enumerated().map { place, layer in
        // What is added behind a named layer has its place as its name.
        place == 0 && !inner.isEmpty ? .mapping([(key: first.key, value: layer)], range) : layer
      }
    case .list: return [element]
    }
  }
}

/// The names of all layers, asked for once.
private enum LayerNames {
  static let all = Set(LayerCatalogue.entries.map(\.name))
}
