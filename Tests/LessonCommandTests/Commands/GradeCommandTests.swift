import Foundation
import Records
import Testing

@Suite struct GradeCommandTests {
  private static let instructor = """
    <!-- answer how-many -->
    Count them.

    ```check
    value: 46
    ```
    <!-- end -->

    """

  /// What grading an answer comes to.
  private func grade(
    _ typed: String, instructor: String? = instructor, grader: String = "classroom50"
  ) throws -> (outcome: Workplace.Outcome, value: JSONValue?) {
    let workplace = try Workplace()
    if let instructor { try workplace.write("lessons/tiny.instructor.md", instructor) }
    try workplace.write("tiny.answers.md", typed)
    let outcome = try workplace.lesson(
      "check", "tiny", "--grade", grader, "--answers", "tiny.answers.md", "--out", "results",
      "--quiet")
    let file = "results/\(grader == "classroom50" ? "result.json" : "results.json")"
    let text = workplace.exists(file) ? try workplace.text(file) : nil
    return (outcome, try text.map { try JSONReader.value(of: $0) })
  }

  @Test(arguments: [("value: 46", 2.0), ("value: 47", 0), ("", 0)])
  func endsWith0WhateverTheAnswer(typed: String, points: Double) throws {
    let (outcome, value) = try grade("## how-many (2 points)\n\n\(typed)\n")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(value?["score"] == .number(points) && value?["max-score"] == 2)
    #expect(outcome.output.contains("tiny: \(Int(points)) of 2 points\n"), "\(outcome.output)")
  }

  @Test func writesForGradescope() throws {
    let (outcome, value) = try grade("## how-many\n46\n", grader: "gradescope")
    #expect(outcome.status == 0)
    #expect(value?["score"] == 2)
    #expect(value?["tests"]?.array?.first?["status"] == "passed")
  }

  @Test func givesNothingForAnAnswersFileThatIsNone() throws {
    let (outcome, value) = try grade("## no-such-question\n46\n")
    #expect(outcome.status == 0)
    #expect(value?["score"] == 0 && value?["max-score"] == 2)
    #expect(value?["output"]?.string?.contains("tiny.answers.md:1: the lesson has no") == true)
  }

  @Test func comparesWithTheLessonsOwnRun() throws {
    let compared = Self.instructor.replacing(
      "value: 46", with: "value: = build-head.head_parameters")
    let (outcome, value) = try grade("## how-many\nvalue: 46\n", instructor: compared)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(value?["score"] == 2)
  }

  @Test func marksByAHiddenValue() throws {
    let printed = try Workplace().lesson("hide", "46")
    #expect(printed.status == 0 && printed.output.hasPrefix("value: hidden:0:"))
    let line = printed.output.trimmingCharacters(in: .newlines)
    let hidden = Self.instructor.replacing("value: 46", with: line)
    #expect(try grade("## how-many\nvalue: 46\n", instructor: hidden).value?["score"] == 2)
    #expect(try grade("## how-many\nvalue: 45\n", instructor: hidden).value?["score"] == 0)
  }

  @Test func failsOnlyWhereItCannotGrade() throws {
    #expect(try grade("## how-many\n46\n", instructor: nil).outcome.status == 66)
    #expect(try grade("## how-many\n46\n", instructor: "<!-- answer x -->").outcome.status == 65)
    let workplace = try Workplace()
    try workplace.write("lessons/tiny.instructor.md", Self.instructor)
    let missing = try workplace.lesson(
      "check", "tiny", "--grade", "gradescope", "--answers", "none.md")
    #expect(missing.status == 66)
    #expect(missing.errors.contains("none.md: there is no such file"))
  }

  @Test(arguments: ["ln 2", "< 0.3", ""])
  func hidesNothingButANumber(text: String) throws {
    let outcome = try Workplace().lesson("hide", text)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
  }
}
