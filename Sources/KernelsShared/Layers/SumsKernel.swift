extension VectorKernels {
  public static func add(
    _ values: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachLanes(to: count) {
      sum[lanes: $0] += values[lanes: $0]
    } rest: {
      sum[lanes: $0, $1] += values[lanes: $0, $1]
    }
  }

  public static func addRows(
    _ values: UnsafePointer<Float>, rows: Int, columns: Int, to sum: UnsafeMutablePointer<Float>
  ) {
    // Column by column of lanes, so that a sum stays in a register.
    forEachLanes(to: columns) { j in
      var total = sum[lanes: j]
      var row = 0
      while row < rows {
        total += values[lanes: row &* columns &+ j]
        row &+= 1
      }
      sum[lanes: j] = total
    } rest: { j, n in
      var total = sum[lanes: j, n]
      var row = 0
      while row < rows {
        total += values[lanes: row &* columns &+ j, n]
        row &+= 1
      }
      sum[lanes: j, n] = total
    }
  }

  public static func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
    // Lane by lane, which is one conversion a register: the standard library's own conversion would
    // be code that all targets share, compiled for this one's processor.
    func wide(_ lanes: Lanes) -> SIMD16<Double> {
      var wide = SIMD16<Double>()
      var lane = 0
      while lane < 16 {
        wide[lane] = Double(lanes[lane])
        lane &+= 1
      }
      return wide
    }
    var sum = SIMD16<Double>()
    forEachLanes(to: count) {
      let wide = wide(values[lanes: $0])
      sum += wide * wide
    } rest: {
      let wide = wide(values[lanes: $0, $1])
      sum += wide * wide
    }
    let eight = sum.lowHalf + sum.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  public static func scale(
    _ values: UnsafeMutablePointer<Float>, by factor: Float, count: Int
  ) {
    forEachLanes(to: count) {
      values[lanes: $0] *= factor
    } rest: {
      values[lanes: $0, $1] *= factor
    }
  }
}
