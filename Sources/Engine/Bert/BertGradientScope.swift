/// How far back a gradient has to go: what lies below the lowest parameter that trains needs none.
struct BertGradientScope: Equatable {
  /// Whether some parameter of the embeddings trains.
  var embeddings: Bool
  /// The lowest layer that a gradient has to pass; the number of layers if none.
  var firstLayer: Int
  /// Whether anything trains at all.
  var isEmpty: Bool

  init(_ parameters: BertParameters, pooling: Pooling) {
    func trains(_ parameters: [Parameter]) -> Bool { parameters.contains { $0.requiresGradient } }
    embeddings = trains(
      [
        parameters.embeddings.words, parameters.embeddings.positions,
        parameters.embeddings.tokenTypes,
      ] + parameters.embeddingsNorm.parameters)
    firstLayer =
      embeddings
      ? 0 : parameters.layers.firstIndex { trains($0.parameters) } ?? parameters.layers.count
    isEmpty =
      firstLayer == parameters.layers.count
      && !(pooling == .pooler && trains(parameters.pooler.parameters))
  }
}

extension Linear {
  var parameters: [Parameter] { [weight, bias] }
}

extension LayerNorm {
  var parameters: [Parameter] { [weight, bias] }
}

extension BertParameters.Layer {
  var parameters: [Parameter] {
    [query, key, value, attentionOutput, intermediate, output].flatMap { $0.parameters }
      + attentionNorm.parameters + outputNorm.parameters
  }
}
