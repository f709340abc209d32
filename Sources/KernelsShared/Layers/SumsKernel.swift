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
