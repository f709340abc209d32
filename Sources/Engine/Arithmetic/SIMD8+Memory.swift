/// Eight neighbouring floats in memory as one vector, at any alignment.
extension UnsafePointer<Float> {
  @inline(__always)
  subscript(vector index: Int) -> SIMD8<Float> {
    UnsafeRawPointer(self + index).loadUnaligned(as: SIMD8<Float>.self)
  }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always)
  subscript(vector index: Int) -> SIMD8<Float> {
    get { UnsafeRawPointer(self + index).loadUnaligned(as: SIMD8<Float>.self) }
    nonmutating set {
      UnsafeMutableRawPointer(self + index).storeBytes(of: newValue, as: SIMD8<Float>.self)
    }
  }

  /// Fewer than eight floats at an array's end: the other lanes are read as 0 and not written.
  @inline(__always)
  subscript(vector index: Int, count: Int) -> SIMD8<Float> {
    get {
      var vector = SIMD8<Float>()
      for lane in 0..<count { vector[lane] = self[index + lane] }
      return vector
    }
    nonmutating set {
      for lane in 0..<count { self[index + lane] = newValue[lane] }
    }
  }
}

extension SIMD8<Float> {
  /// The sum of the lanes, always in the same order.
  @inline(__always)
  var total: Float {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// The larger of each pair of lanes, by a comparison and a choice (one instruction).
  @inline(__always)
  func maximum(_ other: SIMD8<Float>) -> SIMD8<Float> {
    replacing(with: other, where: other .> self)
  }

  /// The largest lane.
  @inline(__always)
  var largest: Float { self.max() }

  /// Each lane kept between two bounds; NaN stays NaN.
  @inline(__always)
  func between(_ low: Float, _ high: Float) -> SIMD8<Float> {
    let low = SIMD8(repeating: low)
    let high = SIMD8(repeating: high)
    return replacing(with: low, where: self .< low).replacing(with: high, where: self .> high)
  }
}
