extension VectorKernels {
  public static func mean(
    _ values: UnsafePointer<Float>, rows: Int, columns: Int,
    into out: UnsafeMutablePointer<Float>
  ) {
    let count = Lanes(repeating: Float(rows))
    forEachLanes(to: columns) { j in
      var sum = Lanes()
      var row = 0
      while row < rows {
        sum += values[lanes: row &* columns &+ j]
        row &+= 1
      }
      out[lanes: j] = sum / count
    } rest: { j, n in
      var sum = Lanes()
      var row = 0
      while row < rows {
        sum += values[lanes: row &* columns &+ j, n]
        row &+= 1
      }
      out[lanes: j, n] = sum / count
    }
  }

  /// In the forward pass this was: out = Σ rows / their number.
  public static func meanBackward(
    dOutput: UnsafePointer<Float>, rows: Int, columns: Int,
    into dValues: UnsafeMutablePointer<Float>
  ) {
    let count = Lanes(repeating: Float(rows))
    var row = 0
    while row < rows {
      let line = dValues + row &* columns
      forEachLanes(to: columns) { j in
        line[lanes: j] = dOutput[lanes: j] / count
      } rest: { j, n in
        line[lanes: j, n] = dOutput[lanes: j, n] / count
      }
      row &+= 1
    }
  }
}
