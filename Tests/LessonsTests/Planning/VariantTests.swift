import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// Variants: some steps given anew.
@Suite struct VariantTests {
  private let fixture: TableFixture

  init() throws { fixture = try TableFixture() }

  private static func lesson(_ variants: String, expectations: String = "") -> String {
    TableFixture.lesson([
      ("data", "- dataset: flowers\n- loader: dataset\n  batch_size: 16"),
      (
        "build",
        "- model: [{out: {linear: [3, 1]}}, sigmoid]\n- optimizer: SGD\n  parameters: model"
      ),
      (
        "learn",
        """
        - train: model
          loader: loader
          optimizer: optimizer
          loss: bce
          epochs: $epochs
        """
      ),
    ]) + "\n" + expectations + "\n" + variants
  }

  private static let whole = """
    <!-- variant whole -->
    What if all rows were one batch?

    ```instead data
    - dataset: flowers
    - loader: dataset
      batch_size: all
    ```
    <!-- end -->
    """

  private func messages(
    _ variants: String, expectations: String = "", variant: String? = nil
  ) throws -> [String] {
    let text = Self.lesson(variants, expectations: expectations)
    return try TableFixture.plan(text, PlanOptions(variant: variant)).diagnostics
      .filter { $0.severity == .error }
      .map { ([$0.message] + $0.notes).joined(separator: "; ") }
  }

  private func run(_ text: String, _ options: PlanOptions) throws -> RunRecord {
    let (plan, diagnostics) = try TableFixture.plan(text, options)
    try #require(diagnostics.filter { $0.severity == .error } == [])
    let runner = LessonRunner(
      plan: try #require(plan), assets: fixture, threads: 2
    ) { _ in }
    return runner.run(cancellation: Cancellation()).record
  }

  private static let expectations = """
    ```expect learn
    batches: 3
    ```

    ```expect learn
    when: {variant: whole}
    batches: 1
    ```
    """

  @Test func leavesTheLessonItselfAsItIs() throws {
    let without = try run(Self.lesson(""), PlanOptions())
    let with = try run(Self.lesson(Self.whole, expectations: Self.expectations), PlanOptions())
    #expect(with.resultsSHA256 == without.resultsSHA256)
    #expect(with.variant == nil)
    #expect(with.expectations.map(\.check.verdict) == [.pass, .notApplicable])
  }

  @Test func runsWithTheStepsGivenAnew() throws {
    let text = Self.lesson(Self.whole, expectations: Self.expectations)
    let record = try run(text, PlanOptions(variant: "whole"))
    #expect(record.variant == "whole")
    #expect(record.step("learn")?.results["batches"] == 1)
    #expect(record.expectations.map(\.check.verdict) == [.notApplicable, .pass])
    let plan = try #require(
      try TableFixture.plan(text, PlanOptions(variant: "whole")).plan)
    #expect(plan.outputName == "rows-whole")
    // The report shows what was run.
    let sources = record.document.compactMap { block -> String? in
      if case .step(let step) = block { step.source } else { nil }
    }
    #expect(sources[0].contains("batch_size: all"))
  }

  @Test func offersItsVariants() throws {
    let plan = try #require(try TableFixture.plan(Self.lesson(Self.whole)).plan)
    let prose = plan.document.compactMap { block -> String? in
      if case .prose(let content) = block { MarkupText.text(of: content) } else { nil }
    }
    #expect(
      prose == [
        """
        What if all rows were one batch?
        Try it: lesson run rows --variant whole gives anew: data.
        """
      ])
  }

  @Test func knowsItsVariants() {
    let error = #expect(throws: UsageError.self) {
      _ = try TableFixture.plan(Self.lesson(Self.whole), PlanOptions(variant: "whloe"))
    }
    #expect(error?.description == "this lesson has no variant `whloe`; did you mean `whole`?")
  }

  @Test(arguments: [
    (
      "<!-- variant v -->\nWhat?\n\n```instead dta\n- nothing: here\n```\n<!-- end -->",
      "the lesson has no step `dta`; did you mean `data`?"
    ),
    (
      "<!-- variant v -->\nWhat?\n<!-- end -->",
      "the variant gives no step anew"
    ),
    (
      "<!-- variant v -->\n```instead data\n- nothing: here\n```\n<!-- end -->",
      "`variant` has no text"
    ),
    (
      "```instead data\n- nothing: here\n```",
      "`instead` stands inside a variant"
    ),
    (
      "<!-- variant v -->\nWhat?\n\n```step more\n- nothing: here\n```\n<!-- end -->",
      "`step` cannot stand inside `variant`"
    ),
    (
      "<!-- variant v -->\nWhat?\n\n```instead data\n- nothing: here\n```\n\n"
        + "```instead data\n- nothing: there\n```\n<!-- end -->",
      "gives step `data` anew already"
    ),
    (
      "<!-- variant v -->\nWhat?\n\n```instead data\n- dataset: flowers\n- loader: dataset\n"
        + "  batch_size: 16\n```\n<!-- end -->",
      "stands here as in the lesson"
    ),
    // Wrong in the variant alone: where it stands, or what comes after it.
    (
      "<!-- variant v -->\nWhat?\n\n```instead data\n- dataset: flowers\n- loader: dataset\n"
        + "  batch_size: 0\n```\n<!-- end -->",
      "`batch_size` takes a whole number of at least 1, or all, not `0`; in variant `v`"
    ),
    (
      "<!-- variant v -->\nWhat?\n\n```instead build\n- model: [{out: {linear: [4, 1]}}]\n"
        + "- optimizer: SGD\n  parameters: model\n```\n<!-- end -->",
      "in variant `v`"
    ),
    (
      "<!-- variant v -->\nWhat?\n\n```instead data\n- nothing: here\n```\n<!-- end -->",
      "nothing named `loader` has been bound before this"
    ),
    ("<!-- variant v -->\nWhat?", "`variant` has no end"),
  ])
  func saysWhatIsWrongWithAVariant(text: String, message: String) throws {
    let found = try messages(text)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test func checksWhatIsExpectedOfAVariant() throws {
    let unknown = "```expect learn\nwhen: {variant: hole}\nbatches: 1\n```\n"
    #expect(
      try messages(Self.whole, expectations: unknown)
        == ["the lesson has no variant `hole`; did you mean `whole`?"])
    let path = "```expect learn\nwhen: {variant: whole}\nbatchs: 1\n```\n"
    let found = try messages(Self.whole, expectations: path)
    #expect(found.count == 1 && found[0].contains("batchs"), "\(found)")
  }

  @Test func needsIdsOfTheirOwn() throws {
    let found = try messages(Self.whole + "\n\n" + Self.whole)
    #expect(found.contains { $0.contains("there is another variant `whole`") }, "\(found)")
  }
}
