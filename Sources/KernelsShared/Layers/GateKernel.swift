/// The two functions that gates are made of, and activation layers too.
extension ElementaryLanes {
  /// 1 / (1 + e to the -x); relative error below 2e-7 where the result is a normal number.
  @_transparent
  static func sigmoid(_ x: Lanes) -> Lanes { 1 / (exp(-x) + 1) }

  /// The hyperbolic tangent; relative error below 1.6e-7.
  ///
  /// Method and coefficients: Moshier, Cephes, `tanhf.c`: a polynomial in x² below 0.625, and
  /// 1 - 2 / (e to the 2x + 1) beyond, both of the value without its sign.
  @_transparent
  static func tanh(_ x: Lanes) -> Lanes {
    let bits = unsafeBitCast(x, to: SIMD16<UInt32>.self)
    let magnitude = unsafeBitCast(bits & 0x7FFF_FFFF, to: Lanes.self)
    let z = magnitude * magnitude
    var p = Lanes(repeating: -5.704_988_727_45e-3)
    p = p * z + 2.063_908_879_54e-2
    p = p * z + -5.373_971_555_31e-2
    p = p * z + 1.333_144_220_36e-1
    p = p * z + -3.333_328_194_22e-1
    let near = p * z * magnitude + magnitude
    let far = 1 - 2 / (exp(magnitude + magnitude) + 1)
    let result = far.replacing(with: near, where: magnitude .< 0.625)
    let sign = bits & 0x8000_0000
    return unsafeBitCast(unsafeBitCast(result, to: SIMD16<UInt32>.self) | sign, to: Lanes.self)
  }
}

extension VectorKernels {
  public static func sigmoid(_ values: UnsafeMutablePointer<Float>, count: Int) {
    replace(values, count) { ElementaryLanes.sigmoid($0) }
  }

  public static func hyperbolicTangent(_ values: UnsafeMutablePointer<Float>, count: Int) {
    replace(values, count) { ElementaryLanes.tanh($0) }
  }

  /// values [count] = function(values), for the many short rows of recurrent cells: where they end
  /// within sixteen lanes, the last sixteen values are read before any is written, and written last.
  @inline(__always)
  private static func replace(
    _ values: UnsafeMutablePointer<Float>, _ count: Int, _ function: (Lanes) -> Lanes
  ) {
    guard count >= 16 else {
      if count > 0 { values[lanes: 0, count] = function(values[lanes: 0, count]) }
      return
    }
    let end = count &- 16
    let last = values[lanes: end]
    var place = 0
    while place <= end {
      values[lanes: place] = function(values[lanes: place])
      place &+= 16
    }
    if place < count { values[lanes: end] = function(last) }
  }
}
