import Engine
import Records
import Testing

@testable import Lessons

@Suite struct StepProblemTests {
  private static let losses = ResultPath(step: "learn", components: [.key("losses")])

  @Test(
    arguments: [
      (.notBound("head", type: "Table"), "`head` is not bound to a Table"),
      (.notFetched("reviews"), "`reviews` has not been fetched"),
      (.noResult(losses), "this run has no `learn.losses`"),
      (.noNumber(losses), "`learn.losses` is no number"),
      (.noDivisor(losses), "nothing can be divided by `learn.losses`"),
      (.noSeries(losses), "`learn.losses` is no list of numbers"),
      (
        .tooManyPoints(losses, count: 12, most: 10),
        "`learn.losses` has 12 values: a plot has at most 10 a series"
      ),
      (
        .unequalSeries("test", count: 3, axis: 4),
        "the series 'test' has 3 values, the horizontal axis 4"
      ),
    ] as [(StepProblem, String)])
  func saysWhyAnActionCannotGoOn(problem: StepProblem, words: String) {
    let error = EngineError.step(problem)
    #expect(error.description == words)
    #expect(StepFailure(step: "show", error).kind == .invalid)
    guard case .refused(let refused) = error else { return }
    #expect(refused.facts as? StepProblem == problem)
  }
}
