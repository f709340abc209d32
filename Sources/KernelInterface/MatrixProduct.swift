/// One matrix product: out [m, n] = start + scale * A [m, k] · B [k, n].
///
/// Every element is defined by itself, in one way, whatever the processor:
///
///     out[i,j] = ((start + scale * s₀) + scale * s₁) + …
///     s_b = fma(a[i,k], b[k,j], …) over the k of block b in ascending order, beginning with 0
///
/// with blocks of ``blockLength`` along k, of which the last may be shorter. Where nothing is to be
/// started from, the first sum is scale * s₀ itself. So a result depends neither on the width of a
/// register, nor on how rows and columns are cut, nor on where a row stands.
///
/// Every operand is a pointer and the distance between its rows, so that an attention head or a
/// block of rows is a view and nothing is copied. Only elements of an operand are read.
public struct MatrixProduct {
  /// Length of a block along k: short enough for a rounding error like that of pairwise sums, long
  /// enough to cost nothing.
  public static let blockLength = 256

  /// Where B is.
  public enum Right {
    /// [k, n], row by row.
    case rows(UnsafePointer<Float>, stride: Int)
    /// [n, k], row by row: its transpose is multiplied.
    case columns(UnsafePointer<Float>, stride: Int)
    /// As ``KernelSet/pack(_:k:n:into:)`` wrote it.
    case packed(UnsafePointer<Float>)
  }

  /// What the product is added to.
  public enum Start {
    case nothing
    /// What `out` holds.
    case output
    /// The same row [n] everywhere, a bias.
    case row(UnsafePointer<Float>)
  }

  /// Rows of the result, its columns, and the length of the sums.
  public var m, n, k: Int
  /// [m, k], or [k, m] where it is transposed.
  public var a: UnsafePointer<Float>
  /// Floats from one row of A, as it lies in memory, to the next.
  public var aStride: Int
  /// Whether A lies in memory as [k, m].
  public var aIsTransposed: Bool
  /// [k, n], in one of three orders.
  public var b: Right
  /// What each block's sum is multiplied by, such as 1 / √HS.
  public var scale: Float
  /// What the sums are added to.
  public var start: Start
  /// [m, n], row by row.
  public var out: UnsafeMutablePointer<Float>
  /// Floats from one row of the result to the next; at least n.
  public var outStride: Int

  @inlinable
  public init(
    m: Int, n: Int, k: Int, a: UnsafePointer<Float>, aStride: Int, aIsTransposed: Bool = false,
    b: Right, scale: Float = 1, start: Start = .nothing, out: UnsafeMutablePointer<Float>,
    outStride: Int
  ) {
    (self.m, self.n, self.k) = (m, n, k)
    (self.a, self.aStride, self.aIsTransposed, self.b) = (a, aStride, aIsTransposed, b)
    (self.scale, self.start, self.out, self.outStride) = (scale, start, out, outStride)
  }
}
