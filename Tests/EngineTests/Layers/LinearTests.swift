import Testing

@testable import Engine

@Suite struct LinearTests {
  /// Wider than one block of a weight's gradient in both directions.
  private let inputs = 400
  private let outputs = 388
  private let rows = 9

  private func layer(_ samples: inout Samples) -> Linear {
    Linear(
      weight: Parameter(name: "weight", value: samples.tensor([outputs, inputs])),
      bias: Parameter(name: "bias", value: samples.tensor([outputs])))
  }

  @Test func hasTheGradientsOfTheNaiveLoops() throws {
    var samples = Samples(11)
    let linear = layer(&samples)
    let input = samples.tensor([rows, inputs])
    let dOutput = samples.tensor([rows, outputs])
    let dInput = Tensor(shape: [rows, inputs])
    linear.parameterGradients(dOutput: dOutput.start, input: input.start, rows: rows)
    linear.inputGradient(dOutput: dOutput.start, rows: rows, into: dInput.start)
    let dWeight = MatrixMultiply.naive(
      dOutput.array, input.array, m: outputs, n: inputs, k: rows, transposeA: true,
      transposeB: false)
    #expect(largestDifference(try #require(linear.weight.gradient).array, dWeight) < 1e-5)
    let dBias = (0..<outputs).map { j in
      (0..<rows).reduce(0) { $0 + Double(dOutput.values[$1 * outputs + j]) }
    }
    #expect(largestDifference(try #require(linear.bias.gradient).array, dBias) < 1e-5)
    let naive = MatrixMultiply.naive(
      dOutput.array, linear.weight.value.array, m: rows, n: inputs, k: outputs,
      transposeA: false, transposeB: false)
    #expect(largestDifference(dInput.array, naive) < 5e-5)
  }

  @Test func addsToGradientsThatAreThereAndWritesOverForgottenOnes() throws {
    var samples = Samples(12)
    let linear = layer(&samples)
    let input = samples.tensor([rows, inputs])
    let dOutput = samples.tensor([rows, outputs])
    func pass() {
      linear.parameterGradients(dOutput: dOutput.start, input: input.start, rows: rows)
    }
    pass()
    let once = try #require(linear.weight.gradient).array
    pass()
    let twice = try #require(linear.weight.gradient).array
    #expect(largestDifference(twice, once.map { 2 * Double($0) }) < 1e-5)
    (linear.weight.gradient, linear.bias.gradient) = (nil, nil)
    pass()
    #expect(try #require(linear.weight.gradient).array == once)
  }

  @Test func leavesFrozenParametersWithoutGradient() {
    var samples = Samples(13)
    let linear = layer(&samples)
    linear.weight.requiresGradient = false
    let (input, dOutput) = (samples.tensor([rows, inputs]), samples.tensor([rows, outputs]))
    linear.parameterGradients(dOutput: dOutput.start, input: input.start, rows: rows)
    #expect(linear.weight.gradient == nil)
    #expect(linear.bias.gradient != nil)
  }
}
