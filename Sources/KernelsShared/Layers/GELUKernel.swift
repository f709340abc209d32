/// The exact Gaussian error linear unit, x Φ(x) with Φ(x) = (1 + erf(x / √2)) / 2 (Hendrycks and
/// Gimpel, 2016).
extension VectorKernels {
  public static func gelu(
    addingBias bias: UnsafePointer<Float>, to values: UnsafeMutablePointer<Float>,
    into output: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    @inline(__always)
    func gelu(_ x: Lanes) -> Lanes { (x * 0.5) * (ElementaryLanes.erf(x * 0.707_106_77) + 1) }
    var row = 0
    while row < rows {
      let line = values + row &* columns
      let out = output + row &* columns
      forEachLanes(to: columns) { j in
        let x = line[lanes: j] + bias[lanes: j]
        line[lanes: j] = x
        out[lanes: j] = gelu(x)
      } rest: { j, n in
        let x = line[lanes: j, n] + bias[lanes: j, n]
        line[lanes: j, n] = x
        out[lanes: j, n] = gelu(x)
      }
      row &+= 1
    }
  }

  /// In the forward pass this was: y = x Φ(x).
  ///
  /// So dx = dy (Φ(x) + x φ(x)), where φ is the density exp(-x² / 2) / √(2π).
  public static func geluBackward(
    _ values: UnsafeMutablePointer<Float>, dOutput: UnsafePointer<Float>, count: Int
  ) {
    @inline(__always)
    func slope(_ x: Lanes) -> Lanes {
      let cumulative = (ElementaryLanes.erf(x * 0.707_106_77) + 1) * 0.5
      let density = ElementaryLanes.exp(x * x * -0.5) * 0.398_942_28
      return cumulative + x * density
    }
    forEachLanes(to: count) { i in
      values[lanes: i] = dOutput[lanes: i] * slope(values[lanes: i])
    } rest: { i, n in
      values[lanes: i, n] = dOutput[lanes: i, n] * slope(values[lanes: i, n])
    }
  }
}
