/// Floating-point operations that are executed for one sequence of T tokens.
///
/// Matrix products alone, a product of [m, k] and [k, n] counted as 2mnk: multiplications and
/// additions apart. C is the hidden size, F the intermediate size, NH the number of heads.
/// Padding is not executed and not counted; neither are, in the last layer, the rows that the pooler does
/// not read: there [CLS] alone attends, by a row a head in place of every token's key and value. The
/// head, less than one part in ten thousand, is left out.
extension BertConfiguration {
  /// The encoder and what it is read by, once.
  ///
  ///     whole layer   8TC² (query, key, value, output) + 4T²C (scores, context) + 4TCF
  ///     last layer    4C² (query, output) + 4C² (keys into query, values out of the mean)
  ///                   + 4TC·NH (scores and mean, a row of C a head) + 4CF
  ///     pooler        2C²
  public func forwardOperations(tokens: Int, pooling: Pooling = .pooler) -> Double {
    let (t, c, f) = (Double(tokens), Double(hiddenSize), Double(intermediateSize))
    let wholeLayer = 8 * t * c * c + 4 * t * t * c + 4 * t * c * f
    guard pooling == .pooler else { return Double(layers) * wholeLayer }
    let lastLayer = 8 * c * c + 4 * t * c * Double(heads) + 4 * c * f
    return Double(layers - 1) * wholeLayer + lastLayer + 2 * c * c
  }

  /// The way back: of out = a · b both da = dOut · bᵀ and db = aᵀ · dOut, each as large as the
  /// product itself, in every place where the forward pass has one.
  public func backwardOperations(tokens: Int) -> Double { 2 * forwardOperations(tokens: tokens) }

  /// Numbers that it is made of, but for the pooler's, which not everything reads: its tables' and their
  /// LayerNorm's, (V + positions + token types + 2)C, and a layer's 4C² + 2CF + 9C + F.
  public var encoderParameters: Double {
    let (c, f) = (Double(hiddenSize), Double(intermediateSize))
    let tables = Double(vocabularySize) + Double(maxPositions) + Double(typeVocabularySize)
    return (tables + 2) * c + Double(layers) * (4 * c * c + 2 * c * f + 9 * c + f)
  }
}
