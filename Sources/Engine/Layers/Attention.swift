/// Scaled dot-product attention of one sequence (Vaswani et al., 2017), head by head.
enum Attention {
  /// Rows of scores in hand at once: few enough to stay in the second-level cache.
  static let rowsPerBlock = 128

  /// Floats that the scores of a sequence need.
  static func scoresSize(tokens: Int) -> Int { rowsPerBlock * rowStride(tokens) }

  /// context [queries, C] = dropout(softmax(q kᵀ / √HS)) v, for each head's HS columns of C.
  ///
  /// - Parameters:
  ///   - query: [queries, C], the first `queries` tokens' queries.
  ///   - key: [tokens, C].
  ///   - value: [tokens, C].
  ///   - dropout: rows [heads * queries, tokens]: head by head, query by query.
  ///   - scores: memory for ``scoresSize(tokens:)`` floats.
  static func forward(
    query: UnsafePointer<Float>, key: UnsafePointer<Float>, value: UnsafePointer<Float>,
    into context: UnsafeMutablePointer<Float>, queries: Int, tokens: Int, heads: Int,
    headSize: Int, dropout: Dropout?, scores: UnsafeMutablePointer<Float>
  ) {
    let width = heads * headSize
    let stride = rowStride(tokens)
    let scale = 1 / Float(headSize).squareRoot()
    for head in 0..<heads {
      let column = head * headSize
      var first = 0
      while first < queries {
        let rows = min(rowsPerBlock, queries - first)
        MatrixMultiply.timesTransposed(
          query + first * width + column, rowStride: width, key + column, rowStride: width,
          into: scores, rowStride: stride, m: rows, n: tokens, k: headSize, scale: scale)
        for row in 0..<rows {
          Softmax.forward(
            scores + row * stride, columns: tokens, dropout: dropout,
            dropoutRow: head * queries + first + row)
        }
        MatrixMultiply.times(
          scores, rowStride: stride, value + column, rowStride: width,
          into: context + first * width + column, rowStride: width,
          m: rows, n: headSize, k: tokens)
        first += rows
      }
    }
  }

  /// Rows are kept a multiple of 8 floats apart.
  private static func rowStride(_ tokens: Int) -> Int { (tokens + 7) / 8 * 8 }
}
