import Foundation
import Testing

@testable import Engine

@Suite struct HeadTests {
  /// The loss of linear, ReLU, linear and cross-entropy, by loops in double precision.
  private func loss(
    _ parameters: [[Double]], features: [[Double]], labels: [Int], hidden: Int
  ) -> Double {
    let (w1, b1, w2, b2) = (parameters[0], parameters[1], parameters[2], parameters[3])
    let total = zip(features, labels).reduce(0.0) { sum, row in
      let (x, label) = row
      let inside = (0..<hidden).map { h in
        max(0, x.indices.reduce(b1[h]) { $0 + w1[h * x.count + $1] * x[$1] })
      }
      let logits = b2.indices.map { k in
        inside.indices.reduce(b2[k]) { $0 + w2[k * hidden + $1] * inside[$1] }
      }
      return sum + Foundation.log(logits.reduce(0) { $0 + Foundation.exp($1) }) - logits[label]
    }
    return total / Double(labels.count)
  }

  private func pass(_ head: Network, _ features: Tensor, _ labels: [Int]) throws -> Float {
    let step = try head.forward(
      [.numbers(features)],
      Pass(
        isTraining: true, goesBack: true, generator: TorchGenerator(seed: 1),
        pool: WorkerPool(threads: 1)))
    let (loss, dLogits) = CrossEntropy.lossAndGradient(
      logits: try step.outputs[0].tensor("test"), labels: labels)
    _ = step.backward([dLogits], [false])
    return loss
  }

  @Test func hasTheGradientsThatFiniteDifferencesHave() throws {
    let head = Network.head(inputs: 6, hidden: 5, labels: 3, generator: TorchGenerator(seed: 3))
    var samples = Samples(4)
    let features = samples.tensor([7, 6], scale: 2)
    let labels = [0, 1, 2, 2, 1, 0, 1]
    let value = try pass(head, features, labels)

    let rows = (0..<7).map { r in (0..<6).map { Double(features.values[r * 6 + $0]) } }
    let exact = head.allParameters.map { $0.parameter.value.array.map(Double.init) }
    #expect(abs(loss(exact, features: rows, labels: labels, hidden: 5) - Double(value)) < 5e-7)
    for (p, (name, parameter)) in head.allParameters.enumerated() {
      let slopes = exact[p].indices.map { index -> Double in
        var (above, below) = (exact, exact)
        above[p][index] += 1e-6
        below[p][index] -= 1e-6
        return
          (loss(above, features: rows, labels: labels, hidden: 5)
          - loss(below, features: rows, labels: labels, hidden: 5)) / 2e-6
      }
      let gradient = try #require(parameter.gradient)
      #expect(gradient.shape == parameter.value.shape)
      #expect(largestDifference(gradient.array, slopes) < 1e-6, "\(name)")
    }
  }

  @Test func leavesFrozenParametersWithoutGradient() throws {
    let head = Network.head(inputs: 4, hidden: 3, labels: 2, generator: TorchGenerator(seed: 3))
    let parameters = head.allParameters.map(\.parameter)
    parameters[0].requiresGradient = false
    var samples = Samples(4)
    _ = try pass(head, samples.tensor([2, 4]), [0, 1])
    #expect(parameters.map { $0.gradient == nil } == [true, false, false, false])
  }
}
