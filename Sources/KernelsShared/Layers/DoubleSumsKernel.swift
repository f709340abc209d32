/// Sums in double precision: sixteen lanes, added up by halves.
extension VectorKernels {
  public static func sum(_ values: UnsafePointer<Float>, count: Int) -> Double {
    var sum = SIMD16<Double>()
    forEachLanes(to: count) {
      sum += wide(values[lanes: $0])
    } rest: {
      sum += wide(values[lanes: $0, $1])
    }
    return total(sum)
  }

  public static func sums(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> (values: Double, products: Double) {
    var (values, products) = (SIMD16<Double>(), SIMD16<Double>())
    forEachLanes(to: count) {
      let wideA = wide(a[lanes: $0])
      values += wideA
      products += wideA * wide(b[lanes: $0])
    } rest: {
      let wideA = wide(a[lanes: $0, $1])
      values += wideA
      products += wideA * wide(b[lanes: $0, $1])
    }
    return (total(values), total(products))
  }

  public static func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
    var sum = SIMD16<Double>()
    forEachLanes(to: count) {
      let wide = wide(values[lanes: $0])
      sum += wide * wide
    } rest: {
      let wide = wide(values[lanes: $0, $1])
      sum += wide * wide
    }
    return total(sum)
  }

  /// Lane by lane, which is one conversion a register: the standard library's own conversion would be
  /// code that all targets share, compiled for this one's processor.
  @inline(__always)
  private static func wide(_ lanes: Lanes) -> SIMD16<Double> {
    var wide = SIMD16<Double>()
    var lane = 0
    while lane < 16 {
      wide[lane] = Double(lanes[lane])
      lane &+= 1
    }
    return wide
  }

  @inline(__always)
  private static func total(_ sum: SIMD16<Double>) -> Double {
    let eight = sum.lowHalf + sum.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}
