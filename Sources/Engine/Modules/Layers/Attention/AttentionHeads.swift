import KernelInterface

/// Tokens of a batch as attention reads them: where a row's first token is, and how far apart tokens
/// are.
struct TokenRows {
  let start: UnsafeMutablePointer<Float>
  let rowStride, tokenStride: Int

  /// - Parameters:
  ///   - columns: of a token of [B, T, columns] or [T, B, columns].
  ///   - offset: the first column.
  init(
    _ tensor: Tensor, columns: Int, offset: Int, rows: Int, tokens: Int, isBatchFirst: Bool
  ) {
    start = tensor.start + offset
    rowStride = isBatchFirst ? tokens * columns : columns
    tokenStride = isBatchFirst ? columns : rows * columns
  }

  func row(_ row: Int, column: Int) -> UnsafeMutablePointer<Float> {
    start + row * rowStride + column
  }
}

/// Scaled dot-product attention of a batch, row by row and head by head, each by itself.
struct AttentionHeads {
  let rows, queries, keys, heads, headSize: Int
  let isCausal: Bool
  /// [B, S]: not 0 for keys to be passed over.
  let padding: Indices?
  /// Rows [B * NH * L, S], or none.
  let dropout: Dropout?

  /// Scores lie a multiple of 16 apart.
  private var stride: Int { Attention.rowStride(keys) }
  /// Floats of one head's scores.
  private var size: Int { queries * stride }
  private var scale: Float { 1 / Float(headSize).squareRoot() }
  private var cost: Int { 4 * queries * keys * headSize + 30 * queries * keys }

  /// Room for all probabilities, [B * NH * L, S] with rows a multiple of 16 apart.
  func makeProbabilities() -> Tensor { Tensor(uninitialized: [rows * heads * size]) }

  /// context = dropout(softmax(q kᵀ / √HS)) v.
  ///
  /// - Parameters:
  ///   - probabilities: the softmax is left here.
  ///   - dropped: the softmax after dropout is left here; the same memory where there is none.
  func forward(
    query: TokenRows, key: TokenRows, value: TokenRows, into context: TokenRows,
    probabilities: Tensor, dropped: Tensor, _ pool: WorkerPool
  ) {
    pool.forEachRange(of: rows * heads, cost: cost) { range in
      for head in range {
        let (row, column) = (head / heads, head % heads * headSize)
        let scores = probabilities.start + head * size
        let weights = dropped.start + head * size
        MatrixMultiply.run(
          MatrixProduct(
            m: queries, n: keys, k: headSize, a: query.row(row, column: column),
            aStride: query.tokenStride,
            b: .columns(key.row(row, column: column), stride: key.tokenStride), scale: scale,
            out: scores, outStride: stride))
        mask(scores, row: row)
        kernels.softmax(
          scores, dropped: weights, rows: queries, columns: keys, stride: stride,
          dropout: dropout?.bits.from(row: head * queries))
        MatrixMultiply.run(
          MatrixProduct(
            m: queries, n: headSize, k: keys, a: weights, aStride: stride,
            b: .rows(value.row(row, column: column), stride: value.tokenStride),
            out: context.row(row, column: column), outStride: context.tokenStride))
      }
    }
  }

  /// Sets scores that do not count to minus infinity.
  private func mask(_ scores: UnsafeMutablePointer<Float>, row: Int) {
    if isCausal {
      for i in 0..<queries {
        for j in i + 1..<max(i + 1, keys) { scores[i * stride + j] = -.infinity }
      }
    }
    guard let padding else { return }
    for j in 0..<keys where padding.values[row * keys + j] != 0 {
      for i in 0..<queries { scores[i * stride + j] = -.infinity }
    }
  }

  /// [B, L, S]: the weights of all heads, averaged.
  func average(_ weights: Tensor, _ pool: WorkerPool) -> Tensor {
    let result = Tensor(shape: [rows, queries, keys])
    pool.forEachRange(of: rows, cost: heads * queries * keys) { range in
      for row in range {
        let out = result.start + row * queries * keys
        for head in row * heads..<(row + 1) * heads {
          for i in 0..<queries {
            kernels.add(
              weights.start + head * size + i * stride, to: out + i * keys, count: keys)
          }
        }
        kernels.scale(out, by: 1 / Float(heads), count: queries * keys)
      }
    }
    return result
  }

  /// What a backward pass reads and writes.
  struct Gradients {
    let dContext: TokenRows
    /// [B, L, S]: the gradient of the averaged weights, if anything depends on them.
    let dAverage: Tensor?
    let dQuery, dKey, dValue: TokenRows
  }

  /// In the forward pass this was, head by head: s = q kᵀ / √HS, p = softmax(s), d = dropout(p),
  /// context = d v.
  ///
  /// So dv = dᵀ dcontext, dd = dcontext vᵀ, dp = dropout(dd) with the same decisions,
  /// ds = p (dp - Σ dp p), dq = ds k / √HS, dk = dsᵀ q / √HS.
  func backward(
    _ gradients: Gradients, query: TokenRows, key: TokenRows, value: TokenRows,
    probabilities: Tensor, _ pool: WorkerPool
  ) {
    pool.forEachRange(of: rows * heads, cost: 2 * cost) { range in
      /// A head's dScores, and its probabilities after dropout.
      let scratch = Tensor(uninitialized: [2 * size])
      let (dScores, dropped) = (scratch.start, scratch.start + size)
      for head in range {
        let (row, column) = (head / heads, head % heads * headSize)
        let dContext = gradients.dContext.row(row, column: column)
        let dStride = gradients.dContext.tokenStride
        MatrixMultiply.run(
          MatrixProduct(
            m: queries, n: keys, k: headSize, a: dContext, aStride: dStride,
            b: .columns(value.row(row, column: column), stride: value.tokenStride),
            out: dScores, outStride: stride))
        addAverage(gradients.dAverage, row: row, to: dScores)
        let kept = probabilities.start + head * size
        kernels.softmaxBackward(
          dScores, probabilities: kept, dropped: dropped, rows: queries, columns: keys,
          stride: stride, dropout: dropout?.bits.from(row: head * queries))
        MatrixMultiply.transposedTimes(
          dropout == nil ? kept : dropped, rowStride: stride, dContext, rowStride: dStride,
          into: gradients.dValue.row(row, column: column),
          rowStride: gradients.dValue.tokenStride, m: keys, n: headSize, k: queries)
        MatrixMultiply.transposedTimes(
          dScores, rowStride: stride, query.row(row, column: column),
          rowStride: query.tokenStride, into: gradients.dKey.row(row, column: column),
          rowStride: gradients.dKey.tokenStride, m: keys, n: headSize, k: queries, scale: scale)
        MatrixMultiply.times(
          dScores, rowStride: stride, key.row(row, column: column), rowStride: key.tokenStride,
          into: gradients.dQuery.row(row, column: column),
          rowStride: gradients.dQuery.tokenStride, m: queries, n: headSize, k: keys, scale: scale)
      }
    }
  }

  /// A head's share of the gradient of an average.
  private func addAverage(_ dAverage: Tensor?, row: Int, to dWeights: UnsafeMutablePointer<Float>) {
    guard let dAverage else { return }
    let share = 1 / Float(heads)
    for i in 0..<queries {
      let from = dAverage.start + (row * queries + i) * keys
      for j in 0..<keys { dWeights[i * stride + j] += from[j] * share }
    }
  }
}
