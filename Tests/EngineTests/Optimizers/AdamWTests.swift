import Testing

@testable import Engine

@Suite struct AdamWTests {
  /// Three steps of `torch.optim.AdamW([p], lr=0.01, weight_decay=0.1)`, PyTorch 2.15.0.
  @Test func stepsAsPyTorchDoes() {
    let parameter = Parameter(name: "p", value: Tensor(shape: [3], values: [0.5, -1.25, 3]))
    let optimizer = AdamW(parameters: [parameter], learningRate: 0.01, weightDecay: 0.1)
    let steps: [(gradient: [Float], after: [Double])] = [
      ([0.1, -0.2, 0.3], [0.4895000159740448, -1.2387499809265137, 2.986999988555908]),
      ([1e-3, 0.5, -2.0], [0.4822358191013336, -1.2419334650039673, 2.9903786182403564]),
      ([-0.7, 0.0, 4.0], [0.48733773827552795, -1.244109869003296, 2.9839062690734863]),
    ]
    for step in steps {
      parameter.gradient = Tensor(shape: [3], values: step.gradient)
      optimizer.step()
      // One unit in the last place of the largest value.
      #expect(largestDifference(parameter.value.array, step.after) <= 2.4e-7)
    }
    #expect(parameter.version == 3)
  }

  @Test func passesOverAParameterWithoutGradient() {
    let parameter = Parameter(name: "p", value: Tensor(shape: [2], values: [1, 2]))
    let optimizer = AdamW(parameters: [parameter], learningRate: 0.1, weightDecay: 0.5)
    optimizer.step()
    #expect(parameter.value.array == [1, 2], "no weight decay either")
    #expect(parameter.version == 0)
  }

  /// The notebook's 1 - 5e-5 * 0.0005 is exactly 1 in single precision.
  @Test func decaysNothingAtTheNotebooksSettings() {
    let parameter = Parameter(name: "p", value: Tensor(shape: [2], values: [1, -3]))
    let optimizer = AdamW(parameters: [parameter], learningRate: 5e-5, weightDecay: 0.0005)
    parameter.gradient = Tensor(shape: [2])
    optimizer.step()
    #expect(parameter.value.array == [1, -3])
  }

  @Test func computesTheBitsOfTheLoopValueByValue() {
    var samples = Samples(3)
    let start = samples.floats(65_536 + 13)
    var naive = NaiveAdamW(start)
    let parameter = Parameter(name: "p", value: Tensor(shape: [start.count], values: start))
    let optimizer = AdamW(parameters: [parameter], learningRate: 0.01, weightDecay: 0.1)
    for _ in 0..<4 {
      let gradient = samples.floats(start.count)
      naive.step(gradient, learningRate: 0.01, weightDecay: 0.1)
      parameter.gradient = Tensor(shape: [start.count], values: gradient)
      optimizer.step(optimizer.ownSettings, pool: WorkerPool(threads: 2))
      #expect(parameter.value.array.map(\.bitPattern) == naive.values.map(\.bitPattern))
    }
  }
}
