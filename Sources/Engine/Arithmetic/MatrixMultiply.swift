private import COpenBLAS

/// The matrix products, all of them OpenBLAS's `cblas_sgemm` on row-major memory, one thread a call.
///
/// Every operand is a pointer and the distance between its rows (its leading dimension), so that an
/// attention head or a block of rows is a view and nothing is copied. With one thread and pinned
/// kernels the result depends on the values and the shape alone.
package enum MatrixMultiply {
  /// How a product meets what the output already holds.
  package enum Accumulation: Float {
    case overwrite = 0
    case add = 1
  }

  /// out [m, n] = scale * a [m, k] · b [n, k]ᵀ, the product of a linear layer's forward pass.
  package static func timesTransposed(
    _ a: UnsafePointer<Float>, rowStride aStride: Int,
    _ b: UnsafePointer<Float>, rowStride bStride: Int,
    into out: UnsafeMutablePointer<Float>, rowStride outStride: Int,
    m: Int, n: Int, k: Int, scale: Float = 1, _ accumulation: Accumulation = .overwrite
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, blasint(m), blasint(n), blasint(k),
      scale, a, blasint(aStride), b, blasint(bStride),
      accumulation.rawValue, out, blasint(outStride))
  }

  /// out [m, n] = scale * a [m, k] · b [k, n].
  @inline(__always)
  static func times(
    _ a: UnsafePointer<Float>, rowStride aStride: Int,
    _ b: UnsafePointer<Float>, rowStride bStride: Int,
    into out: UnsafeMutablePointer<Float>, rowStride outStride: Int,
    m: Int, n: Int, k: Int, scale: Float = 1, _ accumulation: Accumulation = .overwrite
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(m), blasint(n), blasint(k),
      scale, a, blasint(aStride), b, blasint(bStride),
      accumulation.rawValue, out, blasint(outStride))
  }

  /// out [m, n] = scale * a [k, m]ᵀ · b [k, n], the product of a weight's gradient.
  @inline(__always)
  static func transposedTimes(
    _ a: UnsafePointer<Float>, rowStride aStride: Int,
    _ b: UnsafePointer<Float>, rowStride bStride: Int,
    into out: UnsafeMutablePointer<Float>, rowStride outStride: Int,
    m: Int, n: Int, k: Int, scale: Float = 1, _ accumulation: Accumulation = .overwrite
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, blasint(m), blasint(n), blasint(k),
      scale, a, blasint(aStride), b, blasint(bStride),
      accumulation.rawValue, out, blasint(outStride))
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

/// Which OpenBLAS is in use.
public enum OpenBLAS {
  /// The library's description of its build, such as `OpenBLAS 0.3.21 DYNAMIC_ARCH …`.
  public static var configuration: String { String(cString: openblas_get_config()) }

  /// The kernel family in use, such as `Haswell`.
  public static var core: String { String(cString: openblas_get_corename()) }

  /// Threads a call may use; the engine's promises need 1.
  public static var threads: Int { Int(openblas_get_num_threads()) }
}
