import Foundation
import Testing

@Suite struct ReportCommandTests {
  private static func ran() throws -> Workplace {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny").status == 0)
    return workplace
  }

  @Test func writesTheSameReportAgainFromTheRecord() throws {
    let workplace = try Self.ran()
    let before = try workplace.text("reports/tiny/report.html")
    try FileManager.default.removeItem(at: workplace.url("reports/tiny/report.html"))
    #expect(try workplace.lesson("report", "tiny").status == 0)
    #expect(try workplace.text("reports/tiny/report.html") == before)
  }

  @Test func saysThatARunIsGoingOn() throws {
    let workplace = try Workplace()
    try FileManager.default.createDirectory(
      at: workplace.folder.appendingPathComponent("reports/tiny.partial"),
      withIntermediateDirectories: true)
    try workplace.write("reports/tiny.partial/run.json", "{}")
    try workplace.write("reports/.tiny.lock", "")
    let before = try workplace.lesson("report", "tiny")
    #expect(before.status == 66)
    #expect(before.errors.contains("its last run did not complete"))

    let lock = workplace.folder.appendingPathComponent("reports/.tiny.lock").path
    let descriptor = open(lock, O_RDWR | O_CLOEXEC)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let during = try workplace.lesson("report", "tiny")
    #expect(during.status == 66)
    #expect(during.errors.contains("a run of it is going on, so wait until it has ended"))
  }

  @Test func writesAStudentsReportBesideNothingElse() throws {
    let workplace = try Self.ran()
    let before = try workplace.text("reports/tiny/report.html")
    try workplace.write("mine.md", "# My answers\n\n## how-many (2 points)\n\nForty-six of them.\n")
    let outcome = try workplace.lesson(
      "report", "tiny", "--student", "Ada <script>alert(1)</script>", "--id", "17", "--answers",
      "mine.md")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let html = try workplace.text("tiny-report.html")
    #expect(html.contains("Ada") && html.contains("Forty-six of them."))
    #expect(!html.contains("<script"))
    #expect(workplace.exists("tiny-report.md"))
    #expect(try workplace.text("reports/tiny/report.html") == before)
  }

  @Test func writesOneFormatWhereAsked() throws {
    let workplace = try Self.ran()
    let outcome = try workplace.lesson("report", "tiny", "--format", "md", "--out", "elsewhere")
    #expect(outcome.status == 0)
    #expect(workplace.exists("elsewhere/report.md"))
    #expect(!workplace.exists("elsewhere/report.html"))
  }

  @Test func refusesAnAnswerToNoQuestion() throws {
    let workplace = try Self.ran()
    try workplace.write("mine.md", "## how-manny\n46\n")
    let outcome = try workplace.lesson("report", "tiny", "--answers", "mine.md")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("mine.md:1: "))
    #expect(outcome.errors.contains("did you mean how-many?"))
    #expect(!workplace.exists("tiny-report.html"))
  }

  @Test func endsWith66WhereThereIsNoRecord() throws {
    let outcome = try Workplace().lesson("report", "tiny")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("lesson run tiny"))
  }

  @Test func offersTheReportsThatThereAre() throws {
    let workplace = try Self.ran()
    let outcome = try workplace.lesson("report", "tinny")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("Did you mean tiny? Reports: tiny"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("lesson run tinny"))
  }

  @Test func endsWith65WhereTheRecordIsNone() throws {
    let workplace = try Workplace()
    try workplace.write("reports/tiny/run.json", "{}")
    let outcome = try workplace.lesson("report", "tiny")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("run.json: not a run record"))
  }
}
