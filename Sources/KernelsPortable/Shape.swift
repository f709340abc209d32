/// Four floats at a time, for any processor.
typealias Vector = SIMD4<Float>

/// a * b + c with one rounding, without an instruction for it.
///
/// The product of two singles is exact in double precision. Where the sum, rounded to double precision,
/// is no midpoint between two neighbouring singles, rounding it once more gives the single that is nearest to
/// the exact sum: rounding keeps an order, and every midpoint is a double. Midpoints of normal singles
/// end in a 1 and 28 zeros; those of subnormal ones lie elsewhere, so small sums are doubtful as well.
@inline(__always)
func fusedMultiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
  let sum = wide(a) * wide(b) + wide(c)
  // Of each double the low word (even) and the high one (odd).
  let words = unsafeBitCast(sum, to: SIMD8<UInt32>.self)
  let isMidpoint = (words.evenHalf & 0x1FFF_FFFF) .== 0x1000_0000
  // Above 0 and below 2^-126, in one comparison: 0 itself wraps around to the largest integer.
  let size = unsafeBitCast((words.oddHalf & 0x7FFF_FFFF) &+ 0x7FFF_FFFF, to: SIMD4<Int32>.self)
  let isSmall = size .< Int32.min + 0x380F_FFFF
  let isDoubtful = unsafeBitCast(isMidpoint .| isSmall, to: SIMD2<UInt64>.self)
  guard _fastPath((isDoubtful.x | isDoubtful.y) == 0) else { return roundedToOdd(a, b, c) }
  return narrow(sum)
}

/// The same by way of a double that is rounded to odd: where the sum is not exact, its last bit is set.
///
/// Rounding that to single precision is then as if the exact sum had been rounded once (Boldo and
/// Melquiond, "Emulation of a FMA and correctly rounded sums", 2008).
@inline(never)
private func roundedToOdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
  let product = wide(a) * wide(b)
  let c = wide(c)
  let sum = product + c
  // What the rounding took away, exactly (Knuth's two-sum). NaN where the sum is not finite.
  let share = sum - product
  let error = (product - (sum - share)) + (c - share)
  let bits = unsafeBitCast(sum, to: SIMD4<Int64>.self)
  // Towards the error: away from zero where both have one sign, else towards it.
  let signs = unsafeBitCast(error, to: SIMD4<Int64>.self) ^ bits
  let step = SIMD4<Int64>(repeating: 1).replacing(with: -1, where: signs .< 0)
  let isInexact = (error .> 0) .| (error .< 0)
  let odd = bits.replacing(with: bits &+ step, where: isInexact .& ((bits & 1) .== 0))
  return narrow(unsafeBitCast(odd, to: SIMD4<Double>.self))
}

@inline(__always)
private func wide(_ x: Vector) -> SIMD4<Double> {
  SIMD4(Double(x.x), Double(x.y), Double(x.z), Double(x.w))
}

@inline(__always)
private func narrow(_ x: SIMD4<Double>) -> Vector {
  Vector(Float(x.x), Float(x.y), Float(x.z), Float(x.w))
}

/// Tiles of four rows and two vectors.
enum Shape {
  static var name: String { "portable" }
  static var panelVectors: Int { 2 }
  typealias Panel = Beside<Single, Single>
  typealias Tall = Rows4<Panel>

  /// Panels side by side for one to three rows, and the tiles for them: one, since nothing waits.
  @inline(__always)
  static func panels(rows: Int) -> Int { 1 }
  static var mostPanels: Int { 1 }
  typealias One = OneRow<Panel>
  typealias Few = Rows3<Panel>
}
