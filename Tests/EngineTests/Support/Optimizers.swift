@testable import Engine

extension Optimizer {
  /// A step at the given rate on one thread.
  func step() { step(ownSettings, pool: WorkerPool(threads: 1)) }
}

/// Every kind of step that an optimizer can take.
enum OptimizerKind: CaseIterable {
  case adamW, adam, amsgrad, descent, momentum, nesterov, nadam, rmsprop, centered, adagrad,
    adadelta

  func optimizer(_ parameters: [Parameter]) -> any Optimizer {
    let groups = [ParameterGroup(parameters: parameters, learningRate: 0.01, weightDecay: 0.1)]
    return switch self {
    case .adamW: AdamW(groups: groups)
    case .adam: Adam(groups: groups)
    case .amsgrad: Adam(groups: groups, amsgrad: true)
    case .nadam: NAdam(groups: groups)
    case .rmsprop: RMSprop(groups: groups)
    case .centered: RMSprop(groups: groups, momentum: 0.5, centered: true)
    case .adagrad: Adagrad(groups: groups, rateDecay: 0.1, initial: 0.5)
    case .adadelta: Adadelta(groups: groups)
    case .descent: SGD(groups: groups)
    case .momentum: SGD(groups: groups, momentum: 0.9, dampening: 0.2)
    case .nesterov: SGD(groups: groups, momentum: 0.9, nesterov: true)
    }
  }
}

/// `AdamW` value by value: the loop that the vectors stand for.
struct NaiveAdamW {
  var values: [Float]
  private var mean: [Float]
  private var square: [Float]
  private var steps = 0

  init(_ values: [Float]) {
    self.values = values
    mean = [Float](repeating: 0, count: values.count)
    square = mean
  }

  mutating func step(_ gradient: [Float], learningRate: Double, weightDecay: Double) {
    steps += 1
    func power(_ base: Double) -> Double {
      (0..<steps).reduce(1.0) { product, _ in product * base }
    }
    let decay = Float(1 - learningRate * weightDecay)
    let stepSize = Float(-(learningRate / (1 - power(0.9))))
    let rootScale = Float((1 - power(0.999)).squareRoot())
    for i in values.indices {
      values[i] *= decay
      mean[i] += Float(1 - 0.9) * (gradient[i] - mean[i])
      square[i] = square[i] * Float(0.999) + Float(1 - 0.999) * gradient[i] * gradient[i]
      let denominator = square[i].squareRoot() / rootScale + Float(1e-8)
      values[i] += stepSize * mean[i] / denominator
    }
  }
}
