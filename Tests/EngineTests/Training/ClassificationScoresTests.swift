import Foundation
import Testing

@testable import Engine

@Suite struct ClassificationScoresTests {
  /// Three classes: 0 is given to three rows and two of them have it, 2 is given to none.
  private let scores: ClassificationScores = {
    var scores = ClassificationScores(classes: 3)
    for (label, prediction) in [(0, 0), (0, 0), (0, 1), (1, 1), (2, 0)] {
      scores.add(logits: [0, 0, 0], label: label, prediction: prediction)
    }
    return scores
  }()

  @Test func countsByTrueLabelAndPrediction() {
    #expect(scores.confusion == [[2, 1, 0], [0, 1, 0], [1, 0, 0]])
    #expect(scores.rows == 5)
    #expect(scores.accuracy == 3.0 / 5)
  }

  @Test func agreesWithScoresWorkedOutByHand() {
    let twoThirds = 2.0 / 3
    #expect(scores.shares(of: 0) == .init(precision: twoThirds, recall: twoThirds, f1: twoThirds))
    #expect(scores.shares(of: 1) == .init(precision: 0.5, recall: 1, f1: twoThirds))
    #expect(scores.shares(of: 2) == .init(precision: 0, recall: 0, f1: 0))
    // Exact fractions; the sums are rounded once or twice.
    #expect(abs(scores.macro.precision - 7.0 / 18) < 1e-15)
    #expect(abs(scores.macro.recall - 5.0 / 9) < 1e-15)
    #expect(abs(scores.macro.f1 - 4.0 / 9) < 1e-15)
  }

  @Test func countsAClassOfNoRowsAsZero() {
    var scores = ClassificationScores(classes: 2)
    scores.add(logits: [1, 0], label: 0, prediction: 0)
    #expect(scores.shares(of: 1) == .init(precision: 0, recall: 0, f1: 0))
    #expect(scores.macro == .init(precision: 0.5, recall: 0.5, f1: 0.5))
  }

  @Test func averagesTheLossOverRowsHoweverLargeTheLogits() {
    #expect(abs(scores.meanLoss - Foundation.log(3)) < 1e-15)
    var large = ClassificationScores(classes: 2)
    large.add(logits: [1000, -1000], label: 0, prediction: 0)
    large.add(logits: [1000, -1000], label: 1, prediction: 0)
    #expect(large.meanLoss == 1000)
  }

  @Test func givesNoScoresToNoRows() {
    let none = ClassificationScores(classes: 2)
    #expect(none.rows == 0 && none.accuracy == 0 && none.meanLoss == 0)
    #expect(none.macro == .init(precision: 0, recall: 0, f1: 0))
  }
}
