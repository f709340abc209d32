/// The elementary functions, written out so that every machine computes the same bits.
///
/// The vector forms serve the layers; the scalar forms, in double precision, serve the few places
/// that are computed once a sentence. None of them calls the C library, whose results change
/// from version to version, and Swift never contracts `a * b + c`, so the bits are fixed here.
enum Elementary {
  // MARK: - Vectors of eight

  /// e to the x for eight values; relative error below 2e-7 where the result is a normal number.
  ///
  /// Below -87.3 the result is 0, as it would be but for subnormal numbers; above 88.3 it is
  /// infinite. Method: Cody and Waite's reduction to |r| <= ln 2 / 2, then Taylor's polynomial.
  @inline(__always)
  static func exp(_ x: SIMD8<Float>) -> SIMD8<Float> {
    let clamped = x.between(-87.5, 88.5)
    // Adding 1.5 * 2^23 rounds to a whole number, which then stands in the low bits.
    let magic = SIMD8<Float>(repeating: 12_582_912)
    let shifted = clamped * 1.442_695_04 + magic
    let n = shifted - magic
    let r = (clamped - n * 0.693_145_752) - n * 1.428_606_82e-6
    var p = SIMD8<Float>(repeating: 1.0 / 5040)
    p = p * r + (1.0 / 720)
    p = p * r + (1.0 / 120)
    p = p * r + (1.0 / 24)
    p = p * r + (1.0 / 6)
    p = p * r + 0.5
    p = p * (r * r) + r + 1
    let exponent = SIMD8<Int32>(truncatingIfNeeded: unsafeBitCast(shifted, to: SIMD8<UInt32>.self))
    // 2^n as a float: the exponent field alone. n is at most 128, where this is infinite.
    let power = unsafeBitCast((exponent &- 0x4B40_0000 &+ 127) &<< 23, to: SIMD8<Float>.self)
    return (p * power).replacing(with: 0, where: x .< -87.3)
  }

  /// The error function for eight values; absolute error below 4.2e-7.
  ///
  /// Rational approximation x · P(x²) / Q(x²) on [-4, 4], beyond which erf is 1 in single
  /// precision. Coefficients: Eigen, `generic_fast_erf_float`, as XLA uses them too.
  @inline(__always)
  static func erf(_ x: SIMD8<Float>) -> SIMD8<Float> {
    let x = x.between(-4, 4)
    let x2 = x * x
    var p = SIMD8<Float>(repeating: -2.726_142_258_013_06e-10)
    p = p * x2 + 2.770_681_424_959_02e-08
    p = p * x2 + -2.101_024_020_821_08e-06
    p = p * x2 + -5.692_506_394_623_46e-05
    p = p * x2 + -7.349_906_303_268_55e-04
    p = p * x2 + -2.954_599_808_540_25e-03
    p = p * x2 + -1.609_603_332_624_15e-02
    var q = SIMD8<Float>(repeating: -1.456_607_184_649_96e-05)
    q = q * x2 + -2.133_740_552_789_05e-04
    q = q * x2 + -1.682_826_974_382_03e-03
    q = q * x2 + -7.373_329_167_204_68e-03
    q = q * x2 + -1.426_473_905_144_89e-02
    return x * p / q
  }

  // MARK: - Single values, in double precision

  /// e to the x; relative error below 1e-15.
  static func exp(_ x: Double) -> Double {
    guard x < 709 else { return x.isNaN ? x : .infinity }
    guard x > -745 else { return 0 }
    let n = (x * 1.442_695_040_888_963_4).rounded()
    let r = (x - n * 0.693_147_180_369_123_8) - n * 1.908_214_929_270_587_7e-10
    // Taylor's series of e^r, |r| <= 0.35: the 16th term is below 1e-19.
    var term = 1.0
    var sum = 1.0
    for k in 1...16 {
      term *= r / Double(k)
      sum += term
    }
    return sum.scaled(by: Int(n))
  }

  /// The natural logarithm of a positive number; relative error below 1e-15 away from 1.
  static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return x == 0 ? -.infinity : (x > 0 ? x : .nan) }
    var mantissa = x.significand
    var exponent = Double(x.exponent)
    if mantissa > 1.414_213_562_373_095 {
      mantissa /= 2
      exponent += 1
    }
    // log m = 2 artanh s, |s| <= 0.1716: eleven odd terms reach 1e-18.
    let s = (mantissa - 1) / (mantissa + 1)
    let s2 = s * s
    var sum = 0.0
    for k in stride(from: 21, through: 1, by: -2) { sum = sum * s2 + 1 / Double(k) }
    return exponent * 0.693_147_180_559_945_3 + 2 * s * sum
  }

  /// The hyperbolic tangent; absolute error below 1e-15.
  static func tanh(_ x: Double) -> Double {
    let e = exp(-2 * abs(x))
    let magnitude = (1 - e) / (1 + e)
    return x < 0 ? -magnitude : magnitude
  }
}

extension Double {
  /// This value times 2 to the n, also where 2 to the n alone is out of range.
  fileprivate func scaled(by n: Int) -> Double {
    Double(sign: .plus, exponent: n / 2, significand: self)
      * Double(sign: .plus, exponent: n - n / 2, significand: 1)
  }
}
