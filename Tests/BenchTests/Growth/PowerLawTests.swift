import Testing

@testable import lesson_bench

@Suite struct PowerLawTests {
  @Test func findsTheExponentOfAPowerLaw() {
    let points = [1.0, 2, 4, 8].map { (x: $0, y: 3 * $0 * $0) }
    #expect(abs(PowerLaw.exponent(points) - 2) < 1e-12)
  }

  @Test func fitsPointsBesideTheLineByLeastSquares() {
    // In powers of two: (0, 0), (1, 1), (2, 1), whose line of least squares rises by one half.
    #expect(abs(PowerLaw.exponent([(1, 1), (2, 2), (4, 2)]) - 0.5) < 1e-12)
  }
}
