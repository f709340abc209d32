import Engine
import Records
import Testing

@testable import Lessons

/// Which records serve in the place of a run.
@Suite struct EarlierRunTests {
  private static let lesson = """
    ---
    id: a
    title: T
    seed: 42
    parameters: {width: 8}
    ---

    ```step build cell=none
    - head: $width
      hidden: 4
      labels: 2
      as: head
    ```

    ```expect build
    head_parameters: 46
    ```

    """

  private struct NoAssets: AssetProvider {
    func locate(
      _ request: AssetRequest, cancellation: Cancellation, progress: (AssetProgress) -> Void
    ) throws(AssetError) -> LocatedAsset {
      throw AssetError(.unknown, "nothing is called \(request.name)")
    }
  }

  private static func plan(
    _ text: String = lesson, _ options: PlanOptions = PlanOptions()
  ) throws -> LessonPlan {
    try #require(try TinyLesson.plan(text, options).plan)
  }

  private static func record(of plan: LessonPlan) -> RunRecord {
    LessonRunner(plan: plan, assets: NoAssets(), threads: 1) { _ in }
      .run(cancellation: Cancellation()).record
  }

  @Test func servesWhereNothingHasChanged() throws {
    let plan = try Self.plan()
    let record = Self.record(of: plan)
    #expect(try EarlierRun.judged(record, for: plan, assets: []) == record)
  }

  @Test func isJudgedAnew() throws {
    let plan = try Self.plan()
    var record = Self.record(of: plan)
    record.expectations[0].check.verdict = .fail
    let judged = try EarlierRun.judged(record, for: plan, assets: [])
    #expect(judged.expectations.map(\.check.verdict) == [.pass])
  }

  private static let changes: [(String, @Sendable (inout RunRecord) -> Void)] = [
    ("did not complete", { $0.status = .failed }),
    ("another lesson", { $0.lesson.id = "b" }),
    ("other parameters", { $0.parameters["width"] = 9 }),
    ("other parameters", { $0.seed = 43 }),
    ("other parameters", { $0.profile = "quick" }),
    (
      "other data",
      { $0.assets = [AssetRecord(name: "a", files: [], license: nil, citation: nil)] }
    ),
    ("made by engine 0.9", { $0.engine.version = "0.9" }),
    ("its products were OpenBLAS", { $0.engine.products = "OpenBLAS" }),
    ("steps are not", { $0.steps.removeAll() }),
    ("steps are not", { $0.steps[0].status = .pending }),
    ("steps are not", { $0.steps[0].seed = 43 }),
    ("steps are not", { $0.document.removeAll() }),
    ("digest is another", { $0.steps[0].results["head_parameters"] = 47 }),
    ("digest is another", { $0.resultsSHA256 = "0" }),
  ]

  @Test(arguments: changes.indices)
  func doesNotServeWhereSomethingHas(index: Int) throws {
    let (reason, change) = Self.changes[index]
    let plan = try Self.plan()
    var record = Self.record(of: plan)
    change(&record)
    let error = #expect(throws: EarlierRun.Unfit.self) {
      try EarlierRun.judged(record, for: plan, assets: [])
    }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test func doesNotServeOnOtherFiles() throws {
    let plan = try Self.plan()
    let file = AssetRecord.File(name: "r.csv", bytes: 1, sha256: "ab")
    var record = Self.record(of: plan)
    record.assets = [AssetRecord(name: "reviews", files: [file], license: nil, citation: nil)]
    var asset = LocatedAsset(
      name: "reviews", kind: .data, url: .init(filePath: "/"), data: nil, record: record.assets[0])
    #expect(throws: Never.self) {
      try EarlierRun.judged(record, for: plan, assets: [asset, asset])
    }
    asset.record.readAs = "cd"
    record.assets[0].readAs = "cd"
    #expect(throws: Never.self) {
      try EarlierRun.judged(record, for: plan, assets: [asset])
    }
    // Read another way, the same files are other data.
    asset.record.readAs = "ef"
    #expect(throws: EarlierRun.Unfit.self) {
      try EarlierRun.judged(record, for: plan, assets: [asset])
    }
    asset.record.readAs = "cd"
    asset.record.files[0].sha256 = "cd"
    #expect(throws: EarlierRun.Unfit.self) {
      try EarlierRun.judged(record, for: plan, assets: [asset])
    }
  }
}
