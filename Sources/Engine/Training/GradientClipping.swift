/// Keeps gradients from growing beyond a bound, as `torch.nn.utils.clip_grad_norm_` does.
///
/// Source: PyTorch, `torch/nn/utils/clip_grad.py`. Norms are summed in double precision here, piece
/// by piece and then over the pieces in order.
public enum GradientClipping {
  /// Scales all gradients by one factor, so that their norm taken together is `maxNorm` at most.
  ///
  /// - Returns: that norm as it was before; not finite where a gradient is not.
  @discardableResult
  public static func clip(
    _ parameters: [Parameter], maxNorm: Double, pool: WorkerPool
  ) -> Double {
    let gradients = parameters.compactMap { $0.gradient?.values }
    let norm = norm(of: gradients, pool)
    // In this order a norm that is NaN stays NaN.
    let factor = min(maxNorm / (norm + 1e-6), 1)
    if factor != 1 {
      gradients.map { Scaling(values: $0, factor: Float(factor)) }.run(pool)
    }
    return norm
  }

  /// The Euclidean norm of all values together.
  private static func norm(
    of gradients: [UnsafeMutableBufferPointer<Float>], _ pool: WorkerPool
  ) -> Double {
    let chunks = TensorChunks(counts: gradients.map { $0.count })
    var sums = [Double](repeating: 0, count: chunks.count)
    sums.withUnsafeMutableBufferPointer { sums in
      // Every piece writes a place of its own.
      nonisolated(unsafe) let sums = sums
      chunks.forEach(pool) { piece, tensor, range in
        sums[piece] = sumOfSquares(gradients[tensor], range)
      }
    }
    return sums.reduce(0, +).squareRoot()
  }

  private static func sumOfSquares(
    _ values: UnsafeMutableBufferPointer<Float>, _ range: Range<Int>
  ) -> Double {
    guard let values = values.baseAddress else { return 0 }
    return kernels.sumOfSquares(values + range.lowerBound, count: range.count)
  }

  private struct Scaling: ElementwiseUpdate {
    let values: UnsafeMutableBufferPointer<Float>
    let factor: Float

    var count: Int { values.count }

    func run(_ range: Range<Int>) {
      guard let values = values.baseAddress else { return }
      kernels.scale(values + range.lowerBound, by: factor, count: range.count)
    }
  }
}
