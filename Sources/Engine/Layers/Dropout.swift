/// Dropout (Srivastava et al., 2014) with decisions already drawn: kept values are multiplied by
/// 1 / (1 - p), the others become 0.
///
/// Forward and backward are the same: a gradient passes where its value passed, as much enlarged.
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
    // The element's bit, moved to the sign and from there over the whole lane, masks the value.
    let atSign = row[vector / 32] &<< SIMD8(repeating: UInt32(31 - vector % 32))
    let mask = unsafeBitCast(atSign, to: SIMD8<Int32>.self) &>> SIMD8(repeating: 31)
    return unsafeBitCast(
      unsafeBitCast(values * scale, to: SIMD8<Int32>.self) & mask, to: SIMD8<Float>.self)
  }

  /// output [rows, columns] = dropout(values); `output` may be `values`.
  func apply(
    to values: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>,
    rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let line = values + row * columns
      let out = output + row * columns
      mask.withRow(row) { bits in
        for vector in 0..<(columns / 8) {
          out[vector: 8 * vector] = apply(to: line[vector: 8 * vector], bits, vector: vector)
        }
      }
    }
  }
}
