import Foundation
import Records
import Testing

@Suite struct MarkCommandTests {
  private static let lesson =
    Workplace.lesson + """

      <!-- question why points=3 -->
      Why?
      <!-- end -->

      """

  /// A workplace with two hand-ins, one of them in a folder as Moodle names it.
  private static func handedIn() throws -> Workplace {
    let workplace = try Workplace()
    try workplace.write("lessons/tiny.md", lesson)
    #expect(try workplace.lesson("run", "tiny").status == 0)
    for (name, id, folder) in [
      ("Ada", "17", "Ada L_5_assignsubmission_file_"),
      ("Bob", "18", "Bob_6_assignsubmission_file_"),
    ] {
      try workplace.write("a.md", "## how-many\n\nvalue: 46\n\n## why\n\nSo says \(name).\n")
      let outcome = try workplace.lesson(
        "report", "tiny", "--student", name, "--id", id, "--answers", "a.md", "--out",
        "in/\(folder)")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    return workplace
  }

  @Test func writesAPageThatNeedsNoProgram() throws {
    let workplace = try Self.handedIn()
    let outcome = try workplace.lesson("mark", "in", "--out", "m", "--static", "page.html")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "Marking page: page.html\n")
    let page = try workplace.text("page.html")
    #expect(page.contains("So says Ada.") && page.contains("default-src 'none'"))
    #expect(try workplace.text("m/marks.csv").contains("17,Ada,why,,3,,"))
    let mode = try FileManager.default.attributesOfItem(
      atPath: workplace.url("m/marks.csv").path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    // A page of ours is written anew, and one that somebody has changed is not.
    #expect(try workplace.lesson("mark", "in", "--out", "m", "--static", "page.html").status == 0)
    try workplace.write("page.html", page + "mine")
    #expect(try workplace.lesson("mark", "in", "--out", "m", "--static", "page.html").status == 64)
    #expect(try workplace.text("page.html") == page + "mine")
  }

  @Test(arguments: [
    (["mark", "nowhere"], 66, "there is no such folder"),
    (["mark", "in", "--static", "p.html", "--anonymous"], 64, "exclude each other"),
    (["mark", "in", "--due", "tomorrow"], 64, "no time; write a day and an hour"),
    (["mark", "in", "--counts", "a.html"], 66, "a.html: no hand-in of that name"),
    (["mark", "in", "--times", "gone.csv"], 66, "gone.csv"),
    (["collect", "in", "--times", "a.md"], 65, "a.md:1: it does not say who handed in when"),
    (["mark", "in", "--static", "marks.csv"], 64, "marks.csv"),
    (["feedback", "in"], 66, "nobody's answers are all marked: 2 still wait"),
    (["feedback", "in", "--grades", "other"], 64, "other"),
  ])
  func saysWhatIsWrong(arguments: [String], status: Int32, words: String) throws {
    let workplace = try Self.handedIn()
    let outcome = try workplace.lesson(arguments, in: ".")
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test func tellsWhoIsLateByThePlatformsTable() throws {
    let workplace = try Self.handedIn()
    let arguments = ["collect", "in", "--out", "m", "--due", "2026-11-28 12:00"]
    let outcome = try workplace.lesson(arguments, in: ".")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("times: Moodle’s archive does not hold when hand-ins came"))
    #expect(!outcome.output.contains("late"))
    try workplace.write(
      "w.csv",
      """
      Identifier,Full name,Last modified (submission)
      Participant 5,Ada L,"Saturday, 28 November 2026, 9:05 AM"
      Participant 6,Bob,"Saturday, 28 November 2026, 9:05 PM"

      """)
    let judged = try workplace.lesson(arguments + ["--times", "w.csv"], in: ".")
    #expect(judged.status == 0 && !judged.errors.contains("times:"), "\(judged.errors)")
    #expect(judged.output.contains("note: 1 day late: w.csv says 2026-11-28 21:05"))
    let table = try workplace.text("m/overview.csv")
    #expect(table.contains(",2026-11-28 09:05,0,") && table.contains(",2026-11-28 21:05,1,"))
  }

  @Test func givesBackMarksAsAPlatformTakesThem() throws {
    let workplace = try Self.handedIn()
    #expect(try workplace.lesson("collect", "in", "--out", "m").status == 0)
    let marks = try workplace.text("m/marks.csv")
      .replacing("17,Ada,why,,", with: "17,Ada,why,2.5,")
      .replacing("17,Ada,how-many,,", with: "17,Ada,how-many,2,")
    try workplace.write("m/marks.csv", marks)
    let arguments = ["feedback", "in", "--out", "m"]
    let all =
      arguments + ["moodle", "canvas", "gradescope", "classroom50"].flatMap { ["--grades", $0] }
    for arguments in [all, arguments, all] {
      let outcome = try workplace.lesson(arguments, in: ".")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("Feedback: 1 page in m/feedback\n"))
      #expect(outcome.errors.contains("left out, since 2 answers still wait: Bob"))
    }
    let page = try workplace.text("m/feedback/Ada L_5_assignsubmission_file_feedback-tiny.html")
    #expect(page.contains("4.5 of 5 points") && page.contains("So says Ada."))
    let worksheet = try workplace.text("m/grades-moodle-tiny.csv")
    #expect(
      worksheet.contains(
        "\nParticipant 5,Ada L,4.5,5,,\"Question 1, 2 of 2\nQuestion 2, 2.5 of 3\"\n"))
    #expect(try workplace.text("m/grades-canvas-tiny.csv").hasSuffix("\nAda,,17,,,4.5\n"))
    let name = "Ada L_5_assignsubmission_file_feedback-tiny"
    let results = try JSONReader.value(
      of: workplace.text("m/grades-gradescope/\(name)/results.json"))
    #expect(results["score"]?.number == 4.5)
    #expect(workplace.exists("m/grades-classroom50/\(name)/result.json"))
    // What is back in the class's folder is no hand-in, and is nobody's file to be written over.
    #expect(try workplace.lesson("collect", "in", "--out", "m").status == 0)
  }
}
