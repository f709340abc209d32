import Engine

/// Floating-point operations that are executed for one sequence of T tokens.
///
/// Matrix products alone, a product of [m, k] and [k, n] counted as 2mnk: multiplications and
/// additions apart. C is the hidden size, F the intermediate size, NH the number of heads.
/// Padding is not executed and not counted; neither are, in the last layer, the rows that nothing
/// reads: there [CLS] alone attends, by a row a head in place of every token's key and value. The
/// head, less than one part in ten thousand, is left out.
extension BertConfiguration {
  /// The encoder and the pooler once.
  ///
  ///     whole layer   8TC² (query, key, value, output) + 4T²C (scores, context) + 4TCF
  ///     last layer    4C² (query, output) + 4C² (keys into query, values out of the mean)
  ///                   + 4TC·NH (scores and mean, a row of C a head) + 4CF
  ///     pooler        2C²
  func forwardOperations(tokens: Int) -> Double {
    let (t, c, f) = (Double(tokens), Double(hiddenSize), Double(intermediateSize))
    let wholeLayer = 8 * t * c * c + 4 * t * t * c + 4 * t * c * f
    let lastLayer = 8 * c * c + 4 * t * c * Double(heads) + 4 * c * f
    return Double(layers - 1) * wholeLayer + lastLayer + 2 * c * c
  }

  /// The way back: of out = a · b both da = dOut · bᵀ and db = aᵀ · dOut, each as large as the
  /// product itself, in every place where the forward pass has one.
  func backwardOperations(tokens: Int) -> Double { 2 * forwardOperations(tokens: tokens) }
}
