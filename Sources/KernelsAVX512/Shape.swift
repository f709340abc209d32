/// The registers of AVX-512: thirty-two of sixteen floats.
typealias Vector = SIMD16<Float>

/// a * b + c with one rounding.
@inline(__always)
func fusedMultiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector { c.addingProduct(a, b) }

/// Tiles of fourteen rows and two vectors: twenty-eight sums, two vectors of B and one of A.
enum Shape {
  static var name: String { "avx512" }
  static var panelVectors: Int { 2 }
  typealias Panel = Beside<Single, Single>
  typealias Tall = Rows14<Panel>

  /// Panels side by side for one to three rows, and the tiles for them.
  @inline(__always)
  static func panels(rows: Int) -> Int { rows == 1 ? 4 : 2 }
  static var mostPanels: Int { 4 }
  typealias One = OneRow<Beside<Beside<Panel, Panel>, Beside<Panel, Panel>>>
  typealias Few = Rows3<Beside<Panel, Panel>>
}
