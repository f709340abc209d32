import Testing

@testable import Engine

/// What evaluation mode makes of running figures, and of none.
@Suite struct BatchNormTests {
  private func run(_ options: [String: OptionValue], _ values: [Float]) throws -> ModuleRun {
    let options = options.merging(["num_features": 1, "affine": false]) { $1 }
    let norm = try LayerCatalogue.entries.named("batch_norm1d").make(Options(options))
    norm.initialize(from: TorchGenerator(seed: 1))
    return try ModuleRun(
      norm, [.numbers(Tensor(shape: [values.count, 1], values: values))], isTraining: false)
  }

  /// The running figures begin as 0 and 1, and are constants: a slope of 1 / √(1 + eps) for each value
  /// by itself.
  @Test func takesRunningFiguresForConstants() throws {
    let run = try run(["eps": 0.5625], [2, 4, 9])
    let scale: Float = 0.8
    #expect(run.outputs[0].array == [2 * scale, 4 * scale, 9 * scale])
    #expect(run.inputGradients[0]?.array == run.weights[0].array.map { $0 * scale })
  }

  /// A batch of 1 and 3 has mean 2 and variance 1.
  @Test func takesTheBatchsOwnFiguresWhereNoneAreKept() throws {
    let run = try run(["track_running_stats": false, "eps": 0.5625], [1, 3])
    #expect(run.outputs[0].array == [-0.8, 0.8])
    // What comes back sums up to 0, since a shift of the whole batch changes nothing.
    let gradient = try #require(run.inputGradients[0]).array
    #expect(abs(gradient[0] + gradient[1]) < 1e-6)
  }

  /// What rounding leaves of a variance of 0 may be below it.
  @Test func knowsNoVarianceBelowZero() {
    let moments = Moments(sum: 3, squares: 3.0.nextDown, count: 3, 0)
    #expect(moments.mean == 1 && moments.variance == 0)
  }
}
