/// Attention of a sequence's first token alone, without any other token's key or value.
///
/// The scores of one query q against keys k = x Wkᵀ + bk are x (q Wk) plus a number that is the same
/// for all tokens, which softmax does not see. And a mean of values v = x Wvᵀ + bv under weights d is
/// the mean of the x under them, times Wvᵀ, plus bv Σ d. So two products with a row a head replace
/// two with a row a token. To rounding it is what ``Attention`` computes.
///
/// The letters: T tokens, NH heads of HS columns each, C = NH * HS.
struct FirstRowAttention {
  let key, value: Linear
  let heads: Int

  private var width: Int { key.outputs }
  private var headSize: Int { width / heads }
  private var scale: Float { 1 / Float(headSize).squareRoot() }

  /// What a forward pass computes on the way, and its backward pass needs.
  struct Memory {
    /// q Wk of each head, [NH, C]; the backward pass replaces it by its gradient.
    var keyed: UnsafeMutablePointer<Float>
    /// Σ d x of each head, [NH, C].
    var mixed: UnsafeMutablePointer<Float>
    /// Σ d of each head, [NH]; the backward pass needs it, and leaves Σ ds / √HS in `dSums`.
    var sums, dSums: UnsafeMutablePointer<Float>
    /// Softmax of each head, [NH, T], rows as ``Attention`` has them.
    var probabilities: UnsafeMutablePointer<Float>
  }

  /// context [C] = dropout(softmax(q kᵀ / √HS)) v, head by head.
  ///
  /// - Parameters:
  ///   - query: [C], the first token's.
  ///   - input: [T, C], what keys and values are made of.
  ///   - dropout: rows [NH, T].
  ///   - dropped: memory for as many floats as `probabilities`, which it may be if nothing is to be
  ///     kept.
  func forward(
    query: UnsafePointer<Float>, input: UnsafePointer<Float>, tokens: Int, dropout: Dropout?,
    memory: Memory, dropped: UnsafeMutablePointer<Float>,
    into context: UnsafeMutablePointer<Float>
  ) {
    let stride = Attention.rowStride(tokens)
    for head in 0..<heads {
      MatrixMultiply.times(
        query + head * headSize, rowStride: headSize, rows(of: key, head), rowStride: width,
        into: memory.keyed + head * width, rowStride: width, m: 1, n: width, k: headSize)
    }
    MatrixMultiply.timesTransposed(
      memory.keyed, rowStride: width, input, rowStride: width, into: memory.probabilities,
      rowStride: stride, m: heads, n: tokens, k: width, scale: scale)
    let weights = dropout == nil ? memory.probabilities : dropped
    kernels.softmax(
      memory.probabilities, dropped: weights, rows: heads, columns: tokens, stride: stride,
      dropout: dropout?.bits)
    for head in 0..<heads {
      memory.sums[head] = (0..<tokens).reduce(0) { $0 + weights[head * stride + $1] }
    }
    MatrixMultiply.times(
      weights, rowStride: stride, input, rowStride: width, into: memory.mixed, rowStride: width,
      m: heads, n: width, k: tokens)
    for head in 0..<heads {
      let out = context + head * headSize
      MatrixMultiply.timesTransposed(
        memory.mixed + head * width, rowStride: width, rows(of: value, head), rowStride: width,
        into: out, rowStride: headSize, m: 1, n: headSize, k: width)
      let bias = value.bias.value.start + head * headSize
      for j in 0..<headSize { out[j] += bias[j] * memory.sums[head] }
    }
  }

  /// dQuery [C], and the gradient of `input` [T, C] added to what is in `dInput`.
  ///
  /// In the forward pass this was, head by head: u = q Wk, p = softmax(x u / √HS), d = dropout(p),
  /// z = Σ d x, context = z Wvᵀ + bv Σ d. So dz = dcontext Wv, dd = x dz + dcontext bv,
  /// ds = p (dp - Σ dp p), du = Σ ds x / √HS, dq = du Wkᵀ, dx = d dz + ds u / √HS.
  ///
  /// - Parameters:
  ///   - scratch: `dropped` and `dScores` of `probabilities`' size.
  ///   - dMixed: memory for [NH, C].
  func backward(
    dContext: UnsafePointer<Float>, input: UnsafePointer<Float>, tokens: Int, dropout: Dropout?,
    memory: Memory, scratch: Attention.Scratch, dMixed: UnsafeMutablePointer<Float>,
    dQuery: UnsafeMutablePointer<Float>, dInput: UnsafeMutablePointer<Float>
  ) {
    let stride = Attention.rowStride(tokens)
    for head in 0..<heads {
      MatrixMultiply.times(
        dContext + head * headSize, rowStride: headSize, rows(of: value, head), rowStride: width,
        into: dMixed + head * width, rowStride: width, m: 1, n: width, k: headSize)
    }
    MatrixMultiply.timesTransposed(
      dMixed, rowStride: width, input, rowStride: width, into: scratch.dScores,
      rowStride: stride, m: heads, n: tokens, k: width)
    for head in 0..<heads {
      let bias = value.bias.value.start + head * headSize
      let shift = (0..<headSize).reduce(0) { $0 + dContext[head * headSize + $1] * bias[$1] }
      for t in 0..<tokens { scratch.dScores[head * stride + t] += shift }
    }
    kernels.softmaxBackward(
      scratch.dScores, probabilities: memory.probabilities, dropped: scratch.dropped, rows: heads,
      columns: tokens, stride: stride, dropout: dropout?.bits)
    for head in 0..<heads {
      memory.dSums[head] =
        (0..<tokens).reduce(0) { $0 + scratch.dScores[head * stride + $1] } * scale
    }
    MatrixMultiply.transposedTimes(
      dropout == nil ? memory.probabilities : scratch.dropped, rowStride: stride,
      dMixed, rowStride: width, into: dInput, rowStride: width, m: tokens, n: width, k: heads,
      .add)
    MatrixMultiply.transposedTimes(
      scratch.dScores, rowStride: stride, memory.keyed, rowStride: width, into: dInput,
      rowStride: width, m: tokens, n: width, k: heads, scale: scale, .add)
    let dKeyed = memory.keyed
    MatrixMultiply.times(
      scratch.dScores, rowStride: stride, input, rowStride: width, into: dKeyed,
      rowStride: width, m: heads, n: width, k: tokens, scale: scale)
    for head in 0..<heads {
      MatrixMultiply.timesTransposed(
        dKeyed + head * width, rowStride: width, rows(of: key, head), rowStride: width,
        into: dQuery + head * headSize, rowStride: headSize, m: 1, n: headSize, k: width)
    }
  }

  /// Adds to the gradients of the key's and the value's parameters for a batch, as a task.
  ///
  /// In the forward pass this was: u = q Wk, context = z Wvᵀ + bv Σ d. So dWk = Σ q du,
  /// dWv = Σ dcontext z, dbv = Σ dcontext Σ d, and dbk = Σ q Σ ds / √HS, of which Σ ds is zero but
  /// for rounding: it is added up all the same, as PyTorch's is.
  ///
  /// - Parameters:
  ///   - query, dContext: [B, C].
  ///   - dKeyed, mixed: [B, NH, C].
  ///   - sums, dSums: [B, NH].
  func gradientTask(
    sequences: Int, query: Tensor, dKeyed: Tensor, dContext: Tensor, mixed: Tensor, sums: Tensor,
    dSums: Tensor
  ) -> () -> Void {
    {
      outerProducts(query, dKeyed, sequences, into: key.weight)
      outerProducts(dContext, mixed, sequences, into: value.weight)
      addProducts(query, dSums, sequences, into: key.bias)
      addProducts(dContext, sums, sequences, into: value.bias)
    }
  }

  /// Adds Σ rows * (its head's sum) over the sequences: rows [B, C], sums [B, NH].
  private func addProducts(
    _ rows: Tensor, _ sums: Tensor, _ sequences: Int, into bias: Parameter
  ) {
    guard bias.requiresGradient else { return }
    let gradient = bias.gradientToAddTo()
    for sequence in 0..<sequences {
      for j in 0..<width {
        gradient.start[j] +=
          rows.start[sequence * width + j] * sums.start[sequence * heads + j / headSize]
      }
    }
  }

  /// Adds Σ leftᵀ right over the sequences, head by head: left [B, C], right [B, NH, C].
  private func outerProducts(
    _ left: Tensor, _ right: Tensor, _ sequences: Int, into weight: Parameter
  ) {
    guard weight.requiresGradient else { return }
    let (gradient, accumulation) = weight.gradientToWrite()
    for head in 0..<heads {
      WeightGradient.run(
        left.start + head * headSize, stride: width, right.start + head * width,
        stride: heads * width, rows: sequences, m: headSize, n: width,
        into: gradient.start + head * headSize * width, stride: width, accumulation)
    }
  }

  /// A head's rows of a weight, [HS, C].
  private func rows(of linear: Linear, _ head: Int) -> UnsafePointer<Float> {
    UnsafePointer(linear.weight.value.start + head * headSize * width)
  }
}
