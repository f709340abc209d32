import Testing

@testable import Engine

/// `torch.nn.init` of PyTorch 2.15 after `torch.manual_seed(5)`: the first four values, and the last.
@Suite struct InitialValuesTests {
  private static let known: [(values: InitialValues, shape: [Int], expected: [Float])] = [
    (.normal(mean: 1, deviation: 0.5), [3], [0.7566096, 0.6980892, 0.72095186]),
    (
      .normal(mean: 0, deviation: 0.1), [5, 7],
      [0.184233, 0.051888716, -0.17119214, -0.17013794, -0.01777046]
    ),
    (
      .uniform(low: -2, high: 3), [5, 7], [2.1512594, -1.3694454, 2.5373485, 2.0996351, 1.9823145]
    ),
    (
      .xavierUniform(gain: 2), [5, 7], [0.93409336, -1.057518, 1.1524982, 0.9048903, 0.8385237]
    ),
    (
      .xavierNormal(gain: 1), [4, 3, 3, 3],
      [0.3282556, 0.09245229, -0.30502015, -0.30314183, 0.32235888]
    ),
    (
      .kaimingUniform(.fanOut, .leakyReLU(slope: 0.2)), [4, 3, 3, 3],
      [0.26441312, -0.29935086, 0.32623684, 0.25614664, 0.088758744]
    ),
    (
      .kaimingNormal(.fanIn, .relu), [4, 3, 3, 3],
      [0.5014187, 0.14122321, -0.465926, -0.46305677, 0.4924113]
    ),
    (
      .kaimingNormal(.fanIn, .tanh), [6, 7],
      [1.1605587, 0.3268682, -1.078409, -1.0717683, 0.55257666]
    ),
    (.constant(0.25), [2, 2], [0.25, 0.25, 0.25, 0.25, 0.25]),
  ]

  @Test(arguments: known.indices)
  func fillsAsPyTorchDoes(_ index: Int) throws {
    let (values, shape, expected) = Self.known[index]
    let parameter = Parameter("weight", shape: shape)
    values.fill(parameter, from: TorchGenerator(seed: 5))
    let all = parameter.value.array
    let some = all.count > 4 ? Array(all.prefix(4)) + [all[all.count - 1]] : all
    for (found, known) in zip(some, expected) {
      // PyTorch's own sines, cosines and logarithms are not the nearest: its normal numbers are known to
      // 1e-6. What is uniform is the same to the bit.
      let bar: Float = values.isNormal ? 1e-6 : 0
      #expect(abs(found - known) <= bar * max(1, abs(known)), "\(found) for \(known)")
    }
  }

  /// As the table of `torch.nn.init.calculate_gain` has them.
  @Test func hasTheGainsOfPyTorch() {
    typealias Gain = InitialValues.Gain
    #expect([Gain.linear, .sigmoid, .tanh, .selu].map(\.value) == [1, 1, 5.0 / 3, 0.75])
    #expect(Gain.relu.value == 2.0.squareRoot())
    #expect(Gain.leakyReLU(slope: 1).value == 1)
  }

  @Test func refusesNumbersThatSayNoDistribution() {
    #expect(InitialValues("normal", [0, 0]) == .normal(mean: 0, deviation: 0))
    #expect(InitialValues("normal", [0, -1]) == nil)
    #expect(InitialValues("uniform", [2, 2]) == .uniform(low: 2, high: 2))
    #expect(InitialValues("uniform", [2, 1]) == nil)
    #expect(InitialValues("constant", [1, 2]) == nil)
  }

  @Test func saysWhenEachLayerIsDone() {
    let network = Network(chain: [
      ("a", LinearLayer(2, 2)), ("b", Network(chain: [("0", LinearLayer(2, 2))])),
    ])
    var done: [String] = []
    network.initialize(from: TorchGenerator(seed: 1)) { done.append($0) }
    #expect(done == ["a.", "b.0."])
    let other = Network(chain: [
      ("a", LinearLayer(2, 2)), ("b", Network(chain: [("0", LinearLayer(2, 2))])),
    ])
    other.initialize(from: TorchGenerator(seed: 1))
    #expect(
      network.allParameters.map(\.parameter.value.array)
        == other.allParameters.map(\.parameter.value.array))
  }
}
