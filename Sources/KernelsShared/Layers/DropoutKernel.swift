import KernelInterface

/// Dropout (Srivastava et al., 2014) with decisions already drawn: kept values are multiplied by
/// 1 / (1 - p), the others become 0.
///
/// Forward and backward are the same: a gradient passes where its value passed, as much enlarged.
extension VectorKernels {
  public static func dropout(
    _ values: UnsafePointer<Float>, _ bits: DropoutBits, into output: UnsafeMutablePointer<Float>,
    rows: Int, columns: Int
  ) {
    var row = 0
    while row < rows {
      let line = values + row &* columns
      let out = output + row &* columns
      let bits = bits.row(row)
      forEachLanes(to: columns) { j in
        out[lanes: j] = bits.apply(to: line[lanes: j], at: j)
      } rest: { j, n in
        out[lanes: j, n] = bits.apply(to: line[lanes: j, n], at: j)
      }
      row &+= 1
    }
  }
}

/// The decisions of one row.
struct DropoutRow {
  let groups: UnsafePointer<SIMD16<UInt32>>
  let scale: Float

  /// Sixteen neighbouring values of the row, from a column on that is a multiple of 16.
  @inline(__always)
  func apply(to values: Lanes, at column: Int) -> Lanes {
    let vector = column &>> 4
    // The element's bit, moved to the sign and from there over the whole lane, masks the value.
    let atSign =
      groups[vector &>> 5] &<< SIMD16(repeating: UInt32(truncatingIfNeeded: 31 &- (vector & 31)))
    let mask = unsafeBitCast(atSign, to: SIMD16<Int32>.self) &>> SIMD16(repeating: 31)
    return unsafeBitCast(
      unsafeBitCast(values * scale, to: SIMD16<Int32>.self) & mask, to: Lanes.self)
  }
}

extension DropoutBits {
  @inline(__always)
  func row(_ row: Int) -> DropoutRow {
    DropoutRow(groups: groups + row &* groupsPerRow, scale: scale)
  }
}
