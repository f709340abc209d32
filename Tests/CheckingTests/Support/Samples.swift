import Foundation
import Lessons
import Records

@testable import Checking

/// Lessons and runs for the outputs to write about; nothing runs.
enum Samples {
  static let lesson = """
    ---
    id: "small"
    title: "A small lesson"
    seed: 7
    ---

    ```step build cell=none
    - head: 8
      hidden: 4
      labels: 2
      as: head
    ```

    ```expect build
    size: 46
    loss: < 0.3
    ```

    ```step later cell=none
    - freeze: head
    ```

    <!-- claim low holds=yes -->
    The loss is low.

    ```check
    build.loss: < 0.3
    ```
    <!-- end -->

    <!-- claim told question=why holds=yes -->
    It is told.

    ```check
    build.size: 47
    ```
    <!-- end -->

    <!-- question why points=2 -->
    Why?
    <!-- end -->

    """

  static func checked(_ record: RunRecord? = record()) -> CheckedLesson {
    let (lesson, diagnostics) = LessonParser.parse(Data(Self.lesson.utf8), file: "lessons/small.md")
    var checked = CheckedLesson(
      name: "small", file: "lessons/small.md", diagnostics: diagnostics, lesson: lesson)
    checked.record = record
    return checked
  }

  /// A run of both steps; `text` is what the failing expectation found.
  static func record(
    loss: Double = 0.2, verdict: Verdict = .pass, text: String? = nil, error: String? = nil
  ) -> RunRecord {
    let steps = [
      StepRecord(
        id: "build", cell: nil, status: error == nil ? .complete : .failed, seconds: 0.25, seed: 7,
        results: error == nil ? ["size": 46, "loss": .number(loss)] : [:], error: error),
      StepRecord(id: "later", cell: nil, status: error == nil ? .complete : .pending, seed: 7),
    ]
    var record = RunRecord(
      status: error == nil ? .complete : .failed,
      lesson: LessonIdentity(id: "small", title: "A small lesson", notebook: [:]),
      lessonSHA256: "ab", document: [], parameters: ["width": 8, "name": "x"],
      changedParameters: [], profile: nil, seed: 7, departures: [], assets: [],
      engine: EngineRecord(version: "1.1", products: "exact", kernels: "avx2"),
      environment: EnvironmentRecord(processor: "", cores: 2, threads: 2, system: "Linux"),
      steps: steps, startedAt: "2026-11-23T14:58:49Z", seconds: 0.5)
    guard error == nil else { return record }
    let check = ConstraintRecord(
      path: "build.loss", constraint: "< 0.3", verdict: verdict, measured: .number(loss),
      message: text, line: 16)
    record.expectations = [
      ExpectationRecord(
        step: "build",
        check: ConstraintRecord(
          path: "build.size", constraint: "46", verdict: .pass, measured: 46, line: 15)),
      ExpectationRecord(step: "build", check: check),
    ]
    record.claims = [
      claim("low", question: nil, verdict: .pass, check),
      claim(
        "told", question: "why", verdict: verdict == .pass ? .pass : .fail,
        ConstraintRecord(
          path: "build.size", constraint: "47", verdict: .fail, measured: 46, message: "is 46",
          line: 34)),
    ]
    return record
  }

  private static func claim(
    _ id: String, question: String?, verdict: Verdict, _ check: ConstraintRecord
  ) -> ClaimRecord {
    ClaimRecord(
      id: id, cell: nil, question: question, expectedToHold: true, holds: verdict == .pass,
      verdict: verdict, checks: [check])
  }

  /// What data, a model or a student could put into a message.
  static let hostile = [
    "::error file=x::injected", "a\n::error::injected", "##[error]injected", "]]><evil/>",
    "<script>alert(1)</script>", "\" onload=\"x", "\u{1B}[2J\u{1B}[31mred", "a\u{0}b\u{8}c",
    "\u{202E}reversed", "\r::set-output name=a::b", "| a | b |", "`code` **bold** [x](http://y)",
    "@everyone #1", "\u{FFFE}\u{FFFF}", "%0A::error::x", "=1+1", "&amp;&#10;",
  ]
}
