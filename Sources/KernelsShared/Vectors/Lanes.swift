/// Sixteen neighbouring values: what every row of a layer is computed in, whatever the processor.
///
/// An AVX-512 processor has a register for them, the others compute them in two or four. How the
/// lanes of a sum are added up is defined on sixteen, so the width of a register shows nowhere.
typealias Lanes = SIMD16<Float>

extension UnsafePointer<Float> {
  /// Sixteen floats at any alignment.
  @inline(__always)
  subscript(lanes index: Int) -> Lanes {
    UnsafeRawPointer(self + index).loadUnaligned(as: Lanes.self)
  }

  /// Fewer than sixteen floats at a row's end; the other lanes are 0 and not read.
  @inline(__always)
  subscript(lanes index: Int, count: Int) -> Lanes {
    var vector = Lanes()
    // By way of memory: a lane whose number is not known takes as long by itself.
    withUnsafeMutableBytes(of: &vector) {
      $0.baseAddress?.copyMemory(
        from: self + index, byteCount: count &* MemoryLayout<Float>.size)
    }
    return vector
  }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always)
  subscript(lanes index: Int) -> Lanes {
    get { UnsafeRawPointer(self + index).loadUnaligned(as: Lanes.self) }
    nonmutating set {
      UnsafeMutableRawPointer(self + index).storeBytes(of: newValue, as: Lanes.self)
    }
  }

  /// Fewer than sixteen floats at a row's end: the other lanes are read as 0 and not written.
  @inline(__always)
  subscript(lanes index: Int, count: Int) -> Lanes {
    get { UnsafePointer(self)[lanes: index, count] }
    nonmutating set {
      withUnsafeBytes(of: newValue) {
        guard let lanes = $0.baseAddress else { return }
        UnsafeMutableRawPointer(self + index).copyMemory(
          from: lanes, byteCount: count &* MemoryLayout<Float>.size)
      }
    }
  }
}

extension Lanes {
  /// The sum of the lanes, always in the same order: halves upon halves.
  @inline(__always)
  var total: Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// The larger of each pair of lanes, by a comparison and a choice (one instruction).
  @inline(__always)
  func maximum(_ other: Lanes) -> Lanes { replacing(with: other, where: other .> self) }

  /// The largest lane.
  @inline(__always)
  var largest: Float {
    let eight = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
    let four = eight.lowHalf.replacing(
      with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
    return two.y > two.x ? two.y : two.x
  }

  /// Each lane kept between two bounds; NaN stays NaN.
  @inline(__always)
  func between(_ low: Float, _ high: Float) -> Lanes {
    let low = Lanes(repeating: low)
    let high = Lanes(repeating: high)
    return replacing(with: low, where: self .< low).replacing(with: high, where: self .> high)
  }

  /// The first lanes as they are, the others 0.
  @inline(__always)
  func keepingFirst(_ count: Int) -> Lanes {
    let count = SIMD16<Int32>(repeating: Int32(truncatingIfNeeded: count))
    return replacing(with: 0, where: SIMD16<Int32>.places .>= count)
  }
}

extension SIMD16<Int32> {
  /// 0, 1, 2 and so on.
  @inline(__always)
  static var places: SIMD16<Int32> { SIMD16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) }
}

/// Calls `body` for sixteen places after the other from `start` on: where they start, and how many
/// are left, where those are fewer than sixteen.
@inline(__always)
func forEachLanes(
  from start: Int = 0, to end: Int, _ whole: (Int) -> Void,
  rest: (_ start: Int, _ count: Int) -> Void
) {
  var place = start
  while place &+ 16 <= end {
    whole(place)
    place &+= 16
  }
  if place < end { rest(place, end &- place) }
}
