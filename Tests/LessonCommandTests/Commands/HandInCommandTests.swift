import Foundation
import Testing

@Suite struct HandInCommandTests {
  private static let answers = """
    <!-- answer how-many -->
    36 weights and 4, 4 weights and 2.

    value: 46

    ```check
    value: 46
    ```
    <!-- end -->

    """

  /// A workplace with a run, and a student's report of it.
  private static func handedIn(_ typed: String = "value: 46") throws -> Workplace {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny").status == 0)
    try workplace.write("tiny.answers.md", "## how-many (2 points)\n\n\(typed)\n")
    let outcome = try workplace.lesson(
      "report", "tiny", "--student", "Ada", "--id", "17", "--answers", "tiny.answers.md")
    #expect(outcome.status == 0, "\(outcome.errors)")
    return workplace
  }

  @Test func handsOutALessonAndItsAnswersFile() throws {
    let workplace = try Workplace()
    try workplace.write("lessons/tiny.instructor.md", Self.answers)
    let outcome = try workplace.lesson("student", "tiny")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output
        == "Hand-out: tiny-handout: assets.json, tiny.md\nAnswers: tiny.answers.md: new, 1 question\n"
    )
    #expect(try workplace.text("tiny-handout/tiny.md") == Workplace.lesson)
    #expect(!workplace.exists("tiny-handout/tiny.instructor.md"))
    #expect(try workplace.text("tiny.answers.md").contains("## how-many (2 points)\n"))
    let again = try workplace.lesson("student", "tiny")
    #expect(again.output.contains("nothing changed"))
  }

  @Test func runsAHandOutByItsNameInItsOwnFolder() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("student", "tiny").status == 0)
    let outcome = try workplace.lesson(["run", "tiny"], in: "tiny-handout")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(workplace.exists("tiny-handout/reports/tiny/report.html"))
    // One that was made without a list of assets, while the lessons are elsewhere.
    try FileManager.default.removeItem(at: workplace.url("tiny-handout/assets.json"))
    try workplace.write(
      "tiny-handout/other.md", Workplace.lesson.replacing("\"tiny\"", with: "other"))
    let elsewhere = try workplace.lesson(
      ["run", "other"], environment: ["LESSON_ROOT": workplace.folder.path], in: "tiny-handout")
    #expect(elsewhere.status == 0, "\(elsewhere.errors)")
  }

  @Test func prefersTheHandOutThatItRunsIn() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("student", "tiny").status == 0)
    try workplace.write(
      "tiny-handout/tiny.md", Workplace.lesson.replacing("A head alone", with: "Ours"))
    let outcome = try workplace.lesson(
      ["run", "tiny"], environment: ["LESSON_ROOT": workplace.folder.path], in: "tiny-handout")
    #expect(outcome.output.hasPrefix("tiny: Ours\n"), "\(outcome.output)\(outcome.errors)")
  }

  @Test func doesNotWriteOverAnotherListOfAssets() throws {
    let workplace = try Workplace()
    try workplace.write("other/assets.json", "{\"assets\": [ ]}")
    let outcome = try workplace.lesson("student", "tiny", "--out", "other")
    #expect(outcome.status == 64 && outcome.errors.contains("another list of assets lies there"))
    #expect(try workplace.text("other/assets.json") == "{\"assets\": [ ]}")
    #expect(!workplace.exists("other/tiny.md"))
  }

  @Test func keepsMarksWhereTheyLieAndFromWhomTheyAreKept() throws {
    let workplace = try Self.handedIn()
    try workplace.write("shared/all.csv", "id,question,points\n")
    let (shared, link) = (workplace.url("shared/all.csv"), workplace.url("marks.csv"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: shared.path)
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: shared)
    #expect(try workplace.lesson("collect", ".").status == 0)
    #expect(try workplace.text("shared/all.csv") == "id,question,points\n17,how-many,\n")
    let mode = try FileManager.default.attributesOfItem(atPath: shared.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == shared.path)
  }

  @Test func refusesATableOfMarksThatALinkDoesNotFind() throws {
    let workplace = try Self.handedIn()
    let link = workplace.url("marks.csv").path
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: workplace.url("gone/marks.csv").path)
    let outcome = try workplace.lesson("collect", ".")
    #expect(outcome.status == 66 && outcome.errors.contains("which is not there"))
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: link)) != nil)
  }

  /// Each process hashes in another order, which no page may show.
  @Test func writesTheSamePageInEveryProcess() throws {
    let workplace = try Self.handedIn()
    let pages = try (0..<4).map { _ in
      #expect(try workplace.lesson("report", "tiny", "--student", "Ada").status == 0)
      return try workplace.text("tiny-report.html")
    }
    #expect(Set(pages).count == 1)
  }

  @Test func neverWritesOverAnAnswer() throws {
    let workplace = try Workplace()
    let mine = "## how-many (2 points)\nforty-six"
    try workplace.write("tiny.answers.md", mine)
    #expect(try workplace.lesson("student", "tiny").status == 0)
    #expect(try workplace.text("tiny.answers.md") == mine)
  }

  @Test(arguments: ["lessons", "elsewhere"])
  func refusesToHandOutIntoAFolderWithAnswers(out: String) throws {
    let workplace = try Workplace()
    try workplace.write("lessons/tiny.instructor.md", Self.answers)
    try workplace.write("elsewhere/tiny.instructor.md", Self.answers)
    #expect(try workplace.lesson("student", "tiny", "--out", out).status == 64)
  }

  @Test func saysWhichQuestionsAreOpen() throws {
    let workplace = try Self.handedIn("")
    #expect(try workplace.text("tiny-report.html").contains("1 of 1 question without an answer"))
  }

  @Test func saysThatNobodysNameIsOnIt() throws {
    let workplace = try Self.handedIn()
    let outcome = try workplace.lesson("report", "tiny", "--answers", "tiny.answers.md")
    #expect(outcome.status == 0)
    #expect(outcome.errors.hasPrefix("no name: add --student \"Your name\""))
    #expect(try workplace.text("tiny-report.html").contains("✗ No name"))
    let verified = try workplace.lesson("verify", "tiny-report.html")
    #expect(verified.status == 0)
    #expect(verified.output.contains("no name, lesson tiny"))
  }

  @Test func saysWhatCannotBeMarked() throws {
    let workplace = try Self.handedIn()
    try workplace.write("tiny.answers.md", "## how-many\n\nvalue: about 46,0\n")
    let outcome = try workplace.lesson(
      "report", "tiny", "--student", "Ada", "--answers", "tiny.answers.md")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors == """
        tiny.answers.md: question 1 (how-many): no one number can be read; write a line with a plain \
        number, as in value: 0.25

        """)
  }

  @Test func takesTheAnswersThatLieThereWhereNoneAreNamed() throws {
    let workplace = try Self.handedIn("value: 46, by counting")
    let outcome = try workplace.lesson("report", "tiny", "--student", "Ada")
    #expect(outcome.output.hasPrefix("Answers: tiny.answers.md\n"))
    #expect(try workplace.text("tiny-report.html").contains("value: 46, by counting"))
  }

  @Test func saysHowAnAnswersFileIsMade() throws {
    let workplace = try Self.handedIn()
    let outcome = try workplace.lesson("report", "tiny", "--student", "Ada", "--answers", "no.md")
    #expect(outcome.status == 66)
    #expect(
      outcome.errors.contains("no.md: there is no such file; `lesson student tiny` makes one"))
  }

  @Test func namesTheOpenQuestionsOfAGoodHandIn() throws {
    let workplace = try Self.handedIn("")
    let outcome = try workplace.lesson("verify", "tiny-report.html")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasSuffix("\n  not answered: question 1 (how-many)\n"))
  }

  @Test func verifiesWhatReportWrote() throws {
    let workplace = try Self.handedIn()
    let outcome = try workplace.lesson("verify", "tiny-report.html")
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.hasPrefix("tiny-report.html: not edited, as lesson "))
    #expect(outcome.output.contains("Ada (17), lesson tiny, complete, seed 7"))
  }

  @Test func namesWhatWasEdited() throws {
    let workplace = try Self.handedIn("It has forty-six.")
    let page = try workplace.text("tiny-report.html")
    try workplace.write("tiny-report.html", page.replacing("forty-six", with: "forty-seven"))
    let both = try workplace.lesson("verify", "tiny-report.html")
    #expect(both.status == 1)
    #expect(both.output.contains("answer how-many: edited in the record"), "\(both.output)")
  }

  @Test func endsWith65ForWhatIsNoReport() throws {
    let workplace = try Workplace()
    try workplace.write("x.html", "<p>hello")
    let outcome = try workplace.lesson("verify", "x.html")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("x.html: no report"))
    #expect(try workplace.lesson("verify", "none.html").status == 66)
  }

  @Test func replaysToTheSameResults() throws {
    let workplace = try Self.handedIn()
    let outcome = try workplace.lesson("replay", "tiny-report.html", "--quiet", "--threads", "1")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("replay: agrees in 1 step"))
  }

  @Test func findsAHandInThatWasMadeToAgreeWithItself() throws {
    let workplace = try Self.handedIn()
    // The record edited, and the report written anew from it by the program.
    let record = try workplace.text("reports/tiny/run.json")
    let edited = record.replacing("\"head_parameters\":46", with: "\"head_parameters\":64")
    #expect(edited != record)
    try workplace.write("reports/tiny/run.json", edited)
    #expect(
      try workplace.lesson(
        "report", "tiny", "--student", "Ada", "--answers", "tiny.answers.md"
      ).status == 0)
    let outcome = try workplace.lesson("replay", "tiny-report.html", "--quiet")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        "step build-head, build-head.head_parameters: the hand-in says 64, the replay 46"),
      "\(outcome.output)")
  }

  @Test func refusesToReplayAnotherLesson() throws {
    let workplace = try Self.handedIn()
    try workplace.write("lessons/tiny.md", Workplace.lesson + "\nMore.\n")
    let outcome = try workplace.lesson("replay", "tiny-report.html", "--quiet")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("not the lesson that was run"), "\(outcome.errors)")
  }

  @Test func replaysWithTheStudentsParameters() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny", "-p", "width=5", "--seed", "9").status == 0)
    #expect(try workplace.lesson("report", "tiny-width5-seed9", "--student", "Ada").status == 0)
    let outcome = try workplace.lesson("replay", "tiny-width5-seed9-report.html", "--quiet")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  @Test func collectsAClass() throws {
    let workplace = try Self.handedIn()
    try workplace.write("lessons/tiny.instructor.md", Self.answers)
    try workplace.write("class/ada.html", try workplace.text("tiny-report.html"))
    try workplace.write("class/readme.txt", "")
    let outcome = try workplace.lesson("collect", "class", "--out", "marking")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("readme.txt: left aside: no .html file"))
    #expect(outcome.output.contains("1 hand-in: 1 as written, 0 edited"))
    #expect(try workplace.text("marking/overview.html").contains("36 weights and 4"))
    #expect(try workplace.text("marking/overview.csv").contains("ada.html,Ada,17,tiny"))
    let marks = try workplace.text("marking/marks.csv")
    #expect(marks.hasSuffix("17,Ada,how-many,,2,2,\n"))
    try workplace.write("marking/marks.csv", marks.replacing(",,2,2,", with: ",1.5,2,2,well"))
    #expect(try workplace.lesson("collect", "class", "--out", "marking").status == 0)
    #expect(try workplace.text("marking/marks.csv").hasSuffix("17,Ada,how-many,1.5,2,2,well\n"))
    #expect(try workplace.text("marking/overview.html").contains("marked 1.5 of 2"))
  }

  @Test func checkFailsWhereAnAnswerIsNotMarkedRight() throws {
    let workplace = try Workplace()
    try workplace.write("lessons/tiny.instructor.md", Self.answers)
    #expect(try workplace.lesson("check", "tiny").status == 0)
    try workplace.write(
      "lessons/tiny.instructor.md",
      Self.answers.replacing("```check\nvalue: 46", with: "```check\nvalue: < 0"))
    let outcome = try workplace.lesson("check", "tiny")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("lessons/tiny.instructor.md:1: answer how-many: "))
  }
}
