import Foundation
import Testing

@testable import Engine

@Suite struct GELUTests {
  private func exact(_ x: Double) -> Double { x * (1 + Foundation.erf(x / 2.0.squareRoot())) / 2 }

  @Test func keepsWhatItsBackwardPassNeeds() {
    var samples = Samples(1)
    let values = samples.tensor([3, 16], scale: 4)
    let bias = samples.tensor([16])
    let sums = (0..<48).map { values.array[$0] + bias.array[$0 % 16] }
    let output = Tensor(shape: [3, 16])
    kernels.gelu(
      addingBias: bias.start, to: values.start, into: output.start, rows: 3, columns: 16)
    #expect(values.array == sums)
    #expect(largestDifference(output.array, sums.map { exact(Double($0)) }) < 2e-6)
  }

  @Test func hasTheGradientsThatFiniteDifferencesHave() {
    var samples = Samples(2)
    // From far below to far above zero, where the slope goes to 0 and 1.
    let values = samples.tensor([1, 64], scale: 8)
    let dOutput = samples.tensor([1, 64])
    let point = values.array.doubles
    let expected = slopes(at: point) { x in
      zip(x, dOutput.array.doubles).reduce(0) { $0 + exact($1.0) * $1.1 }
    }
    kernels.geluBackward(values.start, dOutput: dOutput.start, count: 64)
    expectGradient(values.array, expected)
  }
}
