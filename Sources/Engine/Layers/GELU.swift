/// The exact Gaussian error linear unit, x Φ(x) with Φ(x) = (1 + erf(x / √2)) / 2 (Hendrycks and
/// Gimpel, 2016).
enum GELU {
  /// output [rows, columns] = GELU(values + bias); `columns` is a multiple of 8.
  ///
  /// `output` may be `values`; otherwise values + bias is left in `values` for the backward pass.
  static func addBiasAndApply(
    _ values: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let line = values + row * columns
      let out = output + row * columns
      var j = 0
      while j < columns {
        let x = line[vector: j] + bias[vector: j]
        line[vector: j] = x
        out[vector: j] = (x * 0.5) * (Elementary.erf(x * 0.707_106_77) + 1)
        j += 8
      }
    }
  }

  /// values [count] = dOutput GELU'(values); `count` is a multiple of 8.
  ///
  /// In the forward pass this was: y = x Φ(x). So dx = dy (Φ(x) + x φ(x)), where φ is the density
  /// exp(-x² / 2) / √(2π).
  static func backward(
    _ values: UnsafeMutablePointer<Float>, dOutput: UnsafePointer<Float>, count: Int
  ) {
    var i = 0
    while i < count {
      let x = values[vector: i]
      let cumulative = (Elementary.erf(x * 0.707_106_77) + 1) * 0.5
      let density = Elementary.exp(x * x * -0.5) * 0.398_942_28
      values[vector: i] = dOutput[vector: i] * (cumulative + x * density)
      i += 8
    }
  }
}
