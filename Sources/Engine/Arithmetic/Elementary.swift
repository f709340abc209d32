/// The elementary functions in double precision, for the few places that are computed once a
/// sentence, written out so that every machine computes the same bits.
///
/// None of them calls the C library, whose results change from version to version, and Swift never
/// contracts `a * b + c`, so the bits are fixed here. Those of many values at a time are in the
/// kernels.
enum Elementary {
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

  /// The natural logarithm of 1 + x for x from 0 to 1; relative error below 1e-15 also near 0.
  static func log1p(_ x: Double) -> Double {
    // log(1 + x) = 2 artanh s, |s| <= 0.1716: eleven odd terms reach 1e-18.
    guard x < 0.414 else { return log(1 + x) }
    let s = x / (2 + x)
    let s2 = s * s
    var sum = 0.0
    for k in stride(from: 21, through: 1, by: -2) { sum = sum * s2 + 1 / Double(k) }
    return 2 * s * sum
  }

  /// The hyperbolic tangent; absolute error below 1e-15.
  static func tanh(_ x: Double) -> Double {
    let e = exp(-2 * abs(x))
    let magnitude = (1 - e) / (1 + e)
    return x < 0 ? -magnitude : magnitude
  }

  /// Sine and cosine of an angle in turns, 2π each; absolute error below 1e-15.
  static func sineAndCosine(turns: Double) -> (sine: Double, cosine: Double) {
    // To an eighth of a turn at most, which is exact: quarters are whole numbers there.
    let quarters = (turns * 4).rounded()
    let x = (turns - quarters / 4) * 6.283_185_307_179_586
    let x2 = x * x
    // Taylor's series: on |x| <= π/4 the next term is below 1e-17.
    var sine = 0.0
    var cosine = 0.0
    for k in stride(from: 16, through: 2, by: -2) {
      cosine = (1 + cosine) * (-x2 / Double(k * (k - 1)))
      sine = (1 + sine) * (-x2 / Double(k * (k + 1)))
    }
    let (s, c) = (x * (1 + sine), 1 + cosine)
    switch Int(quarters - (quarters / 4).rounded(.down) * 4) {
    case 1: return (c, -s)
    case 2: return (-s, -c)
    case 3: return (-c, s)
    default: return (s, c)
    }
  }
}

extension Double {
  /// This value times 2 to the n, also where 2 to the n alone is out of range.
  fileprivate func scaled(by n: Int) -> Double {
    Double(sign: .plus, exponent: n / 2, significand: self)
      * Double(sign: .plus, exponent: n - n / 2, significand: 1)
  }
}
