import Records
import Testing

@testable import Lessons

@Suite struct RunParametersTests {
  private func plan(_ options: PlanOptions) throws -> LessonPlan {
    try #require(try TinyLesson.plan(TinyLesson.whole, options).plan)
  }

  private func refusal(_ options: PlanOptions) -> String? {
    do {
      _ = try TinyLesson.plan(TinyLesson.whole, options)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func takesTheLessonsValuesThenTheProfilesThenTheCommandLines() throws {
    let own = try plan(PlanOptions())
    #expect(own.parameters["rows"] == 24)
    #expect(own.changedParameters == [])
    #expect(own.outputName == "tiny")
    let quick = try plan(PlanOptions(profile: "quick"))
    #expect(quick.parameters["rows"] == 8)
    #expect(quick.changedParameters == ["epochs", "rows"])
    #expect(quick.outputName == "tiny-quick")
    let both = try plan(PlanOptions(parameters: ["rows": "9"], profile: "quick", seed: 7))
    #expect(both.parameters["rows"] == 9)
    #expect(both.parameters["epochs"] == 1)
    #expect(both.outputName == "tiny-quick-rows9-seed7")
    #expect(both.steps.allSatisfy { $0.seed == 7 })
  }

  @Test func namesTheFolderByWhatReallyDiffers() throws {
    #expect(try plan(PlanOptions(parameters: ["rows": "24"], seed: 42)).outputName == "tiny")
    #expect(try plan(PlanOptions(parameters: ["lr": "5e-5"])).outputName == "tiny-lr5e-05")
    let first = try plan(PlanOptions(parameters: ["backbone": "a/model"])).outputName
    let second = try plan(PlanOptions(parameters: ["backbone": "b/model"])).outputName
    #expect(first.hasPrefix("tiny-backbone-model_"))
    #expect(first != second)
    #expect(
      try plan(PlanOptions(parameters: ["backbone": "bert-base"])).outputName
        == "tiny-backbone-bert-base")
  }

  @Test(arguments: [
    (["row": "3"], "this lesson has no parameter `row`; did you mean `rows`?"),
    (["rows": "3.5"], "parameter rows takes a whole number, not `3.5`"),
    (["rows": "many"], "parameter rows takes a whole number, not `many`"),
    (["rows": "0"], "rows=0: `rows` takes a whole number of at least 1"),
    (["lr": "-1"], "lr=-1: `lr` takes a number of at least 0"),
  ])
  func refusesWhatDoesNotFit(parameters: [String: String], message: String) {
    #expect(refusal(PlanOptions(parameters: parameters)) == message)
  }

  @Test func refusesUnknownProfilesAndSeedsOutOfRange() {
    #expect(
      refusal(PlanOptions(profile: "quik"))
        == "this lesson has no profile `quik`; did you mean `quick`?")
    #expect(refusal(PlanOptions(seed: -1)) == "a seed is not negative: -1")
    #expect(
      refusal(PlanOptions(seed: 1 << 32))
        == "a seed is a whole number from 0 to 4294967295, not 4294967296")
  }

  @Test func reportsProfilesThatDoNotFitTheParameters() throws {
    let text = TinyLesson.whole.replacing(
      "quick: {rows: 8, epochs: 1}", with: "quick: {rowz: 8, epochs: one}")
    #expect(
      try TinyLesson.plan(text).diagnostics.map(\.code) == ["unknown-parameter", "wrong-type"])
  }
}
