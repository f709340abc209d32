/// Where a layer keeps what it computes of one sequence of T tokens, R of whose rows go past keys
/// and values: all T, or in the last layer the [CLS] row alone if nothing reads the others.
///
/// Without a backward pass to come, `input`, `attended` and `output` may be the same memory, and
/// so may `intermediate` and `activated`: each is read for the last time before it is written.
struct BertLayerMemory {
  var rows: Int
  var input: UnsafeMutablePointer<Float>  // [T, C]
  var query: UnsafeMutablePointer<Float>  // [R, C]
  var key, value: UnsafeMutablePointer<Float>  // [T, C]
  var context: UnsafeMutablePointer<Float>  // [R, C]
  var attended: UnsafeMutablePointer<Float>  // [R, C]
  var intermediate: UnsafeMutablePointer<Float>  // [R, F], before GELU
  var activated: UnsafeMutablePointer<Float>  // [R, F]
  var output: UnsafeMutablePointer<Float>  // [R, C]
  /// What else a backward pass needs.
  var kept: Kept?

  struct Kept {
    /// [NH, R, T], see ``Attention/probabilitiesSize(queries:tokens:heads:)``.
    var probabilities: UnsafeMutablePointer<Float>
    var attentionNorm, outputNorm: LayerNorm.Kept
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

  init(_ configuration: BertConfiguration, maxTokens: Int) {
    func rows() -> Tensor { Tensor(shape: [maxTokens, configuration.hiddenSize]) }
    (hidden, query, key) = (rows(), rows(), rows())
    (value, context, projected) = (rows(), rows(), rows())
    intermediate = Tensor(shape: [maxTokens, configuration.intermediateSize])
    block = Tensor(shape: [Attention.blockSize(tokens: maxTokens)])
  }

  /// A layer of which nothing is kept: `rows` of its rows are computed past keys and values.
  func layer(rows: Int) -> BertLayerMemory {
    BertLayerMemory(
      rows: rows, input: hidden.start, query: query.start, key: key.start, value: value.start,
      context: context.start, attended: hidden.start, intermediate: intermediate.start,
      activated: intermediate.start, output: hidden.start)
  }
}
