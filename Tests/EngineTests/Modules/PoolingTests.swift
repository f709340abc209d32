import Testing

@testable import Engine

/// Where windows end, and which of several values is the largest, as PyTorch has it.
@Suite struct PoolingTests {
  private func make(_ kind: String, _ options: [String: OptionValue]) throws -> any Module {
    try LayerCatalogue.entries.named(kind).make(Options(options))
  }

  private func extents(_ options: [String: OptionValue], of length: Int) throws -> [Int]? {
    try? make("max_pool1d", options).outputs(of: [ActivationShape([1, 1, length])])[0].shape
  }

  /// What comes out of a series, and its gradient where 1, 10, 100 … come back.
  private func run(
    _ kind: String, _ options: [String: OptionValue], _ values: [Float]
  ) throws -> (output: [Float], gradient: [Float]?) {
    let step = try make(kind, options).forward(
      [.numbers(Tensor(shape: [1, 1, values.count], values: values))],
      Pass(
        isTraining: true, goesBack: true, generator: TorchGenerator(seed: 1),
        pool: WorkerPool(threads: 1)))
    let output = try step.outputs[0].tensor("a test")
    var weight: Float = 1
    let dOutput = output.array.map { _ in
      defer { weight *= 10 }
      return weight
    }
    let dInput = step.backward([Tensor(shape: output.shape, values: dOutput)], [true])[0]
    return (output.array, dInput?.array)
  }

  @Test func roundsTheNumberOfWindowsDownOrUp() throws {
    let two: [String: OptionValue] = ["kernel_size": 2]
    #expect(try extents(two, of: 5) == [1, 1, 2])
    #expect(try extents(two.merging(["ceil_mode": true]) { $1 }, of: 5) == [1, 1, 3])
    // The last window would begin in the padding at the end: it is left out.
    let padded: [String: OptionValue] = [
      "kernel_size": 2, "stride": 3, "padding": 1, "ceil_mode": true,
    ]
    #expect(try extents(padded, of: 5) == [1, 1, 2])
    #expect(try extents(padded, of: 6) == [1, 1, 3])
  }

  /// PyTorch's "Output size is too small": a window may hang over the end by less than a stride.
  @Test func refusesAWindowThatTheInputIsTooSmallFor() throws {
    let five: [String: OptionValue] = ["kernel_size": 5, "stride": 1]
    #expect(try extents(five, of: 5) == [1, 1, 1])
    #expect(try extents(five, of: 4) == nil)
    let up = five.merging(["ceil_mode": true]) { $1 }
    #expect(try extents(up, of: 5) == [1, 1, 1])
    #expect(try extents(up, of: 4) == nil)
    #expect(try extents(up.merging(["stride": 2]) { $1 }, of: 4) == [1, 1, 1])
    #expect(try extents(up.merging(["stride": 2]) { $1 }, of: 3) == nil)
    // Without `stride` it is 5, and down it is too small all the same.
    #expect(try extents(["kernel_size": 5], of: 4) == nil)
    #expect(try extents(["kernel_size": 5, "ceil_mode": true], of: 1) == [1, 1, 1])
  }

  @Test func takesPaddingOfUpToHalfAWindow() throws {
    #expect(try extents(["kernel_size": 2, "padding": 1], of: 4) == [1, 1, 3])
    #expect(
      throws: OptionProblem("padding", "must be at most half of kernel_size, as in PyTorch")
    ) { try make("max_pool1d", ["kernel_size": 3, "padding": 2]) }
  }

  /// A window counts the padding that it covers, and never what hangs over that.
  @Test func dividesByWhatAWindowCovers() throws {
    let options: [String: OptionValue] = [
      "kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": true,
    ]
    // Windows [-1, 2), [1, 4), [3, 6) of four values, with padding up to 5: the last covers two.
    let counted = try run("avg_pool1d", options, [6, 12, 18, 24])
    #expect(counted.output == [6, 18, 12])
    let (third, tenThirds): (Float, Float) = (1 / 3, 10 / 3)
    #expect(counted.gradient == [third, third + tenThirds, tenThirds, tenThirds + 50])
    let uncounted = try run(
      "avg_pool1d", options.merging(["count_include_pad": false]) { $1 }, [6, 12, 18, 24])
    #expect(uncounted.output == [9, 18, 24])
  }

  /// Two by two without padding has a way of its own.
  @Test func takesTheFirstOfEqualValuesOfTwoByTwo() throws {
    let layer = try make("max_pool2d", ["kernel_size": 2])
    let run = try ModuleRun(layer, [.numbers(Tensor(shape: [1, 1, 2, 2], values: [7, 7, 7, 7]))])
    #expect(run.inputGradients[0]?.array == [run.weights[0].values[0], 0, 0, 0])
  }

  @Test func takesTheFirstOfEqualValuesOfAnyWindow() throws {
    #expect(try run("max_pool1d", ["kernel_size": 3], [5, 9, 9]).gradient == [0, 1, 0])
  }

  @Test func takesAValueThatIsNoNumberForTheLargest() throws {
    let pooled = try run("max_pool1d", ["kernel_size": 3], [1, .nan, 2, 4, 3, 5])
    #expect(pooled.output[0].isNaN && pooled.output[1] == 5)
  }

  /// Where nothing is larger than minus infinity, the gradient is still the window's own.
  @Test func keepsTheGradientInAWindowOfTheSmallestValue() throws {
    let low = -Float.infinity
    let pooled = try run("max_pool1d", ["kernel_size": 2], [1, 2, low, low])
    #expect(pooled.output == [2, low])
    #expect(pooled.gradient == [0, 1, 10, 0])
  }
}
