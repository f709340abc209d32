extension BertConfiguration {
  /// Floating-point operations that the encoder and the pooler execute for one sequence.
  ///
  /// Matrix products alone, a multiplication and an addition counted apart; padding and the rows of
  /// the last layer that nothing reads are not executed and not counted.
  package func operations(tokens: Int) -> Double {
    let (t, c, f) = (Double(tokens), Double(hiddenSize), Double(intermediateSize))
    let wholeLayer = 8 * t * c * c + 4 * t * t * c + 4 * t * c * f
    // Query and output of one row, and a row a head in place of every token's key and value.
    let lastLayer = 8 * c * c + 4 * t * c * Double(heads) + 4 * c * f
    return Double(layers - 1) * wholeLayer + lastLayer + 2 * c * c
  }
}
