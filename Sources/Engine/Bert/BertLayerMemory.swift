/// Where a layer keeps what it computes of one sequence of T tokens, R of whose rows go past the
/// attention: all T, or in the last layer the [CLS] row alone if nothing reads the others.
///
/// Without a backward pass to come, `input`, `attended` and `output` may be the same memory, and
/// so may `intermediate` and `activated`: each is read for the last time before it is written.
struct BertLayerMemory {
  var rows: Int
  var input: UnsafeMutablePointer<Float>  // [T, C]
  var query: UnsafeMutablePointer<Float>  // [R, C]
  var keys: Keys
  var context: UnsafeMutablePointer<Float>  // [R, C]
  var attended: UnsafeMutablePointer<Float>  // [R, C]
  var intermediate: UnsafeMutablePointer<Float>  // [R, F], before GELU
  var activated: UnsafeMutablePointer<Float>  // [R, F]
  var output: UnsafeMutablePointer<Float>  // [R, C]
  /// What else a backward pass needs.
  var kept: Kept?

  /// What the queries are held against.
  enum Keys {
    /// Every token's key and value, [T, C] each.
    case all(key: UnsafeMutablePointer<Float>, value: UnsafeMutablePointer<Float>)
    /// None: the first row's query alone, see ``FirstRowAttention``.
    case firstRow(FirstRowAttention.Memory)
  }

  struct Kept {
    /// [NH, R, T], see ``Attention/probabilitiesSize(queries:tokens:heads:)``.
    var probabilities: UnsafeMutablePointer<Float>
    var attentionNorm, outputNorm: LayerNorm.Kept
    /// Where the gradients go that a first row's attention needs beside what they are gradients of,
    /// [C] each.
    var dFirstQuery, dFirstContext: UnsafeMutablePointer<Float>?
  }
}

/// Where a sequence's way through the encoder is kept.
struct BertSequenceMemory {
  var embedded: UnsafeMutablePointer<Float>  // [T, C]
  var embeddingsNorm: LayerNorm.Kept?
  var layers: [BertLayerMemory]

  /// The last layer's rows, [R, C].
  var final: UnsafeMutablePointer<Float> { layers.last?.output ?? embedded }
}

/// The memory of one thread for forward passes, made once for the longest sequence it will see.
final class BertWorkspace {
  let hidden, query, key, value, context, projected: Tensor  // [T, C]
  let intermediate: Tensor  // [T, F]
  let block: Tensor
  let keyed, mixed: Tensor  // [NH, C]
  let sums, dSums: Tensor  // [NH]
  let packed: Attention.PackedHead

  init(_ configuration: BertConfiguration, maxTokens: Int) {
    func rows() -> Tensor { Tensor(shape: [maxTokens, configuration.hiddenSize]) }
    (hidden, query, key) = (rows(), rows(), rows())
    (value, context, projected) = (rows(), rows(), rows())
    intermediate = Tensor(shape: [maxTokens, configuration.intermediateSize])
    block = Tensor(
      shape: [Attention.blockSize(tokens: maxTokens, heads: configuration.heads)])
    keyed = Tensor(shape: [configuration.heads, configuration.hiddenSize])
    mixed = Tensor(shape: [configuration.heads, configuration.hiddenSize])
    sums = Tensor(shape: [configuration.heads])
    dSums = Tensor(shape: [configuration.heads])
    packed = Attention.PackedHead(maxTokens: maxTokens, headSize: configuration.headSize)
  }

  /// A layer of which nothing is kept.
  func layer(tokens: Int, isFirstRowOnly: Bool) -> BertLayerMemory {
    let keys =
      isFirstRowOnly
      ? BertLayerMemory.Keys.firstRow(
        FirstRowAttention.Memory(
          keyed: keyed.start, mixed: mixed.start, sums: sums.start, dSums: dSums.start,
          probabilities: block.start))
      : .all(key: key.start, value: value.start)
    return BertLayerMemory(
      rows: isFirstRowOnly ? 1 : tokens, input: hidden.start, query: query.start, keys: keys,
      context: context.start, attended: hidden.start, intermediate: intermediate.start,
      activated: intermediate.start, output: hidden.start)
  }
}
