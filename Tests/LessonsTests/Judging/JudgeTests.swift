import Foundation
import Records
import Testing

@testable import Lessons

@Suite struct JudgeTests {
  private static let front = """
    ---
    id: a
    title: T
    seed: 42
    parameters: {rows: 10, name: x}
    profiles: {quick: {rows: 2}}
    ---

    """

  private static func lesson(_ body: String) throws -> ParsedLesson {
    let found = LessonParser.parse(Data((front + body + "\n").utf8), file: "a.md")
    #expect(found.diagnostics.allSatisfy { $0.severity == .warning })
    return try #require(found.lesson)
  }

  private static func record(_ results: [String: JSONValue], status: RunStatus = .complete)
    -> RunRecord
  {
    RunRecord(
      status: .complete, lesson: LessonIdentity(id: "a", title: "T", notebook: [:]),
      lessonSHA256: "", document: [], parameters: [:], changedParameters: [], profile: nil,
      seed: 42, departures: [], assets: [],
      engine: EngineRecord(version: "1", products: "exact", kernels: "avx2"),
      environment: EnvironmentRecord(processor: "", cores: 1, threads: 1, system: ""),
      steps: [
        StepRecord(id: "train", cell: nil, status: status, seed: 42, results: results),
        StepRecord(id: "later", cell: nil, status: .pending, seed: 42),
      ],
      startedAt: "", seconds: 0)
  }

  private static func run(
    rows: Int = 10, profile: String? = nil, seed: Int = 42
  ) -> Judge.Circumstances {
    Judge.Circumstances(
      parameters: ["rows": .int(rows), "name": "x"], hasChanges: rows != 10, profile: profile,
      seed: seed)
  }

  @Test func judgesEveryLineOfAnExpectBlock() throws {
    let lesson = try Self.lesson(
      "```expect train\nloss[-1]: < 0.3\ntrain.loss: decreasing  # x\nlos: 1\nloss[0]: = train.first\n```"
    )
    let record = Self.record(["loss": [0.5, 0.4], "first": 0.5])
    let judged = Judge.judge(lesson, as: Self.run(), record).expectations
    #expect(judged.map(\.step) == ["train", "train", "train", "train"])
    #expect(judged.map(\.check.verdict) == [.fail, .pass, .error, .pass])
    #expect(
      judged.map(\.check.path) == ["train.loss[-1]", "train.loss", "train.los", "train.loss[0]"])
    #expect(judged.map(\.check.constraint) == ["< 0.3", "decreasing", "1", "= train.first"])
    #expect(judged.map(\.check.measured) == [0.4, [0.5, 0.4], nil, 0.5])
    #expect(judged.map(\.check.line) == [9, 10, 11, 12])
    #expect(judged[1].check.message == nil)
  }

  @Test func expectsNothingOfAStepThatDidNotComplete() throws {
    let lesson = try Self.lesson("```expect later\nloss: 1\n```\n\n```expect train\nloss: 1\n```")
    let judged = Judge.judge(lesson, as: Self.run(), Self.record([:], status: .failed))
    #expect(judged.expectations == [])
  }

  private static let circumstances: [(String, Judge.Circumstances, Bool)] = [
    ("", run(), true),
    ("", run(rows: 2), false),
    ("", run(seed: 7), false),
    ("when: any", run(rows: 2, seed: 7), true),
    ("when: {name: x}", run(rows: 2, seed: 7), true),
    ("when: {rows: 2}", run(rows: 2), true),
    ("when: {rows: 2}", run(), false),
    ("when: {rows: 2, seed: 7}", run(rows: 2), false),
    ("when: {profile: quick}", run(rows: 2, profile: "quick"), true),
    ("when: {profile: quick}", run(), false),
    ("when: {profile: null}", run(), true),
    ("when: {kernel_fingerprint: ffff}", run(), true),
    ("when: {kernel_fingerprint: \"0000\"}", run(), true),
  ]

  @Test(arguments: circumstances.indices)
  func judgesOnlyTheRunsABlockIsMeantFor(index: Int) throws {
    let (when, run, isMeant) = Self.circumstances[index]
    let lesson = try Self.lesson(
      """
      ```expect train
      \(when)
      loss: 1
      ```

      <!-- claim c holds=yes -->
      Text.

      ```check
      \(when)
      train.loss: 1
      ```
      <!-- end -->
      """)
    let judged = Judge.judge(lesson, as: run, Self.record(["loss": 1]))
    #expect(judged.expectations.map(\.check.verdict) == [isMeant ? .pass : .notApplicable])
    #expect(judged.claims.map(\.verdict) == [isMeant ? .pass : .notApplicable])
    #expect(judged.claims[0].holds == (isMeant ? true : nil))
  }

  /// The parser leaves no claim without one; whoever makes a lesson otherwise must not get a pass.
  @Test func letsNoClaimHoldThatChecksNothing() throws {
    var lesson = try Self.lesson(
      """
      <!-- claim c holds=yes -->
      Text.

      ```check
      train.loss: 1
      ```
      <!-- end -->
      """)
    lesson.blocks = lesson.blocks.map { block in
      guard case .claim(var claim) = block else { return block }
      claim.checks = []
      return .claim(claim)
    }
    let judged = Judge.judge(lesson, as: Self.run(), Self.record(["loss": 1])).claims
    #expect(judged.map(\.verdict) == [.error])
    #expect(judged.map(\.holds) == [nil])
  }

  private static let claims: [(String, String, Bool?, Verdict)] = [
    ("yes", "train.loss: < 0.3", true, .pass),
    ("no", "train.loss: < 0.3", true, .fail),
    ("no", "train.loss: > 0.3", false, .pass),
    ("yes", "train.loss: > 0.3", false, .fail),
    ("yes", "train.loss: < 0.3\ntrain.loss: > 0.3", false, .fail),
    ("no", "train.loss: < 0.3\ntrain.loss: > 0.3", false, .pass),
    ("untold", "train.loss: < 0.3", true, .notApplicable),
    ("untold", "train.loss: > 0.3", false, .notApplicable),
    ("untold", "train.gone: > 1", nil, .error),
    // What cannot be evaluated is never a "no".
    ("no", "train.los: > 0.3", nil, .error),
    ("no", "train.loss: > 0.3\ntrain.loss: \"x\"", nil, .error),
    ("no", "later.loss: > 0.3", nil, .error),
    ("no", "nowhere.loss: > 0.3", nil, .error),
  ]

  @Test(arguments: claims.indices)
  func comparesAClaimWithWhatItsAuthorExpects(index: Int) throws {
    let (holds, check, measured, verdict) = Self.claims[index]
    let lesson = try Self.lesson(
      """
      <!-- claim c cell=4 question=q holds=\(holds) -->
      Text.

      ```check
      \(check)
      ```
      <!-- end -->
      """)
    let judged = Judge.judge(lesson, as: Self.run(), Self.record(["loss": 0.2])).claims[0]
    #expect(judged.holds == measured)
    #expect(judged.verdict == verdict)
    #expect(judged.expectedToHold == ["yes": true, "no": false][holds])
    #expect((judged.id, judged.cell, judged.question) == ("c", "4", "q"))
  }
}
