/// The registers of ARM's NEON: thirty-two of four floats.
typealias Vector = SIMD4<Float>

/// a * b + c with one rounding.
@inline(__always)
func fusedMultiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector { c.addingProduct(a, b) }

/// Tiles of eight rows and three vectors: twenty-four sums, three vectors of B and one of A.
enum Shape {
  static var name: String { "neon" }
  static var panelVectors: Int { 3 }
  typealias Panel = Beside<Beside<Single, Single>, Single>
  typealias Tall = Rows8<Panel>

  /// Panels side by side for one to three rows, and the tiles for them.
  @inline(__always)
  static func panels(rows: Int) -> Int { rows == 1 ? 4 : 2 }
  static var mostPanels: Int { 4 }
  typealias One = OneRow<Beside<Beside<Panel, Panel>, Beside<Panel, Panel>>>
  typealias Few = Rows3<Beside<Panel, Panel>>
}
