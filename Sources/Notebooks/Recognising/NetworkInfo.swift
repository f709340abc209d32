/// A model of layers.
struct NetworkInfo: Equatable {
  var name = ""
  var graph: ModelGraph
  /// Whether it gives [rows].
  var isFlat: Bool
  /// What `forward` gives, where that is more than one value.
  var outputs: [OutputForm] = []
  /// How often it has been trained.
  var state = 0
  /// The place of its `model`.
  var action = 0
  /// The shape that rows are given before they go in; `nil` as long as none did.
  var rowShape: [Int]??
}

extension ModelGraph {
  /// Whether its first layer takes what a backbone gives.
  var isOfBackbone: Bool {
    nodes.contains { node in
      switch node.content {
      case .layer(let choice): choice.texts.values.contains { $0.hasSuffix(".hidden_size") }
      case .chain(let inner): inner.isOfBackbone
      case .shared: false
      }
    }
  }
}
