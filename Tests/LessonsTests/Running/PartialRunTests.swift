import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// Runs of some steps of a lesson.
@Suite struct PartialRunTests {
  private let fixture: TinyFixture

  init() throws { fixture = try TinyFixture() }

  /// Without the notebook's own figures at the end.
  private static let ids = [
    "load-data", "load-backbone", "setup-head", "train-head", "setup-all", "train-all", "ask",
    "score",
  ]

  private func plan(
    _ selection: StepSelection, _ text: String = TinyLesson.whole
  ) throws -> LessonPlan {
    try #require(try TinyLesson.plan(text, PlanOptions(selection: selection)).plan)
  }

  private func run(_ plan: LessonPlan) -> RunRecord {
    LessonRunner(plan: plan, assets: TinyAssets(fixture: fixture), threads: 2) { _ in }
      .run(cancellation: Cancellation()).record
  }

  private static func done(_ record: RunRecord) -> [String] {
    record.steps.filter { $0.status == .complete }.map(\.id)
  }

  @Test(arguments: [
    (StepSelection(steps: ["load-backbone"]), ["load-backbone"], "tiny-step-load-backbone"),
    (
      StepSelection(until: "setup-head"), ["load-data", "load-backbone", "setup-head"],
      "tiny-until-setup-head"
    ),
    (
      // The second training has a head of its own, but freezing the backbone reaches it.
      StepSelection(from: "setup-all", until: "train-all"),
      ["load-data", "load-backbone", "setup-head", "setup-all", "train-all"],
      "tiny-from-setup-all-until-train-all"
    ),
    (
      StepSelection(steps: ["load-data", "load-backbone"]), ["load-data", "load-backbone"],
      "tiny-step-load-data-load-backbone"
    ),
  ])
  func takesAStepWithWhatItBuildsOn(
    selection: StepSelection, expected: [String], outputName: String
  ) throws {
    let plan = try plan(selection)
    #expect(plan.steps.map(\.id) == Self.ids)
    #expect(plan.outputName == outputName)
    let record = run(plan)
    #expect(record.status == .complete && !record.isWhole)
    #expect(Self.done(record) == expected)
    #expect(record.steps.allSatisfy { [.complete, .skipped].contains($0.status) })
  }

  @Test func comesToTheSameBitsAsTheWholeLesson() throws {
    let whole = run(try plan(StepSelection()))
    #expect(whole.isWhole)
    let part = run(try plan(StepSelection(steps: ["train-all"])))
    #expect(!Self.done(part).contains("train-head") && Self.done(part).contains("train-all"))
    for step in part.steps where step.status == .complete {
      #expect(step.results == whole.step(step.id)?.results, "\(step.id)")
    }
  }

  @Test func isTheWholeLessonWhereItTakesEveryStep() throws {
    let plan = try plan(StepSelection(from: Self.ids[0], until: Self.ids.last))
    #expect(plan.outputName == "tiny" && !plan.steps.contains(where: \.isSkipped))
  }

  @Test func fetchesNothingForStepsThatItSkips() throws {
    let names = try plan(StepSelection(steps: ["load-backbone"])).assets.map(\.name)
    #expect(names == ["tiny-bert"])
  }

  @Test(arguments: [
    (StepSelection(steps: ["train-haed"]), "did you mean `train-head`?"),
    (StepSelection(until: "x"), "this lesson has no step `x`; it has: load-data, "),
    (
      StepSelection(from: "score", until: "ask"), "step `score` comes after step `ask`"
    ),
  ])
  func refusesStepsThatAreNotThere(selection: StepSelection, message: String) throws {
    let error = #expect(throws: UsageError.self) { try plan(selection) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  // MARK: - Judging

  /// What stands on steps of which one is skipped.
  private static let judged =
    TinyLesson.whole + """

      ```expect load-backbone
      head_parameters: > 0
      head_parameters: = train-head.batches
      ```

      ```expect train-head
      losses: finite
      ```

      <!-- claim long holds=yes -->
      It trains for long.

      ```check
      when: any
      train-head.epochs: > 0
      load-backbone.head_parameters: > 0
      ```
      <!-- end -->

      """

  @Test func judgesNothingThatReadsASkippedStep() throws {
    let plan = try plan(StepSelection(steps: ["load-backbone"]), Self.judged)
    let record = run(plan)
    #expect(record.expectations.map(\.check.constraint) == ["> 0"])
    #expect(record.expectations.map(\.check.verdict) == [.pass])
    #expect(record.claims == [])
  }

  @Test func servesForTheSamePartAlone() throws {
    let part = try plan(StepSelection(steps: ["load-backbone"]))
    let assets = try part.assets.map { request in
      try TinyAssets(fixture: fixture).locate(request, cancellation: Cancellation()) { _ in }
    }
    let record = run(part)
    #expect(try EarlierRun.judged(record, for: part, assets: assets).isWhole == false)
    #expect(throws: EarlierRun.Unfit.self) {
      try EarlierRun.judged(record, for: try plan(StepSelection()), assets: assets)
    }
  }
}
