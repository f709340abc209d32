import Foundation
import Testing

@testable import Engine

@Suite struct CrossEntropyTests {
  /// The mean of logsumexp(logits) - logits[label], by loops in double precision.
  private func loss(_ logits: [Double], labels: [Int]) -> Double {
    let width = logits.count / labels.count
    return labels.indices.reduce(0) { sum, row in
      let line = logits[row * width..<(row + 1) * width]
      return sum + Foundation.log(line.reduce(0) { $0 + Foundation.exp($1) })
        - logits[row * width + labels[row]]
    } / Double(labels.count)
  }

  @Test func agreesWithTheDefinitionAndItsSlopes() {
    var samples = Samples(5)
    let logits = samples.tensor([4, 3], scale: 3)
    let labels = [0, 2, 1, 2]
    let (value, gradient) = CrossEntropy.lossAndGradient(logits: logits, labels: labels)
    let exact = logits.array.map(Double.init)
    #expect(abs(Double(value) - loss(exact, labels: labels)) < 2e-7)
    let slopes = exact.indices.map { index -> Double in
      var (above, below) = (exact, exact)
      above[index] += 1e-6
      below[index] -= 1e-6
      return (loss(above, labels: labels) - loss(below, labels: labels)) / 2e-6
    }
    #expect(largestDifference(gradient.array, slopes) < 1e-7)
  }

  @Test func staysFiniteForLargeLogits() {
    let logits = Tensor(shape: [1, 2], values: [1000, -1000])
    #expect(CrossEntropy.lossAndGradient(logits: logits, labels: [0]).loss == 0)
    #expect(CrossEntropy.lossAndGradient(logits: logits, labels: [1]).loss == 2000)
  }

  @Test func isLnTwoWhereTheModelKnowsNothing() {
    let logits = Tensor(shape: [2, 2], values: [0.3, 0.3, -1, -1])
    let loss = CrossEntropy.lossAndGradient(logits: logits, labels: [0, 1]).loss
    #expect(abs(loss - 0.693_147_2) < 1e-7)
  }
}
