/// The sizes of a BERT encoder, as its `config.json` gives them.
public struct BertConfiguration: Sendable, Equatable {
  /// V, the rows of the word embedding: token ids lie below it.
  public var vocabularySize: Int
  /// C, the columns of every hidden state: a multiple of 8 and of ``heads``.
  public var hiddenSize: Int
  /// L, the encoder's layers, embeddings and pooler not counted.
  public var layers: Int
  /// NH, the attention heads of a layer, each of ``hiddenSize`` / NH columns.
  public var heads: Int
  /// F, the columns between a layer's two feed-forward products: a multiple of 8.
  public var intermediateSize: Int
  /// The most tokens a sequence may have.
  public var maxPositions: Int
  /// Rows of the segment embedding, of which a single text uses the first alone.
  public var typeVocabularySize: Int
  /// What layer normalization adds to the variance before the root, 1e-12 in most files.
  public var layerNormEpsilon: Double
  /// Dropout probability of embeddings, projections and feed-forward outputs.
  public var hiddenDropout: Double
  /// Dropout probability of attention probabilities.
  public var attentionDropout: Double
  /// The token id whose embedding never learns, PyTorch's `padding_idx`.
  public var paddingID: Int

  public init(
    vocabularySize: Int, hiddenSize: Int, layers: Int, heads: Int, intermediateSize: Int,
    maxPositions: Int, typeVocabularySize: Int, layerNormEpsilon: Double, hiddenDropout: Double,
    attentionDropout: Double, paddingID: Int = 0
  ) {
    self.vocabularySize = vocabularySize
    self.hiddenSize = hiddenSize
    self.layers = layers
    self.heads = heads
    self.intermediateSize = intermediateSize
    self.maxPositions = maxPositions
    self.typeVocabularySize = typeVocabularySize
    self.layerNormEpsilon = layerNormEpsilon
    self.hiddenDropout = hiddenDropout
    self.attentionDropout = attentionDropout
    self.paddingID = paddingID
  }

  /// HS, columns of an attention head.
  var headSize: Int { hiddenSize / heads }
}
