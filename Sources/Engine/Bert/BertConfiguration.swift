/// The measures of a BERT encoder, as its `config.json` gives them.
public struct BertConfiguration: Sendable, Equatable {
  public var vocabularySize: Int
  public var hiddenSize: Int
  public var layers: Int
  public var heads: Int
  public var intermediateSize: Int
  /// The most tokens a sequence may have.
  public var maxPositions: Int
  public var typeVocabularySize: Int
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
