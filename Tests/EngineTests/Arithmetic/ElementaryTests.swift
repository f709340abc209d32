import Foundation
import Testing

@testable import Engine

/// Each bound is the one that the function's documentation promises.
///
/// Those of many values at a time are with the kernels.
@Suite struct ElementaryTests {
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
