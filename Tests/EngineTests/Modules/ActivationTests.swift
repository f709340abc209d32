import Foundation
import Testing

@testable import Engine

/// Activations where they bend, and where powers are beyond what a number holds.
@Suite struct ActivationTests {
  /// What comes out, and the slopes.
  private func run(
    _ kind: String, _ options: [String: OptionValue] = [:], _ values: [Float]
  ) throws -> (output: [Float], slopes: [Float]) {
    let step = try LayerCatalogue.entries.named(kind).make(Options(options)).forward(
      [.numbers(Tensor(shape: [1, values.count], values: values))],
      Pass(
        isTraining: true, goesBack: true, generator: TorchGenerator(seed: 1),
        pool: WorkerPool(threads: 1)))
    let slopes = step.backward([.filled([1, values.count], with: 1)], [true])[0]
    return (try step.outputs[0].tensor("a test").array, try #require(slopes).array)
  }

  /// PyTorch's slopes at 0 are those below it, and what is no number stays none.
  @Test func takesTheSlopeFromBelowAtZero() throws {
    let relu = try run("relu", [:], [0, -1, 2, .nan])
    #expect(relu.output[...2] == [0, 0, 2] && relu.output[3].isNaN)
    #expect(relu.slopes[...2] == [0, 0, 1])
    let leaky = try run("leaky_relu", ["negative_slope": 0.25], [0, -1, 2, .nan])
    #expect(leaky.output[...2] == [0, -0.25, 2] && leaky.output[3].isNaN)
    #expect(leaky.slopes[...2] == [0.25, 0.25, 1])
  }

  /// PyTorch compares beta times x with the threshold: from 0.5 on it is x itself here.
  @Test func comparesTheThresholdWithXTimesBeta() throws {
    let sharp = try run("softplus", ["beta": 2, "threshold": 1], [0.25, 0.5, 0.75])
    let smooth = [0.25, 0.5].map { log1p(exp(2 * $0)) / 2 }
    #expect(largestDifference(sharp.output, smooth + [0.75]) < 1e-7)
    #expect(sharp.output[2] == 0.75 && sharp.slopes[2] == 1)
    let slopes = [0.25, 0.5].map { 1 / (1 + exp(-2 * $0)) }
    #expect(largestDifference(sharp.slopes, slopes + [1]) < 2e-7)
  }

  @Test func staysFiniteWhereAPowerWouldNot() throws {
    #expect(try run("softmax", ["dim": -1], [1000, 1000, -1000]).output == [0.5, 0.5, 0])
    let logarithms = try run("log_softmax", ["dim": -1], [1000, 1000, -1000]).output
    #expect(largestDifference(logarithms, [-log(2), -log(2), -2000 - log(2)]) < 1e-3)
    #expect(logarithms[0] == Float(-log(2.0)))
  }
}
