/// The rectifier, max(x, 0).
extension VectorKernels {
  public static func relu(_ values: UnsafeMutablePointer<Float>, count: Int) {
    @inline(__always)
    func relu(_ x: Lanes) -> Lanes { x.replacing(with: 0, where: x .< 0) }
    forEachLanes(to: count) { i in
      values[lanes: i] = relu(values[lanes: i])
    } rest: { i, n in
      values[lanes: i, n] = relu(values[lanes: i, n])
    }
  }

  /// In the forward pass this was: y = max(x, 0).
  public static func reluBackward(
    _ dValues: UnsafeMutablePointer<Float>, output: UnsafePointer<Float>, count: Int
  ) {
    forEachLanes(to: count) { i in
      dValues[lanes: i] = dValues[lanes: i].replacing(with: 0, where: output[lanes: i] .<= 0)
    } rest: { i, n in
      dValues[lanes: i, n] = dValues[lanes: i, n].replacing(
        with: 0, where: output[lanes: i, n] .<= 0)
    }
  }
}
