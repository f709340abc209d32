/// Powers in double precision that are the same everywhere: the C library's `pow` may round otherwise
/// elsewhere.
enum Powers {
  /// A whole power, by repeated squaring.
  static func whole(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var factor = base
    var remaining = exponent
    while remaining > 0 {
      if remaining & 1 == 1 { result *= factor }
      factor *= factor
      remaining >>= 1
    }
    return result
  }
}
