import Foundation
import Testing

@testable import Engine

/// Each bound is the one that the function's documentation promises.
@Suite struct ElementaryTests {
  private func largest(
    from low: Float, to high: Float, _ error: (SIMD8<Float>, Int) -> Double
  ) -> Double {
    var largest = 0.0
    let count = 200_000
    for i in stride(from: 0, to: count, by: 8) {
      var x = SIMD8<Float>()
      for lane in 0..<8 { x[lane] = low + (high - low) * Float(i + lane) / Float(count) }
      for lane in 0..<8 { largest = max(largest, error(x, lane)) }
    }
    return largest
  }

  @Test func computesTheExponentialOfEight() {
    let error = largest(from: -87, to: 88) { x, lane in
      let exact = Foundation.exp(Double(x[lane]))
      return abs(Double(Elementary.exp(x)[lane]) - exact) / exact
    }
    #expect(error < 2e-7)
  }

  @Test func saturatesTheExponential() {
    let x = SIMD8<Float>(-.infinity, -200, -87.4, 0, 89, 200, .infinity, -0.0)
    let y = Elementary.exp(x)
    #expect(y[0] == 0 && y[1] == 0 && y[2] == 0)
    #expect(y[3] == 1 && y[7] == 1)
    #expect(y[4] == .infinity && y[5] == .infinity && y[6] == .infinity)
  }

  @Test func passesNaNOn() {
    let x = SIMD8<Float>(repeating: .nan)
    #expect(Elementary.exp(x)[0].isNaN)
    #expect(Elementary.erf(x)[0].isNaN)
  }

  @Test func computesTheErrorFunctionOfEight() {
    let error = largest(from: -6, to: 6) { x, lane in
      abs(Double(Elementary.erf(x)[lane]) - Foundation.erf(Double(x[lane])))
    }
    #expect(error < 4.2e-7)
  }

  @Test func computesTheDoublePrecisionFunctions() {
    for i in -20_000...20_000 {
      let x = Double(i) / 300
      #expect(abs(Elementary.exp(x) - Foundation.exp(x)) <= 1e-15 * Foundation.exp(x) * 4)
      #expect(abs(Elementary.tanh(x) - Foundation.tanh(x)) < 1e-15)
      if x > 0 {
        let exact = Foundation.log(x)
        #expect(abs(Elementary.log(x) - exact) <= 1e-15 * max(1, abs(exact)))
      }
    }
    #expect(Elementary.exp(1000.0) == .infinity && Elementary.exp(-1000.0) == 0)
    #expect(Elementary.log(0) == -.infinity && Elementary.log(-1).isNaN)
  }
}
