import KernelInterface

/// The three shapes of matrix products on row-major memory, each by its definition
/// (``MatrixProduct``).
///
/// Every operand is a pointer and the distance between its rows (its leading dimension), so that an
/// attention head or a block of rows is a view and nothing is copied.
package enum MatrixMultiply {
  /// How a product meets what the output already holds.
  package enum Accumulation {
    case overwrite
    case add
  }

  /// out [m, n] = scale * a [m, k] · b [n, k]ᵀ, the product of a linear layer's forward pass.
  @inline(__always)
  package static func timesTransposed(
    _ a: UnsafePointer<Float>, rowStride aStride: Int,
    _ b: UnsafePointer<Float>, rowStride bStride: Int,
    into out: UnsafeMutablePointer<Float>, rowStride outStride: Int,
    m: Int, n: Int, k: Int, scale: Float = 1, _ accumulation: Accumulation = .overwrite
  ) {
    run(
      MatrixProduct(
        m: m, n: n, k: k, a: a, aStride: aStride, b: .columns(b, stride: bStride), scale: scale,
        start: accumulation == .add ? .output : .nothing, out: out, outStride: outStride))
  }

  /// out [m, n] = scale * a [m, k] · b [k, n].
  @inline(__always)
  static func times(
    _ a: UnsafePointer<Float>, rowStride aStride: Int,
    _ b: UnsafePointer<Float>, rowStride bStride: Int,
    into out: UnsafeMutablePointer<Float>, rowStride outStride: Int,
    m: Int, n: Int, k: Int, scale: Float = 1, _ accumulation: Accumulation = .overwrite
  ) {
    run(
      MatrixProduct(
        m: m, n: n, k: k, a: a, aStride: aStride, b: .rows(b, stride: bStride), scale: scale,
        start: accumulation == .add ? .output : .nothing, out: out, outStride: outStride))
  }

  /// out [m, n] = scale * a [k, m]ᵀ · b [k, n], the product of a weight's gradient.
  @inline(__always)
  static func transposedTimes(
    _ a: UnsafePointer<Float>, rowStride aStride: Int,
    _ b: UnsafePointer<Float>, rowStride bStride: Int,
    into out: UnsafeMutablePointer<Float>, rowStride outStride: Int,
    m: Int, n: Int, k: Int, scale: Float = 1, _ accumulation: Accumulation = .overwrite
  ) {
    run(
      MatrixProduct(
        m: m, n: n, k: k, a: a, aStride: aStride, aIsTransposed: true,
        b: .rows(b, stride: bStride), scale: scale,
        start: accumulation == .add ? .output : .nothing, out: out, outStride: outStride))
  }

  /// Any product: by the kernels, or by OpenBLAS where a second opinion is asked for.
  static func run(_ product: MatrixProduct) {
    if let library = OpenBLAS.inUse { library.multiply(product) } else { kernels.multiply(product) }
  }

  /// The three products as loops, in double precision: what the tests compare them with.
  ///
  /// - Parameters:
  ///   - a: the left operand, [m, k], or [k, m] when `transposeA`.
  ///   - b: the right operand, [k, n], or [n, k] when `transposeB`.
  /// - Returns: the product, [m, n].
  static func naive(
    _ a: [Float], _ b: [Float], m: Int, n: Int, k: Int, transposeA: Bool, transposeB: Bool
  ) -> [Double] {
    var out = [Double](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        var sum = 0.0
        for q in 0..<k {
          sum +=
            Double(transposeA ? a[q * m + i] : a[i * k + q])
            * Double(transposeB ? b[j * k + q] : b[q * n + j])
        }
        out[i * n + j] = sum
      }
    }
    return out
  }
}
