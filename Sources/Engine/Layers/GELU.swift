/// The exact Gaussian error linear unit, 0.5 x (1 + erf(x / √2)) (Hendrycks and Gimpel, 2016).
enum GELU {
  /// values [rows, columns] = GELU(values + bias), in place; `columns` is a multiple of 8.
  static func addBiasAndApply(
    _ values: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let line = values + row * columns
      var j = 0
      while j < columns {
        let x = line[vector: j] + bias[vector: j]
        line[vector: j] = (x * 0.5) * (Elementary.erf(x * 0.707_106_77) + 1)
        j += 8
      }
    }
  }
}
