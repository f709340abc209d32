import Foundation
import Testing

@testable import Lessons

/// Points for a part of an answer: `partial` lines and rubrics.
@Suite struct AnswerCreditTests {
  private static let front = """
    ---
    id: small
    title: "A small lesson"
    seed: 7
    ---

    # A small lesson

    <!-- question chance points=2 -->
    What?
    <!-- end -->

    <!-- question open -->
    What else?
    <!-- end -->

    """

  private func load(_ answers: String) throws -> LoadedLesson {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "credit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent("small.md")
    try Data(Self.front.utf8).write(to: url)
    try Data(answers.utf8).write(to: folder.appendingPathComponent("small.instructor.md"))
    return try LessonLoader(folder: folder).load(url)
  }

  private func answer(_ fences: String, id: String = "chance") -> String {
    "<!-- answer \(id) -->\nSo.\n\n\(fences)\n<!-- end -->\n"
  }

  @Test func readsWhatAPartIsWorth() throws {
    let loaded = try load(
      answer(
        """
        ```check
        value: 0.69 ± 0.01
        partial 1.5 rounded too early: 0.69 ± 0.1
        partial 1 wrong sign: -0.69 ± 0.01   # as often
        ```

        ```rubric
        1: both changes
        1: why: it is exact
        -0.5: no unit
        ```
        """))
    #expect(loaded.diagnostics.isEmpty)
    let answer = try #require(loaded.answers.first)
    #expect(answer.partials.map(\.name) == ["rounded too early", "wrong sign"])
    #expect(answer.partials.map(\.points.value) == [1.5, 1])
    #expect(answer.partials[1].check == .value(.near(-0.69, tolerance: 0.01)))
    #expect(answer.rubric.map(\.name) == ["both changes", "why: it is exact", "no unit"])
    #expect(answer.rubric.map(\.points.value) == [1, 1, -0.5])
  }

  @Test func readsAChoiceThatIsPartlyRight() throws {
    let loaded = try load(answer("```check\nchoice: b\npartial 1 the other class: a\n```"))
    #expect(loaded.diagnostics.isEmpty)
    #expect(loaded.answers.first?.partials.first?.check == .choice("a"))
  }

  @Test(arguments: [
    ("```check\nvalue: 1\npartial wrong sign: -1\n```", "check-syntax", "has points and a name"),
    ("```check\nvalue: 1\npartial 1: -1\n```", "check-syntax", "has points and a name"),
    ("```check\npartial 1 a: -1\nvalue: 1\n```", "check-syntax", "stands below a line"),
    ("```check\nvalue: 1\npartial 1 a: 1\n```", "check-syntax", "so it is never partly right"),
    ("```check\nvalue: 1\npartial 1 a: 2\npartial 1 a: 3\n```", "check-syntax", "already"),
    ("```check\nvalue: 1\npartial 2 a: 3\n```", "credit-points", "less than the 2 points"),
    ("```check\nvalue: 1\npartial 0 a: 3\n```", "credit-points", "more than 0"),
    ("```check\nvalue: 1\npartial 1 a: finite\n```", "cannot-fail", "marks no answer"),
    ("```check\nchoice: b\npartial 1 a: two words\n```", "check-syntax", "a letter or a word"),
    ("```check\nvalue: 1\npartal 1 a: 2\n```", "check-syntax", "`partial POINTS NAME`"),
    ("```rubric\n1: a\n```", "credit-points", "come to 1 points, and the question has 2"),
    ("```rubric\n2: a\n1: b\n```", "credit-points", "come to 3 points"),
    ("```rubric\none: a\n```", "rubric-syntax", "points and what earns them"),
    ("```rubric\n0: a\n```", "rubric-syntax", "points and what earns them"),
    ("```rubric\n1: a; b\n1: c\n```", "rubric-syntax", "no semicolon"),
    ("```rubric\n1: a\n1: a\n```", "rubric-syntax", "another item of this name"),
    ("```rubric\n```", "empty-block", "has no item"),
    ("```rubric\n2: a\n```\n\n```rubric\n2: b\n```", "duplicate-rubric", "has a `rubric` already"),
  ])
  func saysWhatIsWrong(fences: String, code: String, words: String) throws {
    let found = try load(answer(fences)).diagnostics
    #expect(
      found.contains { $0.code == code && $0.message.contains(words) && $0.severity == .error },
      "\(found.map { "\($0.code) \($0.message)" })")
    #expect(found.allSatisfy { $0.file.hasSuffix("small.instructor.md") })
  }

  @Test func asksForPointsOfWhichItCouldBeAPart() throws {
    let found = try load(answer("```rubric\n1: a\n```", id: "open")).diagnostics
    #expect(found.map(\.code) == ["credit-points"])
    #expect(found.first?.message.contains("has no points") == true)
  }

  @Test func hasARubricInAnAnswerAlone() {
    let text = Self.front + "\n```rubric\n1: a\n```\n"
    let found = LessonParser.parse(Data(text.utf8), file: "a.md").diagnostics
    #expect(found.map(\.code).contains("misplaced-rubric"))
  }
}
