import KernelInterface

/// Scaled dot-product attention of one sequence (Vaswani et al., 2017), head by head.
///
/// The letters: T tokens, R queries (T; ``FirstRowAttention`` serves where only one is read, and is
/// tested against this with R = 1), NH heads of HS columns each, C = NH * HS.
enum Attention {
  /// Rows of scores that are computed at once: few enough to stay in the second-level cache.
  static let rowsPerBlock = 128

  /// Floats that a block of scores of a sequence needs, here and in ``FirstRowAttention``.
  static func blockSize(tokens: Int, heads: Int) -> Int {
    max(rowsPerBlock, heads) * rowStride(tokens)
  }

  /// Floats that all probabilities of a sequence need, [NH, R, T].
  static func probabilitiesSize(queries: Int, tokens: Int, heads: Int) -> Int {
    heads * queries * rowStride(tokens)
  }

  /// Room for one head's keys and values in the order in which products read them: every block of
  /// queries reads them once more.
  struct PackedHead {
    private let keys, values: Tensor

    init(maxTokens: Int, headSize: Int) {
      let count = max(
        kernels.packedCount(k: headSize, n: maxTokens),
        kernels.packedCount(k: maxTokens, n: headSize))
      (keys, values) = (Tensor(uninitialized: [count]), Tensor(uninitialized: [count]))
    }

    /// The head's keys as a right operand [k, n].
    func keys(_ b: MatrixProduct.Right, k: Int, n: Int) -> MatrixProduct.Right {
      Self.operand(b, k: k, n: n, into: keys)
    }

    /// The head's values as a right operand [k, n].
    func values(_ b: MatrixProduct.Right, k: Int, n: Int) -> MatrixProduct.Right {
      Self.operand(b, k: k, n: n, into: values)
    }

    private static func operand(
      _ b: MatrixProduct.Right, k: Int, n: Int, into memory: Tensor
    ) -> MatrixProduct.Right {
      guard OpenBLAS.inUse == nil else { return b }
      kernels.pack(b, k: k, n: n, into: memory.start)
      return .packed(memory.start)
    }
  }

  /// context [R, C] = dropout(softmax(q kᵀ / √HS)) v, for each head's HS columns of C.
  ///
  /// - Parameters:
  ///   - query: [R, C], the first R tokens' queries.
  ///   - key: [T, C].
  ///   - value: [T, C].
  ///   - dropout: rows [NH * R, T]: head by head, query by query.
  ///   - block: memory for ``blockSize(tokens:heads:)`` floats.
  ///   - packed: memory for a head of T tokens.
  ///   - probabilities: where the softmax is kept for the backward pass, if there is to be one.
  static func forward(
    query: UnsafePointer<Float>, key: UnsafePointer<Float>, value: UnsafePointer<Float>,
    into context: UnsafeMutablePointer<Float>, queries: Int, tokens: Int, heads: Int,
    headSize: Int, dropout: Dropout?, block: UnsafeMutablePointer<Float>, packed: PackedHead,
    keeping probabilities: UnsafeMutablePointer<Float>?
  ) {
    let width = heads * headSize
    let stride = rowStride(tokens)
    let scale = 1 / Float(headSize).squareRoot()
    for head in 0..<heads {
      let column = head * headSize
      let keys = packed.keys(.columns(key + column, stride: width), k: headSize, n: tokens)
      let values = packed.values(.rows(value + column, stride: width), k: tokens, n: headSize)
      var first = 0
      while first < queries {
        let rows = min(rowsPerBlock, queries - first)
        let maskRow = head * queries + first
        let scores = probabilities.map { $0 + maskRow * stride } ?? block
        MatrixMultiply.run(
          MatrixProduct(
            m: rows, n: tokens, k: headSize, a: query + first * width + column, aStride: width,
            b: keys, scale: scale, out: scores, outStride: stride))
        kernels.softmax(
          scores, dropped: block, rows: rows, columns: tokens, stride: stride,
          dropout: dropout?.bits.from(row: maskRow))
        MatrixMultiply.run(
          MatrixProduct(
            m: rows, n: headSize, k: tokens, a: dropout == nil ? scores : block, aStride: stride,
            b: values, out: context + first * width + column, outStride: width))
        first += rows
      }
    }
  }

  /// The memory of a backward pass.
  struct Scratch {
    /// ``blockSize(tokens:heads:)`` floats each.
    let dropped, dScores: UnsafeMutablePointer<Float>
    /// [T, HS] each.
    let dKey, dValue: UnsafeMutablePointer<Float>
    let packed: PackedHead
  }

  /// Replaces query, key and value by their gradients.
  ///
  /// In the forward pass this was, head by head: s = q kᵀ / √HS, p = softmax(s), d = dropout(p),
  /// context = d v. So dv = dᵀ dcontext, dd = dcontext vᵀ, dp = dropout(dd) with the same mask,
  /// ds = p (dp - Σ dp p), dq = ds k / √HS, dk = dsᵀ q / √HS.
  ///
  /// - Parameters:
  ///   - dContext: [R, C].
  ///   - query, key, value: as in the forward pass, and what it read.
  ///   - probabilities: what the forward pass kept.
  static func backward(
    dContext: UnsafePointer<Float>, query: UnsafeMutablePointer<Float>,
    key: UnsafeMutablePointer<Float>, value: UnsafeMutablePointer<Float>,
    probabilities: UnsafePointer<Float>, queries: Int, tokens: Int, heads: Int, headSize: Int,
    dropout: Dropout?, scratch: Scratch
  ) {
    let width = heads * headSize
    let stride = rowStride(tokens)
    let scale = 1 / Float(headSize).squareRoot()
    for head in 0..<heads {
      let column = head * headSize
      let keys = scratch.packed.keys(.rows(key + column, stride: width), k: tokens, n: headSize)
      let values = scratch.packed.values(
        .columns(value + column, stride: width), k: headSize, n: tokens)
      var first = 0
      while first < queries {
        let rows = min(rowsPerBlock, queries - first)
        let maskRow = head * queries + first
        let sum: MatrixMultiply.Accumulation = first == 0 ? .overwrite : .add
        let dRows = dContext + first * width + column
        let queryRows = query + first * width + column
        MatrixMultiply.run(
          MatrixProduct(
            m: rows, n: tokens, k: headSize, a: dRows, aStride: width, b: values,
            out: scratch.dScores, outStride: stride))
        kernels.softmaxBackward(
          scratch.dScores, probabilities: probabilities + maskRow * stride,
          dropped: scratch.dropped, rows: rows, columns: tokens, stride: stride,
          dropout: dropout?.bits.from(row: maskRow))
        MatrixMultiply.transposedTimes(
          dropout == nil ? probabilities + maskRow * stride : UnsafePointer(scratch.dropped),
          rowStride: stride, dRows, rowStride: width, into: scratch.dValue, rowStride: headSize,
          m: tokens, n: headSize, k: rows, sum)
        MatrixMultiply.transposedTimes(
          scratch.dScores, rowStride: stride, queryRows, rowStride: width,
          into: scratch.dKey, rowStride: headSize, m: tokens, n: headSize, k: rows, scale: scale,
          sum)
        // These queries are read no more.
        MatrixMultiply.run(
          MatrixProduct(
            m: rows, n: headSize, k: tokens, a: scratch.dScores, aStride: stride, b: keys,
            scale: scale, out: queryRows, outStride: width))
        first += rows
      }
      for t in 0..<tokens {
        (key + t * width + column).update(from: scratch.dKey + t * headSize, count: headSize)
        (value + t * width + column).update(from: scratch.dValue + t * headSize, count: headSize)
      }
    }
  }

  /// Rows are kept a multiple of 16 floats apart.
  static func rowStride(_ tokens: Int) -> Int { (tokens + 15) / 16 * 16 }
}
