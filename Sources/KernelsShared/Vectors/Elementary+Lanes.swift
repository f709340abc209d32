/// Elementary functions of sixteen values.
///
/// Nothing here is fused that the source does not fuse, and nothing calls the C library, so the
/// bits are the same on every processor.
///
/// Transparent, since a call would pass its sixteen values through memory: the compiler takes two
/// functions of this size for too large to be inlined.
enum ElementaryLanes {
  /// e to the x; relative error below 2e-7 where the result is a normal number.
  ///
  /// Below -87.3 the result is 0, as it would be but for subnormal numbers; above 88.3 it is
  /// infinite. Method: Cody and Waite's reduction to |r| <= ln 2 / 2, then Taylor's polynomial.
  @_transparent
  static func exp(_ x: Lanes) -> Lanes {
    let clamped = x.between(-87.5, 88.5)
    // Adding 1.5 * 2^23 rounds to a whole number, which then stands in the low bits.
    let magic = Lanes(repeating: 12_582_912)
    let shifted = clamped * 1.442_695_04 + magic
    let n = shifted - magic
    let r = (clamped - n * 0.693_145_752) - n * 1.428_606_82e-6
    var p = Lanes(repeating: 1.0 / 5040)
    p = p * r + (1.0 / 720)
    p = p * r + (1.0 / 120)
    p = p * r + (1.0 / 24)
    p = p * r + (1.0 / 6)
    p = p * r + 0.5
    p = p * (r * r) + r + 1
    let exponent = unsafeBitCast(shifted, to: SIMD16<Int32>.self)
    // 2^n as a float: the exponent field alone. n is at most 128, where this is infinite.
    let power = unsafeBitCast((exponent &- 0x4B40_0000 &+ 127) &<< 23, to: Lanes.self)
    return (p * power).replacing(with: 0, where: x .< -87.3)
  }

  /// The error function; absolute error below 4.2e-7.
  ///
  /// Rational approximation x · P(x²) / Q(x²) on [-4, 4], beyond which erf is 1 in single
  /// precision. Coefficients: Eigen, `generic_fast_erf_float`, as XLA uses them too.
  @_transparent
  static func erf(_ x: Lanes) -> Lanes {
    let x = x.between(-4, 4)
    let x2 = x * x
    var p = Lanes(repeating: -2.726_142_258_013_06e-10)
    p = p * x2 + 2.770_681_424_959_02e-08
    p = p * x2 + -2.101_024_020_821_08e-06
    p = p * x2 + -5.692_506_394_623_46e-05
    p = p * x2 + -7.349_906_303_268_55e-04
    p = p * x2 + -2.954_599_808_540_25e-03
    p = p * x2 + -1.609_603_332_624_15e-02
    var q = Lanes(repeating: -1.456_607_184_649_96e-05)
    q = q * x2 + -2.133_740_552_789_05e-04
    q = q * x2 + -1.682_826_974_382_03e-03
    q = q * x2 + -7.373_329_167_204_68e-03
    q = q * x2 + -1.426_473_905_144_89e-02
    return x * p / q
  }
}

extension VectorKernels {
  public static func exponential(_ values: UnsafeMutablePointer<Float>, count: Int) {
    forEachLanes(to: count) {
      values[lanes: $0] = ElementaryLanes.exp(values[lanes: $0])
    } rest: {
      values[lanes: $0, $1] = ElementaryLanes.exp(values[lanes: $0, $1])
    }
  }

  public static func errorFunction(_ values: UnsafeMutablePointer<Float>, count: Int) {
    forEachLanes(to: count) {
      values[lanes: $0] = ElementaryLanes.erf(values[lanes: $0])
    } rest: {
      values[lanes: $0, $1] = ElementaryLanes.erf(values[lanes: $0, $1])
    }
  }
}
