import KernelInterface

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

  /// The decisions as the kernels take them, from the mask's first row on.
  var bits: DropoutBits {
    DropoutBits(groups: mask.row(0), groupsPerRow: mask.groupsPerRow, scale: scale)
  }

  /// output [rows, columns] = dropout(values); `output` may be `values`.
  func apply(
    to values: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>,
    rows: Int, columns: Int
  ) {
    kernels.dropout(values, bits, into: output, rows: rows, columns: columns)
  }
}
