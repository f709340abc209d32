import Engine
import Foundation
import HostileText
import Records
import Testing

@testable import Lessons

/// Variants that students write: planned like a lesson, and no more than the lesson allows.
@Suite struct OwnPlannerTests {
  static let steps = [
    ("data", "- dataset: flowers\n- loader: dataset\n  batch_size: 16"),
    (
      "build", "- model: [{out: {linear: [3, 1]}}, sigmoid]\n- optimizer: SGD\n  parameters: model"
    ),
    (
      "learn",
      "- train: model\n  loader: loader\n  optimizer: optimizer\n  loss: bce\n  epochs: $epochs"
    ),
  ]

  static func lesson(limits: String? = nil, parameters: String = "{epochs: 3}") -> LoadedLesson {
    let text = TableFixture.lesson(steps, parameters: parameters)
    guard let limits else { return TableFixture.loaded(text) }
    return TableFixture.loaded(
      text.replacing("seed: 42\n", with: "seed: 42\nown_variants: \(limits)\n"))
  }

  /// A student's variant of one step, in the lines of a file of its own.
  static func text(_ body: String, step: String = "data") -> OwnText {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let source = (["```instead \(step)"] + lines + ["```"]).joined(separator: "\n")
    return OwnText(
      question: "why",
      fences: [.init(line: 1, info: "instead \(step)", column: 4, body: lines)],
      source: SourceText(file: "mine.md", text: source))
  }

  static func outcome(
    _ text: OwnText, of loaded: LoadedLesson = lesson(), _ options: PlanOptions = PlanOptions()
  ) throws -> OwnPlanner.Outcome {
    try OwnPlanner.plan(loaded, text, name: "mine", options: options)
  }

  private static let whole = "- dataset: flowers\n- loader: dataset\n  batch_size: all"

  @Test func plansWhatTheLessonAllows() throws {
    let outcome = try Self.outcome(Self.text(Self.whole))
    let plan = try #require(outcome.plan, "\(outcome.diagnostics)")
    #expect(plan.variant == "mine" && plan.outputName == "rows-mine")
    #expect(
      plan.own
        == OwnVariant(
          question: "why", steps: [.init(id: "data", seed: nil, source: Self.whole + "\n")]))
    // Its lines are those of the student's file.
    #expect(plan.steps.map(\.line) == [1, 15, 21])
    let fixture = try TableFixture()
    let record = LessonRunner(plan: plan, assets: fixture, threads: 2) { _ in }
      .run(cancellation: Cancellation()).record
    #expect(record.step("learn")?.results["batches"] == 1)
    #expect(record.own == plan.own)
  }

  @Test func saysSomethingOfNothingButTheVariant() throws {
    let outcome = try Self.outcome(
      Self.text("- dataset: flowers\n- loader: dataset\n  batch_size: 0"))
    #expect(outcome.plan == nil)
    let printed = DiagnosticPrinter(color: false).text(
      outcome.diagnostics, sources: outcome.sources)
    #expect(
      printed.hasPrefix("mine.md:4:15: error: ") && printed.contains("  4 |   batch_size: 0"),
      "\(printed)")
  }

  @Test func namesTheLinesOfItsOwnText() throws {
    let body = Self.steps[2].1
    let outcome = try Self.outcome(Self.text("\(body)\n\(body)", step: "learn"))
    let messages = outcome.diagnostics.map(\.message)
    #expect(messages.contains { $0.contains("on line 2 ") }, "\(messages)")
  }

  @Test func saysWhatOfTheLessonNoLongerFits() throws {
    let outcome = try Self.outcome(Self.text("- dataset: flowers"))
    let first = try #require(outcome.diagnostics.first)
    #expect(first.code == "unknown-name" && first.file == "tiny.md")
    #expect(first.notes.contains("so it is with the steps of the variant under `why`"))
  }

  // MARK: - What it may not ask for

  @Test(arguments: ["prices", "months"])
  func readsNoOtherData(_ name: String) throws {
    let outcome = try Self.outcome(
      Self.text(
        "- dataset: \(name)\n  as: others\n- dataset: flowers\n- loader: dataset\n  batch_size: 8"))
    #expect(outcome.plan == nil)
    let found = outcome.diagnostics.filter { $0.code == "own-data" }
    #expect(found.map(\.range.lowerBound.description) == ["2:12"], "\(outcome.diagnostics)")
    #expect(found.first?.notes == ["the lesson reads: flowers"])
  }

  @Test(arguments: [
    "../flowers.csv", "/etc/passwd", "~/flowers.csv", "..", ".", "./flowers", "flowers/../x",
    "file:///etc/passwd", "https://example.org/x.csv",
  ])
  func namesNoPlace(_ place: String) throws {
    let outcome = try Self.outcome(
      Self.text("- dataset: \"\(place)\"\n- loader: dataset\n  batch_size: 8"))
    #expect(outcome.plan == nil)
    #expect(outcome.diagnostics.map(\.code) == ["path-in-lesson"], "\(outcome.diagnostics)")
  }

  /// Steps that would keep a machine busy, each under its code.
  static let greedy: [(code: String, step: String, body: String)] = [
    (
      "own-work", "learn",
      steps[2].1.replacing("$epochs", with: "1000000000")
    ),
    (
      "own-work", "build",
      """
      - model: [{a: {linear: [3, 8000]}}, {b: {linear: [8000, 8000]}}, {out: {linear: [8000, 1]}}, sigmoid]
      - optimizer: SGD
        parameters: model
      """
    ),
    (
      "own-memory", "build",
      """
      - model: [{a: {linear: [3, 16000000]}}, {out: {linear: [16000000, 1]}}, sigmoid]
      - optimizer: SGD
        parameters: model
      """
    ),
  ]

  @Test(arguments: greedy.indices) func asksForNoMoreThanIsAllowed(_ index: Int) throws {
    let (code, step, body) = Self.greedy[index]
    let outcome = try Self.outcome(Self.text(body, step: step))
    #expect(outcome.plan == nil)
    let found = try #require(
      outcome.diagnostics.first { $0.code == code }, "\(outcome.diagnostics)")
    #expect(found.range.lowerBound.description == "1:12")
    #expect(found.message.contains("are allowed"))
  }

  @Test func takesTheLessonsLimits() throws {
    // 3 epochs of 40 rows are nothing, and 30,000 small batches are below the least.
    let some = Self.steps[2].1.replacing("$epochs", with: "10000")
    #expect(try Self.outcome(Self.text(some, step: "learn")).plan != nil)
    // Times the lesson's own, where that is more than the least.
    let long = Self.lesson(limits: "{work: 2}", parameters: "{epochs: 500000000}")
    let twice = Self.steps[2].1.replacing("$epochs", with: "999999999")
    let thrice = Self.steps[2].1.replacing("$epochs", with: "1500000000")
    #expect(
      try Self.outcome(Self.text(twice, step: "learn"), of: long).diagnostics.map(\.code)
        .contains("own-work") == false)
    let refused = try Self.outcome(Self.text(thrice, step: "learn"), of: long)
    let found = try #require(refused.diagnostics.first { $0.code == "own-work" })
    #expect(found.notes[0].contains("2 times as many"), "\(found)")
  }

  @Test(arguments: ["{work: 0}", "{work: many}", "{wrok: 2}", "{memory: 1e9}", "4", "{work: -1}"])
  func refusesLimitsThatAreNone(_ limits: String) throws {
    let loaded = Self.lesson(limits: limits)
    #expect(loaded.lesson == nil)
    #expect(loaded.diagnostics.allSatisfy { $0.range.lowerBound.line == 6 })
  }

  @Test func isNoLongerThanAnybodyTypes() throws {
    let body = "- nothing: \"\(String(repeating: "x", count: 17 << 10))\""
    #expect(try Self.outcome(Self.text(body)).diagnostics.map(\.code) == ["own-too-large"])
    var many = Self.text(Self.whole)
    many.fences = (0..<21).map {
      .init(line: $0 * 4 + 1, info: "instead s\($0)", column: 4, body: [])
    }
    #expect(try Self.outcome(many).diagnostics.map(\.code) == ["own-too-large"])
  }

  @Test(arguments: HostileText.all) func isInert(_ text: String) throws {
    for body in [
      text, "- nothing: \(text)", "- \(text): x", "- dataset: \(text)",
      "- dataset: flowers\n  as: \(text)\n- loader: dataset\n  batch_size: 8",
      "- plot: lines\n  series: {a: learn.losses}\n  title: \(text)",
    ] {
      for own in [Self.text(body), Self.text(Self.whole, step: text)] {
        let outcome = try Self.outcome(own)
        #expect((outcome.plan == nil) == outcome.diagnostics.contains { $0.severity == .error })
        for diagnostic in outcome.diagnostics where diagnostic.file == "mine.md" {
          #expect((1...100).contains(diagnostic.range.lowerBound.line))
        }
      }
    }
  }

  @Test func comesBackFromARecordAsItWas() throws {
    let own = try #require(Self.text(Self.whole).variant)
    #expect(OwnText(own, name: "x").variant == own)
    let seeded = OwnVariant(
      question: "q", steps: [.init(id: "data", seed: 7, source: Self.whole + "\n")])
    #expect(OwnText(seeded, name: "x").variant == seeded)
  }

  @Test func leavesTheLessonItselfAsItIs() throws {
    let plain = try #require(
      try LessonPlanner.plan(Self.lesson(), options: PlanOptions()).plan)
    let fixture = try TableFixture()
    let run = { (plan: LessonPlan) in
      LessonRunner(plan: plan, assets: fixture, threads: 2) { _ in }
        .run(cancellation: Cancellation()).record
    }
    let before = run(plain)
    let mine = run(try #require(try Self.outcome(Self.text(Self.whole)).plan))
    #expect(run(plain).resultsSHA256 == before.resultsSHA256)
    #expect(mine.resultsSHA256 != before.resultsSHA256)
    #expect(mine.step("build")?.results == before.step("build")?.results)
  }
}
