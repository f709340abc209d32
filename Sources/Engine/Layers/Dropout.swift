/// Dropout (Srivastava et al., 2014) with decisions already drawn: kept values are multiplied by
/// 1 / (1 - p), the others become 0.
struct Dropout {
  let mask: DropoutMask
  /// The single-precision 1 / (1 - p).
  let scale: Float

  init(mask: DropoutMask, probability: Double) {
    self.mask = mask
    scale = 1 / Float(1 - probability)
  }

  /// Eight neighbouring values of a row, `vector` counting from the row's start.
  @inline(__always)
  func apply(
    to values: SIMD8<Float>, _ row: UnsafePointer<SIMD8<UInt32>>, vector: Int
  ) -> SIMD8<Float> {
    let bits =
      (row[vector / 32] &>> SIMD8(repeating: UInt32(vector % 32))) & SIMD8(repeating: 1)
    return (values * scale).replacing(with: 0, where: bits .== SIMD8(repeating: 0))
  }
}
