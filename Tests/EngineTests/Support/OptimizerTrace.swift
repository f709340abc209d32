import Foundation

@testable import Engine

/// A dozen steps of PyTorch's optimizers on three small tensors.
struct OptimizerTrace: Decodable, Sendable {
  struct Case: Decodable, Sendable, CustomStringConvertible {
    let kind: String
    let lr, weightDecay, eps, momentum, dampening: Double?
    let nesterov: Bool?
    let betas: [Double]?
    /// Tensor, learning rate, weight decay; in the order of the groups.
    let groups: [[Double]]?
    /// Steps of warm-up, where the learning rate follows Hugging Face's linear schedule.
    let warmup: Int?
    /// The bound on the norm of all gradients.
    let clip: Double?
    /// Norms before clipping, one a step.
    let norms: [Double]?
    /// Learning rates of the groups, a list a step.
    let rates: [[Double]]?
    /// The values of all tensors after some of the steps.
    let after: [[Double]]

    var description: String { "\(kind) \(self.norms == nil ? "" : "clipped ")\(momentum ?? 0)" }

    func optimizer(_ parameters: [Parameter]) -> any Optimizer {
      let groups =
        groups?.map { group in
          ParameterGroup(
            parameters: [parameters[Int(group[0])]], learningRate: group[1], weightDecay: group[2])
        } ?? [
          ParameterGroup(
            parameters: parameters, learningRate: lr ?? 0, weightDecay: weightDecay ?? 0)
        ]
      if kind == "SGD" {
        return SGD(
          groups: groups, momentum: momentum ?? 0, dampening: dampening ?? 0,
          nesterov: nesterov ?? false)
      }
      let betas = (betas?[0] ?? 0.9, betas?[1] ?? 0.999)
      return kind == "Adam"
        ? Adam(groups: groups, betas: betas, epsilon: eps ?? 1e-8)
        : AdamW(groups: groups, betas: betas, epsilon: eps ?? 1e-8)
    }
  }

  let shapes: [[Int]]
  /// Which steps `after` shows, from 0.
  let stepsShown: [Int]
  let start: [[Float]]
  /// By step, then by tensor; `null` for a tensor without one.
  let gradients: [[[Float]?]]
  let cases: [Case]

  static func read() throws -> OptimizerTrace {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(OptimizerTrace.self, from: fixture("optimizers.json"))
  }

  func parameters() -> [Parameter] {
    zip(shapes, start).map {
      Parameter(name: "p", value: Tensor(shape: $0, values: $1))
    }
  }

  /// Gives the parameters the gradients of one step.
  func setGradients(_ parameters: [Parameter], step: Int) {
    for (index, parameter) in parameters.enumerated() {
      parameter.gradient = gradients[step][index].map { Tensor(shape: shapes[index], values: $0) }
    }
  }
}
