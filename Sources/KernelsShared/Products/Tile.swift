/// Rows of a product in registers: one, or one more than so many.
///
/// A tile is a type, so that the compiler knows all of its registers: six rows of two vectors are
/// twelve independent chains of multiply-adds, nothing of which is in memory before its end.
import CProcessor

/// What one block of k adds to some rows and columns of the output.
struct TileWork {
  /// Length of the block.
  var k: Int
  /// A's first element, the distance between rows, and that between neighbours along k.
  var a: UnsafePointer<Float>
  var aRowStride: Int
  var aStep: Int
  /// B's panel: its first row, the distance between rows, and that to the next panel.
  var b: UnsafePointer<Float>
  var bStep: Int
  var panelStride: Int
  var scale: Float
  /// What the products are added to, if anything; its rows lie `startStride` apart.
  var start: UnsafePointer<Float>?
  var startStride: Int
  var out: UnsafeMutablePointer<Float>
  var outStride: Int
}

protocol Tile {
  associatedtype Band: Columns
  static var rows: Int { get }
  init()
  mutating func addProducts(_ a: UnsafePointer<Float>, rowStride: Int, _ b: Band)
  func finish(_ work: TileWork)
  /// Does the work with the tile of exactly `rows` rows, this one or one that it is made of.
  static func run(_ work: TileWork, rows: Int)
}

extension Tile {
  @inline(__always)
  static func run(_ work: TileWork) {
    var tile = Self()
    if work.k >= 64 {
      var row = 0
      while row < rows {
        lesson_prefetch(work.out + row &* work.outStride)
        row &+= 1
      }
    }
    let (a, b, panelStride) = (work.a, work.b, work.panelStride)
    let (aStep, bStep) = (Packing.width(rows), Product.panel)
    if work.aRowStride == 1, work.aStep == aStep, work.bStep == bStep {
      // Both operands are packed, so that all distances are known to the compiler.
      var p = 0
      while p &+ 2 <= work.k {
        let (a, b) = (a + p &* aStep, b + p &* bStep)
        tile.addProducts(a, rowStride: 1, Band(b, panelStride: panelStride))
        tile.addProducts(a + aStep, rowStride: 1, Band(b + bStep, panelStride: panelStride))
        p &+= 2
      }
      if p < work.k {
        tile.addProducts(
          a + p &* aStep, rowStride: 1, Band(b + p &* bStep, panelStride: panelStride))
      }
    } else {
      var (a, b, left) = (a, b, work.k)
      let (aStep, bStep, aRowStride) = (work.aStep, work.bStep, work.aRowStride)
      while left > 0 {
        tile.addProducts(a, rowStride: aRowStride, Band(b, panelStride: panelStride))
        a += aStep
        b += bStep
        left &-= 1
      }
    }
    tile.finish(work)
  }
}

struct OneRow<Band: Columns>: Tile {
  var sums = Band()

  @inline(__always)
  static var rows: Int { 1 }

  @inline(__always)
  init() {}

  @inline(__always)
  mutating func addProducts(_ a: UnsafePointer<Float>, rowStride: Int, _ b: Band) {
    sums.addProduct(Vector(repeating: a.pointee), b)
  }

  @inline(__always)
  func finish(_ work: TileWork) {
    sums.finish(Vector(repeating: work.scale), work.start, work.out)
  }

  @inline(__always)
  static func run(_ work: TileWork, rows: Int) { run(work) }
}

struct OneMore<Others: Tile>: Tile {
  typealias Band = Others.Band
  var others = Others()
  var last = Band()

  @inline(__always)
  static var rows: Int { Others.rows &+ 1 }

  @inline(__always)
  init() {}

  @inline(__always)
  mutating func addProducts(_ a: UnsafePointer<Float>, rowStride: Int, _ b: Band) {
    others.addProducts(a, rowStride: rowStride, b)
    last.addProduct(Vector(repeating: (a + Others.rows &* rowStride).pointee), b)
  }

  @inline(__always)
  func finish(_ work: TileWork) {
    others.finish(work)
    last.finish(
      Vector(repeating: work.scale), work.start.map { $0 + Others.rows &* work.startStride },
      work.out + Others.rows &* work.outStride)
  }

  @inline(__always)
  static func run(_ work: TileWork, rows: Int) {
    if rows == Self.rows { run(work) } else { Others.run(work, rows: rows) }
  }
}

typealias Rows2<Band: Columns> = OneMore<OneRow<Band>>
typealias Rows3<Band: Columns> = OneMore<Rows2<Band>>
typealias Rows4<Band: Columns> = OneMore<Rows3<Band>>
typealias Rows5<Band: Columns> = OneMore<Rows4<Band>>
typealias Rows6<Band: Columns> = OneMore<Rows5<Band>>
typealias Rows7<Band: Columns> = OneMore<Rows6<Band>>
typealias Rows8<Band: Columns> = OneMore<Rows7<Band>>
typealias Rows9<Band: Columns> = OneMore<Rows8<Band>>
typealias Rows10<Band: Columns> = OneMore<Rows9<Band>>
typealias Rows11<Band: Columns> = OneMore<Rows10<Band>>
typealias Rows12<Band: Columns> = OneMore<Rows11<Band>>
typealias Rows13<Band: Columns> = OneMore<Rows12<Band>>
typealias Rows14<Band: Columns> = OneMore<Rows13<Band>>
