/// What the forward passes of a batch leave for its backward pass, all sequences one after the
/// other, so that a weight's gradient is one product over the whole batch.
///
/// N tokens of B sequences; R rows of a layer that are computed past keys and values: N, or B in
/// the last layer if only the [CLS] rows are read. Attention probabilities are not here: they are
/// needed between a sequence's own forward and backward pass only, so a thread has memory for one
/// sequence's (``Probabilities``).
final class BertActivations {
  /// Of one layer.
  struct Layer {
    let input, key, value: Tensor  // [N, C]
    let query, context, attended: Tensor  // [R, C]
    let intermediate, activated: Tensor  // [R, F]
    let attentionNorm, outputNorm: Norm  // [R, C]
    /// R = B: a sequence has one row here.
    let isFirstRowOnly: Bool
  }

  /// What a LayerNorm keeps of all rows.
  struct Norm {
    let normalized: Tensor  // [rows, C]
    let inverse: Tensor  // [rows]

    init(rows: Int, columns: Int) {
      normalized = Tensor(shape: [rows, columns])
      inverse = Tensor(shape: [rows])
    }

    func at(_ row: Int) -> LayerNorm.Kept {
      LayerNorm.Kept(
        normalized: normalized.start + row * normalized.shape[1], inverse: inverse.start + row)
    }
  }

  let scope: BertGradientScope
  /// From ``BertGradientScope/firstLayer`` on.
  let layers: [Layer]
  let final: Tensor  // [R, C]
  let isFinalFirstRowOnly: Bool
  let embeddings: Norm?
  let features: Tensor  // [B, C]
  let dFeatures: Tensor  // [B, C]
  private let forward: BertForward
  private let maxTokens: Int

  /// Memory for batches of up to `maxTokens` tokens in up to `maxSequences` sequences.
  init(_ forward: BertForward, scope: BertGradientScope, maxTokens: Int, maxSequences: Int) {
    let configuration = forward.configuration
    let width = configuration.hiddenSize
    self.forward = forward
    self.scope = scope
    self.maxTokens = maxTokens
    func isFirstRowOnly(_ layer: Int) -> Bool { forward.rows(layer: layer, tokens: 2) == 1 }
    layers = (scope.firstLayer..<configuration.layers).map { index in
      let rows = isFirstRowOnly(index) ? maxSequences : maxTokens
      func tensor(_ rows: Int, _ columns: Int) -> Tensor { Tensor(shape: [rows, columns]) }
      return Layer(
        input: tensor(maxTokens, width), key: tensor(maxTokens, width),
        value: tensor(maxTokens, width), query: tensor(rows, width),
        context: tensor(rows, width), attended: tensor(rows, width),
        intermediate: tensor(rows, configuration.intermediateSize),
        activated: tensor(rows, configuration.intermediateSize),
        attentionNorm: Norm(rows: rows, columns: width),
        outputNorm: Norm(rows: rows, columns: width), isFirstRowOnly: isFirstRowOnly(index))
    }
    isFinalFirstRowOnly = isFirstRowOnly(configuration.layers - 1)
    final = Tensor(shape: [isFinalFirstRowOnly ? maxSequences : maxTokens, width])
    embeddings = scope.embeddings ? Norm(rows: maxTokens, columns: width) : nil
    features = Tensor(shape: [maxSequences, width])
    dFeatures = Tensor(shape: [maxSequences, width])
  }

  /// Whether a batch fits.
  func fits(tokens: Int, sequences: Int) -> Bool {
    tokens <= maxTokens && sequences <= features.shape[0]
  }

  /// The attention probabilities of the sequence that a thread has in hand.
  final class Probabilities {
    private let layers: [Tensor]

    init(_ forward: BertForward, scope: BertGradientScope, maxTokens: Int) {
      layers = (scope.firstLayer..<forward.configuration.layers).map { index in
        let size = Attention.probabilitiesSize(
          queries: forward.rows(layer: index, tokens: maxTokens), tokens: maxTokens,
          heads: forward.configuration.heads)
        return Tensor(shape: [size])
      }
    }

    func layer(_ index: Int) -> UnsafeMutablePointer<Float> { layers[index].start }
  }

  /// Where one sequence keeps what: its place in the batch is `sequence`, its first token's `token`.
  ///
  /// Layers below the lowest that trains use the thread's own memory.
  func memory(
    sequence: Int, token: Int, tokens: Int, workspace: BertWorkspace, probabilities: Probabilities
  ) -> BertSequenceMemory {
    let width = forward.configuration.hiddenSize
    func place(_ tensor: Tensor, _ isFirstRowOnly: Bool) -> UnsafeMutablePointer<Float> {
      tensor.start + (isFirstRowOnly ? sequence : token) * tensor.shape[1]
    }
    let finalRows = place(final, isFinalFirstRowOnly)
    func input(of layer: Int) -> UnsafeMutablePointer<Float> {
      if layer == forward.configuration.layers { return finalRows }
      return layer < scope.firstLayer
        ? workspace.hidden.start : place(layers[layer - scope.firstLayer].input, false)
    }
    var memory = forward.memory(tokens: tokens, in: workspace)
    memory.embedded = input(of: 0)
    memory.embeddingsNorm = embeddings?.at(token)
    for index in memory.layers.indices {
      memory.layers[index].output = input(of: index + 1)
      guard index >= scope.firstLayer else { continue }
      let layer = layers[index - scope.firstLayer]
      let only = layer.isFirstRowOnly
      let row = only ? sequence : token
      memory.layers[index] = BertLayerMemory(
        rows: memory.layers[index].rows, input: layer.input.start + token * width,
        query: place(layer.query, only), key: place(layer.key, false),
        value: place(layer.value, false), context: place(layer.context, only),
        attended: place(layer.attended, only), intermediate: place(layer.intermediate, only),
        activated: place(layer.activated, only), output: input(of: index + 1),
        kept: BertLayerMemory.Kept(
          probabilities: probabilities.layer(index - scope.firstLayer),
          attentionNorm: layer.attentionNorm.at(row), outputNorm: layer.outputNorm.at(row)))
    }
    return memory
  }
}
