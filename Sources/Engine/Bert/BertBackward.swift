/// The way back of one sequence through the layers that train.
///
/// What the forward pass kept is replaced, layer by layer, by the gradients that the weights'
/// gradients are made of afterwards, over the whole batch at once (``BertWeightGradients``):
/// query, key and value by their own (a first row's attention has a place beside them),
/// `intermediate` by its own before GELU, what each LayerNorm kept by the gradient of the linear
/// layer's output that it had added.
struct BertBackward {
  let forward: BertForward
  let scope: BertGradientScope

  /// The memory of one thread.
  final class Workspace {
    let gradient, dContext: Tensor  // [T, C]
    let dActivated: Tensor  // [T, F]
    let dropped, dScores: Tensor
    let dKey, dValue: Tensor  // [T, HS]
    let dMixed: Tensor  // [NH, C]
    private let packed: Attention.PackedHead

    init(_ configuration: BertConfiguration, maxTokens: Int) {
      let rows = [maxTokens, configuration.hiddenSize]
      (gradient, dContext) = (Tensor(shape: rows), Tensor(shape: rows))
      dActivated = Tensor(shape: [maxTokens, configuration.intermediateSize])
      let block = [Attention.blockSize(tokens: maxTokens, heads: configuration.heads)]
      (dropped, dScores) = (Tensor(shape: block), Tensor(shape: block))
      let head = [maxTokens, configuration.headSize]
      (dKey, dValue) = (Tensor(shape: head), Tensor(shape: head))
      dMixed = Tensor(shape: [configuration.heads, configuration.hiddenSize])
      packed = Attention.PackedHead(maxTokens: maxTokens, headSize: configuration.headSize)
    }

    var attention: Attention.Scratch {
      Attention.Scratch(
        dropped: dropped.start, dScores: dScores.start, dKey: dKey.start, dValue: dValue.start,
        packed: packed)
    }
  }

  /// Takes the gradient of a sequence's features [C] back as far as something trains.
  ///
  /// - Parameters:
  ///   - features: what the forward pass put out; replaced by the gradient of the pooler's linear
  ///     layer where there is one.
  ///   - norms: where the LayerNorms' gradients of this sequence go, all 0.
  func run(
    tokens: Int, dropout: BertDropout.Masks?, memory: BertSequenceMemory,
    features: UnsafeMutablePointer<Float>, dFeatures: UnsafePointer<Float>,
    norms: BertNormGradients.Sequence, workspace: Workspace
  ) {
    let width = forward.configuration.hiddenSize
    let gradient = workspace.gradient.start
    switch forward.pooling {
    case .pooler:
      // In the forward pass this was: y = tanh(z), whose slope is 1 - y².
      for j in 0..<width { features[j] = dFeatures[j] * (1 - features[j] * features[j]) }
      if scope.firstLayer == forward.configuration.layers { return }
      forward.parameters.pooler.inputGradient(dOutput: features, rows: 1, into: gradient)
    case .mean:
      kernels.meanBackward(
        dOutput: dFeatures, rows: tokens, columns: width, into: gradient)
    }
    for index in (scope.firstLayer..<forward.configuration.layers).reversed() {
      backward(
        forward.parameters.layers[index], tokens: tokens, dropout: dropout?.layer(index),
        memory: memory.layers[index], norms: norms.layers[index],
        needsInput: index > scope.firstLayer || scope.embeddings, workspace: workspace)
    }
    guard scope.embeddings, let kept = memory.embeddingsNorm else { return }
    dropout?.embeddings?.apply(to: gradient, into: gradient, rows: tokens, columns: width)
    forward.parameters.embeddingsNorm.backward(
      gradient, kept: kept, rows: tokens, columns: width,
      dWeight: norms.embeddings.dWeight, dBias: norms.embeddings.dBias)
    kept.normalized.update(from: gradient, count: tokens * width)
  }

  /// One layer: the gradient of its output in `workspace.gradient` becomes that of its input.
  ///
  /// In the forward pass this was, dropout left out:
  /// attended = LayerNorm(input + attentionOutput(attention(input))),
  /// output = LayerNorm(attended + output(GELU(intermediate(attended)))).
  private func backward(
    _ layer: BertParameters.Layer, tokens: Int, dropout: BertDropout.LayerMasks?,
    memory: BertLayerMemory, norms: BertNormGradients.Layer, needsInput: Bool,
    workspace: Workspace
  ) {
    guard let kept = memory.kept else { return }
    let configuration = forward.configuration
    let width = configuration.hiddenSize
    let rows = memory.rows
    let gradient = workspace.gradient.start

    layer.outputNorm.backward(
      gradient, kept: kept.outputNorm, rows: rows, columns: width,
      dWeight: norms.output.dWeight, dBias: norms.output.dBias)
    let dOutput = kept.outputNorm.normalized
    Self.drop(gradient, dropout?.output, into: dOutput, rows: rows, columns: width)
    layer.output.inputGradient(dOutput: dOutput, rows: rows, into: workspace.dActivated.start)
    kernels.geluBackward(
      memory.intermediate, dOutput: workspace.dActivated.start,
      count: rows * configuration.intermediateSize)
    layer.intermediate.inputGradient(
      dOutput: memory.intermediate, rows: rows, into: gradient, .add)

    layer.attentionNorm.backward(
      gradient, kept: kept.attentionNorm, rows: rows, columns: width,
      dWeight: norms.attention.dWeight, dBias: norms.attention.dBias)
    let dProjected = kept.attentionNorm.normalized
    Self.drop(gradient, dropout?.attentionOutput, into: dProjected, rows: rows, columns: width)
    // The residual's share is there for the rows that were computed; the others had none.
    (gradient + rows * width).update(repeating: 0, count: (tokens - rows) * width)
    switch memory.keys {
    case .all(let key, let value):
      layer.attentionOutput.inputGradient(
        dOutput: dProjected, rows: rows, into: workspace.dContext.start)
      Attention.backward(
        dContext: workspace.dContext.start, query: memory.query, key: key, value: value,
        probabilities: kept.probabilities, queries: rows, tokens: tokens,
        heads: configuration.heads, headSize: configuration.headSize,
        dropout: dropout?.attention, scratch: workspace.attention)
      guard needsInput else { return }
      layer.query.inputGradient(dOutput: memory.query, rows: rows, into: gradient, .add)
      layer.key.inputGradient(dOutput: key, rows: tokens, into: gradient, .add)
      layer.value.inputGradient(dOutput: value, rows: tokens, into: gradient, .add)
    case .firstRow(let first):
      guard let dQuery = kept.dFirstQuery, let dContext = kept.dFirstContext else { return }
      layer.attentionOutput.inputGradient(dOutput: dProjected, rows: 1, into: dContext)
      layer.firstRowAttention(heads: configuration.heads).backward(
        dContext: dContext, input: memory.input, tokens: tokens, dropout: dropout?.attention,
        memory: first, scratch: workspace.attention, dMixed: workspace.dMixed.start,
        dQuery: dQuery, dInput: gradient)
      layer.query.inputGradient(dOutput: dQuery, rows: 1, into: gradient, .add)
    }
  }

  private static func drop(
    _ values: UnsafePointer<Float>, _ dropout: Dropout?, into out: UnsafeMutablePointer<Float>,
    rows: Int, columns: Int
  ) {
    if let dropout {
      dropout.apply(to: values, into: out, rows: rows, columns: columns)
    } else {
      out.update(from: values, count: rows * columns)
    }
  }
}
