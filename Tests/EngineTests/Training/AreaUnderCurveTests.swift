import Testing

@testable import Engine

struct AreaUnderCurveTests {
  /// scikit-learn's `roc_auc_score` gives 0.8125.
  @Test func countsPairsInTheRightOrderAndTiesHalf() {
    let scores = [0.1, 0.4, 0.35, 0.8, 0.4, 0.4, 0.9, 0.2]
    let positive = [false, false, true, true, true, false, true, false]
    #expect(AreaUnderCurve.roc(Array(zip(scores, positive))) == 0.8125)
  }

  @Test func isUndefinedForOneClass() {
    #expect(AreaUnderCurve.roc([(0.1, true), (0.7, true)]) == nil)
    #expect(AreaUnderCurve.roc([]) == nil)
  }
}
