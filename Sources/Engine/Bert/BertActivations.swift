/// What the forward passes of a batch leave for its backward pass, all sequences one after the
/// other, so that a weight's gradient is one product over the whole batch.
///
/// N tokens of B sequences; R rows of a layer that go past the attention: N, or B in the last layer
/// if only the [CLS] rows are read. Attention probabilities are not here: they are
/// needed between a sequence's own forward and backward pass only, so a thread has memory for one
/// sequence's (``Probabilities``).
final class BertActivations {
  /// Of one layer.
  struct Layer {
    let input: Tensor  // [N, C]
    let query, context, attended: Tensor  // [R, C]
    let intermediate, activated: Tensor  // [R, F]
    let attentionNorm, outputNorm: Norm  // [R, C]
    let keys: Keys
  }

  enum Keys {
    /// [N, C] each.
    case all(key: Tensor, value: Tensor)
    /// R = B: a sequence has one row here.
    case firstRow(FirstRow)
  }

  /// Of a layer that computes the [CLS] row alone, see ``FirstRowAttention``.
  struct FirstRow {
    let keyed, mixed: Tensor  // [B, NH, C]
    let sums, dSums: Tensor  // [B, NH]
    let dQuery, dContext: Tensor  // [B, C]

    init(_ configuration: BertConfiguration, sequences: Int) {
      let (heads, width) = (configuration.heads, configuration.hiddenSize)
      keyed = Tensor(uninitialized: [sequences, heads, width])
      mixed = Tensor(uninitialized: [sequences, heads, width])
      sums = Tensor(uninitialized: [sequences, heads])
      dSums = Tensor(uninitialized: [sequences, heads])
      dQuery = Tensor(uninitialized: [sequences, width])
      dContext = Tensor(uninitialized: [sequences, width])
    }

    func memory(
      _ sequence: Int, probabilities: UnsafeMutablePointer<Float>
    ) -> FirstRowAttention.Memory {
      let size = keyed.shape[1] * keyed.shape[2]
      return FirstRowAttention.Memory(
        keyed: keyed.start + sequence * size, mixed: mixed.start + sequence * size,
        sums: sums.start + sequence * sums.shape[1], dSums: dSums.start + sequence * sums.shape[1],
        probabilities: probabilities)
    }
  }

  /// What a LayerNorm keeps of all rows.
  struct Norm {
    let normalized: Tensor  // [rows, C]
    let inverse: Tensor  // [rows]

    init(rows: Int, columns: Int) {
      normalized = Tensor(uninitialized: [rows, columns])
      inverse = Tensor(uninitialized: [rows])
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
  private let forward: BertForward

  /// Memory for batches of up to `maxTokens` tokens in up to `maxSequences` sequences.
  init(_ forward: BertForward, scope: BertGradientScope, maxTokens: Int, maxSequences: Int) {
    let configuration = forward.configuration
    let width = configuration.hiddenSize
    self.forward = forward
    self.scope = scope
    layers = (scope.firstLayer..<configuration.layers).map { index in
      let isFirstRowOnly = forward.isFirstRowOnly(layer: index)
      let rows = isFirstRowOnly ? maxSequences : maxTokens
      func tensor(_ rows: Int, _ columns: Int) -> Tensor { Tensor(uninitialized: [rows, columns]) }
      return Layer(
        input: tensor(maxTokens, width), query: tensor(rows, width),
        context: tensor(rows, width), attended: tensor(rows, width),
        intermediate: tensor(rows, configuration.intermediateSize),
        activated: tensor(rows, configuration.intermediateSize),
        attentionNorm: Norm(rows: rows, columns: width),
        outputNorm: Norm(rows: rows, columns: width),
        keys: isFirstRowOnly
          ? .firstRow(FirstRow(configuration, sequences: maxSequences))
          : .all(key: tensor(maxTokens, width), value: tensor(maxTokens, width)))
    }
    isFinalFirstRowOnly = forward.isFirstRowOnly(layer: configuration.layers - 1)
    final = Tensor(uninitialized: [isFinalFirstRowOnly ? maxSequences : maxTokens, width])
    embeddings = scope.embeddings ? Norm(rows: maxTokens, columns: width) : nil
    features = Tensor(uninitialized: [maxSequences, width])
  }

  /// The attention probabilities of the sequence that a thread is computing.
  final class Probabilities {
    private let layers: [Tensor]

    init(_ forward: BertForward, scope: BertGradientScope, maxTokens: Int) {
      layers = (scope.firstLayer..<forward.configuration.layers).map { index in
        let size = Attention.probabilitiesSize(
          queries: forward.isFirstRowOnly(layer: index) ? 1 : maxTokens, tokens: maxTokens,
          heads: forward.configuration.heads)
        return Tensor(uninitialized: [size])
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
      memory.layers[index] = kept(
        layers[index - scope.firstLayer], sequence: sequence, token: token, tokens: tokens,
        output: input(of: index + 1),
        probabilities: probabilities.layer(index - scope.firstLayer))
    }
    return memory
  }

  private func kept(
    _ layer: Layer, sequence: Int, token: Int, tokens: Int,
    output: UnsafeMutablePointer<Float>, probabilities: UnsafeMutablePointer<Float>
  ) -> BertLayerMemory {
    let width = forward.configuration.hiddenSize
    let row: Int
    let rows: Int
    let keys: BertLayerMemory.Keys
    var (dQuery, dContext): (UnsafeMutablePointer<Float>?, UnsafeMutablePointer<Float>?)
    switch layer.keys {
    case .all(let key, let value):
      (row, rows) = (token, tokens)
      keys = .all(key: key.start + token * width, value: value.start + token * width)
    case .firstRow(let first):
      (row, rows) = (sequence, 1)
      keys = .firstRow(first.memory(sequence, probabilities: probabilities))
      dQuery = first.dQuery.start + sequence * width
      dContext = first.dContext.start + sequence * width
    }
    func place(_ tensor: Tensor) -> UnsafeMutablePointer<Float> {
      tensor.start + row * tensor.shape[1]
    }
    return BertLayerMemory(
      rows: rows, input: layer.input.start + token * width, query: place(layer.query), keys: keys,
      context: place(layer.context), attended: place(layer.attended),
      intermediate: place(layer.intermediate), activated: place(layer.activated), output: output,
      kept: BertLayerMemory.Kept(
        probabilities: probabilities, attentionNorm: layer.attentionNorm.at(row),
        outputNorm: layer.outputNorm.at(row), dFirstQuery: dQuery, dFirstContext: dContext))
  }
}
