import KernelInterface

extension VectorKernels {
  /// Source: PyTorch, `torch/optim/adam.py`, `_single_tensor_adam`.
  public static func adam(
    _ step: AdamStep, value: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    mean: UnsafeMutablePointer<Float>, square: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachLanes(to: count) { i in
      let new = step.stepped(value[lanes: i], gradient[lanes: i], mean[lanes: i], square[lanes: i])
      (value[lanes: i], mean[lanes: i], square[lanes: i]) = (new.value, new.mean, new.square)
    } rest: { i, n in
      let new = step.stepped(
        value[lanes: i, n], gradient[lanes: i, n], mean[lanes: i, n], square[lanes: i, n])
      value[lanes: i, n] = new.value
      mean[lanes: i, n] = new.mean
      square[lanes: i, n] = new.square
    }
  }
}

extension AdamStep {
  @inline(__always)
  fileprivate func stepped(
    _ value: Lanes, _ gradient: Lanes, _ mean: Lanes, _ square: Lanes
  ) -> (value: Lanes, mean: Lanes, square: Lanes) {
    // Where nothing is to be added, adding zero times a weight would still turn -0 into 0.
    let g = decay == 0 ? gradient : gradient + decay * value
    let mean = mean + meanWeight * (g - mean)
    let square = square * squareKept + squareWeight * g * g
    let denominator = square.squareRoot() / rootScale + epsilon
    return (value * kept + stepSize * mean / denominator, mean, square)
  }
}
