/// Four floats at a time, for any processor.
typealias Vector = SIMD4<Float>

/// a * b + c with one rounding, without an instruction for it.
///
/// The product of two singles is exact in double precision. The sum is rounded to odd there: where
/// it is not exact, its last bit is set. Rounding that to single precision is then as if the exact sum
/// had been rounded once (Boldo and Melquiond, "Emulation of a FMA and correctly rounded sums", 2008).
@inline(__always)
func fusedMultiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
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
  let result = unsafeBitCast(odd, to: SIMD4<Double>.self)
  return Vector(Float(result.x), Float(result.y), Float(result.z), Float(result.w))
}

@inline(__always)
private func wide(_ x: Vector) -> SIMD4<Double> {
  SIMD4(Double(x.x), Double(x.y), Double(x.z), Double(x.w))
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
