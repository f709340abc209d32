import Foundation
import Records
import Testing

@Suite struct AcceptCommandTests {
  /// Two expectations that fail, one of them a condition, among others that do not.
  private static let lesson = Workplace.lesson.replacing(
    "head_parameters: 46",
    with: """
      head_parameters:  47   # counted by hand
      initial.linear1.bias.shape: [ 4 ]
      head_parameters: 46 ± 1
      head_parameters: < 40
      """)
  private static let block = "head_parameters:  46   # counted by hand"

  @Test func showsADifferenceAndWritesOnlyWhatFails() throws {
    let workplace = try Workplace(lesson: Self.lesson)
    let outcome = try workplace.lesson("accept", "tiny", "--yes")
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(
      outcome.output.contains(
        """
        -head_parameters:  47   # counted by hand
        +head_parameters:  46   # counted by hand
        """), "\(outcome.output)")
    #expect(outcome.output.contains("lessons/tiny.md:26: build-head.head_parameters: < 40"))
    #expect(outcome.output.contains("not changed: it states no value but a condition"))
    #expect(outcome.output.contains("2 pass, 1 to change, 1 to change by hand"))
    #expect(
      try workplace.text("lessons/tiny.md")
        == Self.lesson.replacing("head_parameters:  47", with: "head_parameters:  46"))
  }

  @Test func endsWith0WhereNothingFailsAfterwards() throws {
    let lesson = Workplace.lesson.replacing("head_parameters: 46", with: "head_parameters: 1")
    let workplace = try Workplace(lesson: lesson)
    #expect(try workplace.lesson("accept", "tiny", "-y").status == 0)
    #expect(try workplace.text("lessons/tiny.md") == Workplace.lesson)
    let again = try workplace.lesson("accept", "tiny")
    #expect(again.status == 0)
    #expect(
      again.output == "tiny: expectations: 1 pass, 0 to change, 0 to change by hand, "
        + "0 not applicable to this run\n")
  }

  @Test func changesNothingWithoutBeingTold() throws {
    let workplace = try Workplace(lesson: Self.lesson)
    let asked = try workplace.lesson("accept", "tiny")
    #expect(asked.status == 64)
    #expect(asked.errors.contains("--yes changes 1 constraint of lessons/tiny.md without asking"))
    #expect(try workplace.lesson("accept", "tiny", "--dry-run").output.contains("+head_parameters"))
    #expect(try workplace.text("lessons/tiny.md") == Self.lesson)
  }

  @Test func isRefusedWhereCIIsSet() throws {
    let workplace = try Workplace(lesson: Self.lesson)
    let outcome = try workplace.lesson(["accept", "tiny", "--yes"], environment: ["CI": "true"])
    #expect(outcome.status == 64)
    #expect(try workplace.text("lessons/tiny.md") == Self.lesson)
  }

  @Test func takesNoValuesOfARunThatTheBlockIsNotMeantFor() throws {
    let workplace = try Workplace(lesson: Self.lesson)
    let outcome = try workplace.lesson("accept", "tiny", "--profile", "wide", "--yes")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("tiny-wide: expectations: 0 pass, 0 to change"))
    #expect(outcome.output.contains("4 not applicable"))
    #expect(try workplace.text("lessons/tiny.md") == Self.lesson)
  }

  @Test func takesTheRecordInReportsWhereItIsOfThisRun() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny").status == 0)
    // Expectations may have changed since.
    try workplace.write(
      "lessons/tiny.md",
      Workplace.lesson.replacing("head_parameters: 46", with: "head_parameters: 1"))
    let kept = try workplace.lesson("accept", "tiny", "--dry-run")
    #expect(kept.errors.contains("from the record"), "\(kept.errors)")
    #expect(kept.output.contains("+head_parameters: 46"))
    let fresh = try workplace.lesson("accept", "tiny", "--dry-run", "--fresh")
    #expect(fresh.errors.contains("step 1 of 1") && !fresh.errors.contains("record"))
    // The step has not.
    try workplace.write(
      "lessons/tiny.md", Workplace.lesson.replacing("hidden: 4", with: "hidden: 5"))
    let other = try workplace.lesson("accept", "tiny", "--dry-run")
    #expect(other.errors.contains("does not serve: its steps are not the lesson's"))
    #expect(other.output.contains("+head_parameters: 57"))
  }

  @Test func doesNotBelieveARecordThatWasEdited() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny").status == 0)
    let record = try workplace.text("reports/tiny/run.json")
    try workplace.write(
      "reports/tiny/run.json",
      record.replacing("\"head_parameters\":46", with: "\"head_parameters\":48"))
    let outcome = try workplace.lesson("accept", "tiny", "--yes")
    #expect(outcome.errors.contains("its results were changed"), "\(outcome.errors)")
    #expect(try workplace.text("lessons/tiny.md") == Workplace.lesson)
  }

  @Test func looksAtOneStep() throws {
    let workplace = try Workplace(lesson: Self.lesson)
    #expect(try workplace.lesson("accept", "tiny", "--step", "build-head", "-n").status == 1)
    let outcome = try workplace.lesson("accept", "tiny", "--step", "build-haed")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("did you mean `build-head`?"))
  }
}
