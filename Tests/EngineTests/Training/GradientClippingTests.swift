import Testing

@testable import Engine

@Suite struct GradientClippingTests {
  private func parameters(_ gradients: [[Float]?]) -> [Parameter] {
    gradients.map { gradient in
      let parameter = Parameter(name: "p", value: Tensor(shape: [gradient?.count ?? 2]))
      parameter.gradient = gradient.map { Tensor(shape: [$0.count], values: $0) }
      return parameter
    }
  }

  private let pool = WorkerPool(threads: 2)

  @Test func scalesAllGradientsTogether() {
    let parameters = parameters([[3, 0], nil, [0, 0, 4]])
    #expect(GradientClipping.clip(parameters, maxNorm: 1, pool: pool) == 5)
    let factor = Float(1 / (5 + 1e-6))
    #expect(parameters[0].gradient?.array == [3 * factor, 0])
    #expect(parameters[1].gradient == nil)
    #expect(parameters[2].gradient?.array == [0, 0, 4 * factor])
  }

  @Test func leavesGradientsBelowTheBoundAlone() {
    let parameters = parameters([[0.3, 0.1], [0.7]])
    let norm = GradientClipping.clip(parameters, maxNorm: 1, pool: pool)
    #expect(abs(norm * norm - 0.59) < 1e-7)
    #expect(parameters.compactMap { $0.gradient?.array } == [[0.3, 0.1], [0.7]])
  }

  /// PyTorch divides by the norm and 1e-6, and takes what is above 1 for 1.
  @Test func scalesANormThatIsTheBoundItself() {
    let parameters = parameters([[3, 4]])
    #expect(GradientClipping.clip(parameters, maxNorm: 5, pool: pool) == 5)
    let factor = Float(5 / (5 + 1e-6))
    #expect(factor < 1 && parameters[0].gradient?.array == [3 * factor, 4 * factor])
  }

  @Test func saysWhereANormIsNotFinite() {
    #expect(GradientClipping.clip(parameters([[1, .nan]]), maxNorm: 1, pool: pool).isNaN)
    #expect(
      GradientClipping.clip(parameters([[1, .infinity]]), maxNorm: 1, pool: pool) == .infinity)
    #expect(GradientClipping.clip(parameters([nil]), maxNorm: 1, pool: pool) == 0)
  }

  @Test func computesTheSameBitsOnAnyNumberOfThreads() {
    func clipped(threads: Int) -> (norm: Double, bits: [[UInt32]?]) {
      var samples = Samples(1)
      let parameters = parameters([samples.floats(150_001), samples.floats(5), samples.floats(64)])
      let norm = GradientClipping.clip(parameters, maxNorm: 1, pool: WorkerPool(threads: threads))
      return (norm, parameters.map { $0.gradient?.array.map(\.bitPattern) })
    }
    let expected = clipped(threads: 1)
    // A sum of squares uniform in (-1, 1), a third each.
    #expect(abs(expected.norm - (150_070.0 / 3).squareRoot()) < 1)
    for threads in [2, 3, 8] { #expect(clipped(threads: threads) == expected) }
  }
}
