/// Stochastic gradient descent, as `torch.optim.SGD` steps, with momentum where it is not zero.
///
/// The state of a parameter is its momentum, which starts as the first gradient; without momentum
/// there is none. Weight decay is added to the gradient.
/// Source: PyTorch, `torch/optim/sgd.py`, `_single_tensor_sgd`.
public final class SGD: Optimizer {
  public let groups: [ParameterGroup]
  public let momentum: Double
  /// How much of a new gradient is kept out of the momentum.
  public let dampening: Double
  /// Whether a step looks ahead along the momentum (Sutskever et al., 2013).
  public let nesterov: Bool
  public var states: [ParameterState?]

  public init(
    groups: [ParameterGroup], momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false
  ) {
    self.groups = groups
    self.momentum = momentum
    self.dampening = dampening
    self.nesterov = nesterov
    states = groups.flatMap(\.parameters).map { _ in nil }
  }

  public func step(rateFactor: Double, pool: WorkerPool) {
    step(buffers: momentum == 0 ? 0 : 1, pool: pool) { group, parameter, gradient, state in
      SGDUpdate(
        value: parameter.value.values, gradient: gradient.values,
        velocity: state.buffers.first?.values.baseAddress, isFirst: state.steps == 1,
        decay: Float(group.weightDecay), momentum: Float(momentum),
        gradientWeight: Float(1 - dampening), nesterov: nesterov,
        stepSize: Float(-(group.learningRate * rateFactor)))
    }
  }
}

/// One step of gradient descent on one parameter.
private struct SGDUpdate: ElementwiseUpdate {
  let value, gradient: UnsafeMutableBufferPointer<Float>
  /// `nil` without momentum.
  let velocity: UnsafeMutablePointer<Float>?
  /// Whether the momentum is still to be set.
  let isFirst: Bool
  let decay, momentum, gradientWeight: Float
  let nesterov: Bool
  let stepSize: Float

  var count: Int { value.count }

  func run(_ range: Range<Int>) {
    guard let value = value.baseAddress, let gradient = gradient.baseAddress else { return }
    guard let velocity else {
      return range.forEachEight { i in
        value[vector: i] += stepSize * decayed(gradient[vector: i], value[vector: i])
      } rest: { i, n in
        value[vector: i, n] += stepSize * decayed(gradient[vector: i, n], value[vector: i, n])
      }
    }
    range.forEachEight { i in
      let new = stepped(value[vector: i], gradient[vector: i], velocity[vector: i])
      (value[vector: i], velocity[vector: i]) = (new.value, new.velocity)
    } rest: { i, n in
      let new = stepped(value[vector: i, n], gradient[vector: i, n], velocity[vector: i, n])
      (value[vector: i, n], velocity[vector: i, n]) = (new.value, new.velocity)
    }
  }

  @inline(__always)
  private func decayed(_ gradient: SIMD8<Float>, _ value: SIMD8<Float>) -> SIMD8<Float> {
    decay == 0 ? gradient : gradient + decay * value
  }

  @inline(__always)
  private func stepped(
    _ value: SIMD8<Float>, _ gradient: SIMD8<Float>, _ velocity: SIMD8<Float>
  ) -> (value: SIMD8<Float>, velocity: SIMD8<Float>) {
    let g = decayed(gradient, value)
    let velocity = isFirst ? g : velocity * momentum + gradientWeight * g
    let direction = nesterov ? g + momentum * velocity : velocity
    return (value + stepSize * direction, velocity)
  }
}
