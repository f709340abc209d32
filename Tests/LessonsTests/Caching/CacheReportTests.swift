import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// What `lesson show --why` says after one run of the tiny lesson.
@Suite struct CacheReportTests {
  private let fixture: TinyFixture
  private let home: TemporaryFolder
  private let cache: StepCache

  init() throws {
    (fixture, home) = (try TinyFixture(), try TemporaryFolder())
    cache = StepCache(home: home.url)
  }

  private func plan(_ text: String, _ options: PlanOptions) throws -> LessonPlan {
    try #require(try TinyLesson.plan(text, options).plan)
  }

  private func run(_ text: String = TinyLesson.whole, stopAt batch: Int? = nil) throws {
    let cancellation = Cancellation()
    let runner = LessonRunner(
      plan: try plan(text, PlanOptions()), assets: TinyAssets(fixture: fixture), threads: 2,
      cache: cache
    ) { event in
      if case .batch("train-all", let outcome) = event, outcome.batch == batch {
        cancellation.cancel()
      }
    }
    _ = runner.run(cancellation: cancellation)
  }

  private func report(
    _ text: String = TinyLesson.whole, _ options: PlanOptions = PlanOptions(),
    computedBy: ComputedBy? = nil, digest: String? = nil
  ) throws -> CacheReport {
    let plan = try plan(text, options)
    var digests: [AssetRequest: String] = [:]
    for request in plan.assets {
      let known = AssetRequest(
        name: request.kind == .model ? "tiny-bert" : "tiny-reviews", kind: request.kind)
      let asset = try TinyAssets(fixture: fixture).locate(
        known, cancellation: Cancellation(), progress: { _ in })
      digests[request] = digest ?? asset.contentDigest
    }
    return CacheReport(
      plan, cache: cache, computedBy: computedBy ?? ComputedBy(Machine.engine()), assets: digests)
  }

  private func line(_ step: String, _ report: CacheReport) throws -> String {
    try #require(report.text().split(separator: "\n").first { $0.hasPrefix(step + ":") })
      .dropFirst(step.count + 2).description
  }

  @Test func saysWhatIsKept() throws {
    #expect(try line("train-head", report()) == "will run: nothing of it is kept")
    #expect(
      try line("ask", report())
        == "will run: builds on train-all, which will run")
    try run()
    let report = try report()
    #expect(report.text().split(separator: "\n").count == 8)
    #expect(try line("load-data", report) == "runs each time: nothing in it takes long")
    #expect(try line("train-head", report).hasPrefix("cached (made "))
    #expect(try line("score", report).hasPrefix("cached (made "))
  }

  @Test func namesTheParameterThatDiffers() throws {
    try run()
    let report = try report(TinyLesson.whole, PlanOptions(parameters: ["epochs": "3"]))
    #expect(try line("train-head", report) == "will run: parameter epochs 2 -> 3")
    #expect(try line("train-all", report).hasPrefix("cached"))
  }

  @Test func namesTheDirectiveTheSeedAndTheStepItBuildsOn() throws {
    try run()
    let edited = TinyLesson.whole.replacing("max_batches: 7", with: "max_batches: 8")
    let report = try report(edited)
    #expect(
      try line("train-all", report)
        == "will run: directive of train-all changed: max_batches 7 -> 8")
    #expect(try line("ask", report) == "will run: builds on train-all, which will run")
    let seeded = try self.report(TinyLesson.whole, PlanOptions(seed: 7))
    #expect(try line("train-head", seeded) == "will run: seed 42 -> 7")
    let added = TinyLesson.whole.replacing(
      "- train_mode: model", with: "- train_mode: model\n- eval_mode: backbone")
    #expect(
      try line("train-all", self.report(added))
        == "will run: train-all has a new action `eval_mode`")
  }

  @Test func namesTheEngineTheProductsAndTheFiles() throws {
    try run()
    let own = ComputedBy(Machine.engine())
    let engine = try report(computedBy: ComputedBy(engine: "9", products: own.products))
    #expect(
      try line("train-head", engine) == "will run: engine version \(own.engine) -> 9")
    let products = try report(computedBy: ComputedBy(engine: own.engine, products: "other"))
    #expect(try line("train-head", products) == "will run: products exact -> other")
    let files = try report(digest: "other")
    #expect(try line("train-head", files).contains("the files of tiny-bert differ"))
  }

  @Test func saysHowFarAnInterruptedStepCame() throws {
    try run(stopAt: 2)
    #expect(
      try line("train-all", report()) == "partly done (batch 3 of 7), will go on")
    #expect(
      try line("ask", report())
        == "will run: builds on train-all, which will run")
  }

  @Test func listsAllThatAStepDependsOn() throws {
    try run()
    let text = try #require(try report().text(step: "train-head"))
    #expect(text.contains("train-head: train (seed 42, epochs = 2)"))
    #expect(text.contains("setup-head: freeze (seed 42)"))
    #expect(text.contains("load-backbone: backbone (seed 42, files of tiny-bert ("))
    #expect(!text.contains("train-all"))
    #expect(try report().text(step: "no-such") == nil)
  }
}
