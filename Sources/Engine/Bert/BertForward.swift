/// One sequence through the encoder and the pooler: embeddings, L layers, tanh of the [CLS] row.
///
/// A sequence is computed on its own, at its own length, by one thread: its numbers depend on its
/// tokens alone. In the last layer only the [CLS] row is computed past keys and values, since nothing
/// reads the others.
struct BertForward {
  let configuration: BertConfiguration
  let parameters: BertParameters

  /// The memory of one thread, made once for the longest sequence it will see.
  final class Workspace {
    let hidden, query, key, value, context, projected: Tensor  // [T, C]
    let intermediate: Tensor  // [T, F]
    let scores: Tensor

    init(_ configuration: BertConfiguration, maxTokens: Int) {
      let rows = Tensor.init(shape:)
      let shape = [maxTokens, configuration.hiddenSize]
      (hidden, query, key) = (rows(shape), rows(shape), rows(shape))
      (value, context, projected) = (rows(shape), rows(shape), rows(shape))
      intermediate = Tensor(shape: [maxTokens, configuration.intermediateSize])
      scores = Tensor(shape: [Attention.scoresSize(tokens: maxTokens)])
    }
  }

  /// Computes the pooler output [C] of one sequence.
  ///
  /// - Parameters:
  ///   - ids: token ids, [CLS] first; at most as many as the workspace was made for.
  ///   - dropout: this sequence's masks and the probabilities they were drawn with, `nil` in
  ///     evaluation mode.
  func pooledOutput(
    of ids: [Int32], dropout: (masks: BertDropout.Sequence, of: BertDropout)?,
    workspace: Workspace, into output: UnsafeMutablePointer<Float>
  ) {
    guard let hidden = workspace.hidden.values.baseAddress,
      let query = workspace.query.values.baseAddress,
      let key = workspace.key.values.baseAddress,
      let value = workspace.value.values.baseAddress,
      let context = workspace.context.values.baseAddress,
      let projected = workspace.projected.values.baseAddress,
      let intermediate = workspace.intermediate.values.baseAddress,
      let scores = workspace.scores.values.baseAddress
    else { return }
    let tokens = ids.count
    let width = configuration.hiddenSize

    embed(ids, dropout: dropout.map { $0.of.hidden($0.masks.embeddings) } ?? nil, into: hidden)
    for (index, layer) in parameters.layers.enumerated() {
      let rows = index == parameters.layers.count - 1 ? 1 : tokens
      let masks = dropout?.masks.layers[index]
      layer.query.forward(of: hidden, rows: rows, into: query)
      layer.key.forward(of: hidden, rows: tokens, into: key)
      layer.value.forward(of: hidden, rows: tokens, into: value)
      Attention.forward(
        query: query, key: key, value: value, into: context, queries: rows, tokens: tokens,
        heads: configuration.heads, headSize: width / configuration.heads,
        dropout: masks.flatMap { dropout?.of.attention($0.attention) }, scores: scores)
      layer.attentionOutput.product(of: context, rows: rows, into: projected)
      layer.attentionNorm.forward(
        adding: projected, bias: layer.attentionOutput.bias,
        dropout: masks.flatMap { dropout?.of.hidden($0.attentionOutput) },
        to: hidden, into: hidden, rows: rows, columns: width)
      layer.intermediate.product(of: hidden, rows: rows, into: intermediate)
      if let bias = layer.intermediate.bias.value.values.baseAddress {
        GELU.addBiasAndApply(
          intermediate, bias: bias, rows: rows, columns: configuration.intermediateSize)
      }
      layer.output.product(of: intermediate, rows: rows, into: projected)
      layer.outputNorm.forward(
        adding: projected, bias: layer.output.bias,
        dropout: masks.flatMap { dropout?.of.hidden($0.output) },
        to: hidden, into: hidden, rows: rows, columns: width)
    }
    parameters.pooler.forward(of: hidden, rows: 1, into: output)
    for j in 0..<width { output[j] = Float(Elementary.tanh(Double(output[j]))) }
  }

  /// hidden [T, C] = dropout(LayerNorm(word + token type 0 + position)).
  private func embed(
    _ ids: [Int32], dropout: Dropout?, into hidden: UnsafeMutablePointer<Float>
  ) {
    guard let words = parameters.wordEmbeddings.value.values.baseAddress,
      let positions = parameters.positionEmbeddings.value.values.baseAddress,
      let tokenType = parameters.tokenTypeEmbeddings.value.values.baseAddress
    else { return }
    let width = configuration.hiddenSize
    for (t, id) in ids.enumerated() {
      let row = hidden + t * width
      let word = words + Int(id) * width
      let position = positions + t * width
      var j = 0
      while j < width {
        row[vector: j] = (word[vector: j] + tokenType[vector: j]) + position[vector: j]
        j += 8
      }
    }
    parameters.embeddingsNorm.forward(hidden, rows: ids.count, columns: width)
    guard let dropout else { return }
    for t in ids.indices {
      let row = hidden + t * width
      dropout.mask.withRow(t) { bits in
        for vector in 0..<(width / 8) {
          row[vector: 8 * vector] = dropout.apply(
            to: row[vector: 8 * vector], bits, vector: vector)
        }
      }
    }
  }
}

extension BertDropout {
  /// Dropout of hidden states with these decisions, `nil` where the configuration has none.
  func hidden(_ mask: DropoutMask) -> Dropout? {
    hiddenProbability > 0 ? Dropout(mask: mask, probability: hiddenProbability) : nil
  }

  /// Dropout of attention probabilities with these decisions, `nil` where there is none.
  func attention(_ mask: DropoutMask) -> Dropout? {
    attentionProbability > 0 ? Dropout(mask: mask, probability: attentionProbability) : nil
  }
}
