import KernelInterface

extension VectorKernels {
  /// Source: PyTorch, `torch/optim/sgd.py`, `_single_tensor_sgd`.
  public static func sgd(
    _ step: SGDStep, value: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    velocity: UnsafeMutablePointer<Float>?, count: Int
  ) {
    guard let velocity else {
      return forEachLanes(to: count) { i in
        value[lanes: i] += step.stepSize * step.decayed(gradient[lanes: i], value[lanes: i])
      } rest: { i, n in
        value[lanes: i, n] +=
          step.stepSize * step.decayed(gradient[lanes: i, n], value[lanes: i, n])
      }
    }
    forEachLanes(to: count) { i in
      let new = step.stepped(value[lanes: i], gradient[lanes: i], velocity[lanes: i])
      (value[lanes: i], velocity[lanes: i]) = (new.value, new.velocity)
    } rest: { i, n in
      let new = step.stepped(value[lanes: i, n], gradient[lanes: i, n], velocity[lanes: i, n])
      (value[lanes: i, n], velocity[lanes: i, n]) = (new.value, new.velocity)
    }
  }
}

extension SGDStep {
  @inline(__always)
  fileprivate func decayed(_ gradient: Lanes, _ value: Lanes) -> Lanes {
    decay == 0 ? gradient : gradient + decay * value
  }

  @inline(__always)
  fileprivate func stepped(
    _ value: Lanes, _ gradient: Lanes, _ velocity: Lanes
  ) -> (value: Lanes, velocity: Lanes) {
    let g = decayed(gradient, value)
    let velocity = isFirst ? g : velocity * momentum + gradientWeight * g
    let direction = nesterov ? g + momentum * velocity : velocity
    return (value + stepSize * direction, velocity)
  }
}
