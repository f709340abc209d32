/// One sequence through the encoder: embeddings, L layers, and the pooling of the last.
///
/// A sequence is computed on its own, at its own length, by one thread: its numbers depend on its
/// tokens alone, and on nothing of where they are kept.
struct BertForward {
  let configuration: BertConfiguration
  let parameters: BertParameters
  let pooling: Pooling

  /// Whether a layer computes the [CLS] row alone: nothing else of the last one is read by the
  /// pooler.
  func isFirstRowOnly(layer: Int) -> Bool {
    pooling == .pooler && layer == configuration.layers - 1
  }

  /// Where a forward pass keeps everything if nothing is to be kept.
  func memory(tokens: Int, in workspace: BertWorkspace) -> BertSequenceMemory {
    BertSequenceMemory(
      embedded: workspace.hidden.start,
      layers: (0..<configuration.layers).map {
        workspace.layer(tokens: tokens, isFirstRowOnly: isFirstRowOnly(layer: $0))
      })
  }

  /// Computes the features [C] of one sequence.
  ///
  /// - Parameters:
  ///   - ids: token ids, [CLS] first; at most as many as workspace and memory were made for.
  ///   - dropout: this sequence's masks, `nil` in evaluation mode.
  func features(
    of ids: [Int32], dropout: BertDropout.Masks?, memory: BertSequenceMemory,
    workspace: BertWorkspace, into output: UnsafeMutablePointer<Float>
  ) {
    let tokens = ids.count
    let width = configuration.hiddenSize
    parameters.embeddings.forward(ids, into: memory.embedded)
    parameters.embeddingsNorm.forward(
      memory.embedded, rows: tokens, columns: width, keeping: memory.embeddingsNorm)
    dropout?.embeddings?.apply(
      to: memory.embedded, into: memory.embedded, rows: tokens, columns: width)
    for (index, layer) in memory.layers.enumerated() {
      forward(
        parameters.layers[index], tokens: tokens, dropout: dropout?.layer(index), memory: layer,
        workspace: workspace)
    }
    pool(memory.final, tokens: tokens, into: output)
  }

  /// One layer: attention and feed-forward, each with its residual and LayerNorm.
  private func forward(
    _ layer: BertParameters.Layer, tokens: Int, dropout: BertDropout.LayerMasks?,
    memory: BertLayerMemory, workspace: BertWorkspace
  ) {
    let width = configuration.hiddenSize
    let rows = memory.rows
    let projected = workspace.projected.start
    layer.query.forward(of: memory.input, rows: rows, into: memory.query)
    switch memory.keys {
    case .all(let key, let value):
      layer.key.forward(of: memory.input, rows: tokens, into: key)
      layer.value.forward(of: memory.input, rows: tokens, into: value)
      Attention.forward(
        query: memory.query, key: key, value: value, into: memory.context, queries: rows,
        tokens: tokens, heads: configuration.heads, headSize: configuration.headSize,
        dropout: dropout?.attention, block: workspace.block.start, packed: workspace.packed,
        keeping: memory.kept?.probabilities)
    case .firstRow(let first):
      layer.firstRowAttention(heads: configuration.heads).forward(
        query: memory.query, input: memory.input, tokens: tokens, dropout: dropout?.attention,
        memory: first, dropped: workspace.block.start, into: memory.context)
    }
    layer.attentionOutput.product(of: memory.context, rows: rows, into: projected)
    layer.attentionNorm.forward(
      adding: projected, bias: layer.attentionOutput.bias, dropout: dropout?.attentionOutput,
      to: memory.input, into: memory.attended, rows: rows, columns: width,
      keeping: memory.kept?.attentionNorm)
    layer.intermediate.product(of: memory.attended, rows: rows, into: memory.intermediate)
    kernels.gelu(
      addingBias: layer.intermediate.bias.value.start, to: memory.intermediate,
      into: memory.activated, rows: rows, columns: configuration.intermediateSize)
    layer.output.product(of: memory.activated, rows: rows, into: projected)
    layer.outputNorm.forward(
      adding: projected, bias: layer.output.bias, dropout: dropout?.output,
      to: memory.attended, into: memory.output, rows: rows, columns: width,
      keeping: memory.kept?.outputNorm)
  }

  private func pool(
    _ final: UnsafePointer<Float>, tokens: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let width = configuration.hiddenSize
    switch pooling {
    case .pooler:
      parameters.pooler.forward(of: final, rows: 1, into: output)
      for j in 0..<width { output[j] = Float(Elementary.tanh(Double(output[j]))) }
    case .mean: kernels.mean(final, rows: tokens, columns: width, into: output)
    }
  }
}
