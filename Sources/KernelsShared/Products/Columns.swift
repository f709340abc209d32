/// Neighbouring columns of a product in registers: one vector, or two groups side by side.
protocol Columns {
  /// Vectors, left to right.
  static var vectors: Int { get }
  /// All zeros.
  init()
  /// A row of B: the columns of a panel lie together, the next panel `panelStride` on.
  init(_ panels: UnsafePointer<Float>, panelStride: Int)
  /// self += a * b, with one rounding an element.
  mutating func addProduct(_ a: Vector, _ b: Self)
  /// Writes scale * self, added to `start` where there is one.
  func finish(_ scale: Vector, _ start: UnsafePointer<Float>?, _ out: UnsafeMutablePointer<Float>)
}

/// One vector of columns.
struct Single: Columns {
  var sum = Vector()

  @inline(__always)
  static var vectors: Int { 1 }

  @inline(__always)
  init() {}

  @inline(__always)
  init(_ panels: UnsafePointer<Float>, panelStride: Int) {
    sum = UnsafeRawPointer(panels).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  mutating func addProduct(_ a: Vector, _ b: Single) { sum = fusedMultiplyAdd(a, b.sum, sum) }

  @inline(__always)
  func finish(_ scale: Vector, _ start: UnsafePointer<Float>?, _ out: UnsafeMutablePointer<Float>) {
    var result = sum * scale
    if let start { result = UnsafeRawPointer(start).loadUnaligned(as: Vector.self) + result }
    UnsafeMutableRawPointer(out).storeBytes(of: result, as: Vector.self)
  }
}

/// Two groups of columns side by side, in one panel or in neighbouring ones.
struct Beside<Left: Columns, Right: Columns>: Columns {
  var left = Left()
  var right = Right()

  @inline(__always)
  static var vectors: Int { Left.vectors &+ Right.vectors }

  /// Columns of the left group.
  @inline(__always)
  static var leftWidth: Int { Left.vectors &* Vector.scalarCount }

  @inline(__always)
  init() {}

  @inline(__always)
  init(_ panels: UnsafePointer<Float>, panelStride: Int) {
    left = Left(panels, panelStride: panelStride)
    let isNextPanel = Left.vectors % Shape.panelVectors == 0
    right = Right(
      panels
        + (isNextPanel ? Left.vectors / Shape.panelVectors &* panelStride : Self.leftWidth),
      panelStride: panelStride)
  }

  @inline(__always)
  mutating func addProduct(_ a: Vector, _ b: Self) {
    left.addProduct(a, b.left)
    right.addProduct(a, b.right)
  }

  @inline(__always)
  func finish(_ scale: Vector, _ start: UnsafePointer<Float>?, _ out: UnsafeMutablePointer<Float>) {
    left.finish(scale, start, out)
    right.finish(scale, start.map { $0 + Self.leftWidth }, out + Self.leftWidth)
  }
}
