/// Copies of operands in the order in which a tile reads them: panels of a few columns each, row by
/// row.
///
/// What lies beside the operand is never read, and padding never reaches a result.
enum Packing {
  /// The distance between the rows of a panel of so many columns.
  @inline(__always)
  static func width(_ columns: Int) -> Int { (columns &+ 3) & ~3 }

  /// out [k, width] = the transpose of `rows` rows of k floats; columns from `rows` on hold anything
  /// that is finite where the operand is.
  ///
  /// - Parameter width: a multiple of 4, at least `rows`.
  @inline(__always)
  static func transpose(
    _ source: UnsafePointer<Float>, stride: Int, rows: Int, k: Int,
    into out: UnsafeMutablePointer<Float>, width: Int
  ) {
    var row = 0
    while row < width {
      // A row past the end is the last one once more.
      let last = rows &- 1
      let r0 = source + (row < last ? row : last) &* stride
      let r1 = source + (row &+ 1 < last ? row &+ 1 : last) &* stride
      let r2 = source + (row &+ 2 < last ? row &+ 2 : last) &* stride
      let r3 = source + (row &+ 3 < last ? row &+ 3 : last) &* stride
      var to = out + row
      var p = 0
      while p &+ 4 <= k {
        // Sixteen values, row by row; every fourth of them is a column.
        let block = Lanes(
          lowHalf: SIMD8(lowHalf: four(r0 + p), highHalf: four(r1 + p)),
          highHalf: SIMD8(lowHalf: four(r2 + p), highHalf: four(r3 + p)))
        let (even, odd) = (block.evenHalf, block.oddHalf)
        store(even.evenHalf, to)
        store(odd.evenHalf, to + width)
        store(even.oddHalf, to + 2 &* width)
        store(odd.oddHalf, to + 3 &* width)
        to += 4 &* width
        p &+= 4
      }
      while p < k {
        store(SIMD4(r0[p], r1[p], r2[p], r3[p]), to)
        to += width
        p &+= 1
      }
      row &+= 4
    }
  }

  /// out [k, width] = `columns` columns of k rows; the rest of each row is 0.
  ///
  /// - Parameter width: a multiple of 4, at least `columns`.
  @inline(__always)
  static func copy(
    _ source: UnsafePointer<Float>, stride: Int, columns: Int, k: Int,
    into out: UnsafeMutablePointer<Float>, width: Int
  ) {
    let lanes = Vector.scalarCount
    var (from, to) = (source, out)
    var p = 0
    while p < k {
      var j = 0
      while j &+ lanes <= columns {
        let vector = UnsafeRawPointer(from + j).loadUnaligned(as: Vector.self)
        UnsafeMutableRawPointer(to + j).storeBytes(of: vector, as: Vector.self)
        j &+= lanes
      }
      while j < columns {
        to[j] = from[j]
        j &+= 1
      }
      while j < width {
        to[j] = 0
        j &+= 1
      }
      from += stride
      to += width
      p &+= 1
    }
  }

  @inline(__always)
  private static func four(_ pointer: UnsafePointer<Float>) -> SIMD4<Float> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Float>.self)
  }

  @inline(__always)
  private static func store(_ value: SIMD4<Float>, _ pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD4<Float>.self)
  }
}
