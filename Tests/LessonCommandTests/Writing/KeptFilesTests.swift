import Foundation
import Records
import Report
import Testing

/// Nothing that this program has not written, or that was changed since, is written over or removed,
/// and what would be refused in the end is refused before anything runs.
@Suite struct KeptFilesTests {
  /// A workplace with a run.
  private static func withReport() throws -> Workplace {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny", "-q").status == 0)
    return workplace
  }

  private func expectRefusal(
    _ workplace: Workplace, _ arguments: [String], keeping path: String, _ text: String,
    status: Int32 = 64, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try workplace.lesson(arguments)
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(!outcome.errors.contains("step 1 of 1"), sourceLocation: sourceLocation)
    #expect(try workplace.text(path) == text, sourceLocation: sourceLocation)
  }

  // MARK: - Reports

  @Test func leavesWhatLiesBesideAReport() throws {
    let workplace = try Self.withReport()
    try workplace.write("reports/tiny/tiny.answers.md", "mine")
    try workplace.write("reports/tiny/notes/a.txt", "mine too")
    let before = try workplace.text("reports/tiny/run.json")
    #expect(try workplace.lesson("run", "tiny", "-q").status == 0)
    #expect(try workplace.text("reports/tiny/run.json") != before)
    #expect(try workplace.text("reports/tiny/tiny.answers.md") == "mine")
    #expect(try workplace.text("reports/tiny/notes/a.txt") == "mine too")
    #expect(!workplace.exists("reports/tiny.partial"))
  }

  @Test(arguments: [
    ["run", "tiny", "--out", "o"], ["check", "tiny", "--out", "o"],
    ["sweep", "tiny", "-p", "width=8", "--out", "o"],
  ])
  func refusesAFolderThatHoldsNoReport(arguments: [String]) throws {
    let workplace = try Workplace()
    try workplace.write("o/tiny/essay.md", "three weeks of work")
    try expectRefusal(workplace, arguments, keeping: "o/tiny/essay.md", "three weeks of work")
    #expect(!workplace.exists("o/tiny/run.json"))
  }

  @Test func refusesAFileInAReportsPlace() throws {
    let workplace = try Workplace()
    try workplace.write("o/tiny", "a file of mine")
    try expectRefusal(
      workplace, ["run", "tiny", "--out", "o"], keeping: "o/tiny", "a file of mine")
    try workplace.write("p/tiny.partial", "another")
    try expectRefusal(
      workplace, ["run", "tiny", "--out", "p"], keeping: "p/tiny.partial", "another")
  }

  @Test(arguments: ["report.md", "report.html", "run.json"])
  func refusesAForeignFileUnderAReportsName(name: String) throws {
    let workplace = try Self.withReport()
    try workplace.write("reports/tiny/\(name)", "# mine")
    try expectRefusal(workplace, ["run", "tiny"], keeping: "reports/tiny/\(name)", "# mine")
  }

  @Test(arguments: ["report.md", "report.html"])
  func refusesAReportThatWasChanged(name: String) throws {
    let workplace = try Self.withReport()
    let path = "reports/tiny/\(name)"
    let changed = try workplace.text(path).replacing("A head alone", with: "My head")
    try workplace.write(path, changed)
    for command in ["run", "report"] {
      try expectRefusal(workplace, [command, "tiny"], keeping: path, changed)
    }
  }

  @Test func keepsALinkInAReportsPlaceAndRefusesOneThatLeadsNowhere() throws {
    let workplace = try Workplace()
    try workplace.write("shelf/tiny/run.json", "")
    try FileManager.default.createDirectory(
      at: workplace.url("o"), withIntermediateDirectories: true)
    let link = workplace.url("o/tiny").path
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: "../shelf/tiny")
    #expect(try workplace.lesson("run", "tiny", "--out", "o").status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../shelf/tiny")
    #expect(workplace.exists("shelf/tiny/report.html"))
    try FileManager.default.createSymbolicLink(
      atPath: workplace.url("p").path, withDestinationPath: "gone")
    #expect(try workplace.lesson("run", "tiny", "--out", "p").status == 74)
    #expect(!workplace.exists("gone"))
  }

  @Test func leavesWhatLiesBesideAnUnfinishedReport() throws {
    let workplace = try Self.withReport()
    let record = try workplace.text("reports/tiny/run.json")
    try workplace.write("reports/tiny.partial/run.json", record)
    try workplace.write("reports/tiny.partial/answers.md", "mine")
    #expect(try workplace.lesson("run", "tiny", "-q").status == 0)
    #expect(try workplace.text("reports/tiny.partial/answers.md") == "mine")
    #expect(!workplace.exists("reports/tiny.partial/run.json"))
    #expect(workplace.exists("reports/tiny/report.html"))
  }

  @Test func putsAReportIntoItsPlaceWhoseRunWasKilledJustBefore() throws {
    let workplace = try Self.withReport()
    let files = ["report.html", "report.md", "run.json"]
    let texts = try files.map { try workplace.text("reports/tiny/\($0)") }
    // As after a kill between two of the renames: one page has its place already.
    try FileManager.default.moveItem(
      at: workplace.url("reports/tiny"), to: workplace.url("reports/tiny.partial"))
    try workplace.write("reports/tiny/report.md", texts[1])
    try FileManager.default.removeItem(at: workplace.url("reports/tiny.partial/report.md"))
    try workplace.write("reports/tiny/answers.md", "mine")
    #expect(try workplace.lesson("export", "tiny").status == 0)
    #expect(try files.map { try workplace.text("reports/tiny/\($0)") } == texts)
    #expect(try workplace.text("reports/tiny/answers.md") == "mine")
    #expect(!workplace.exists("reports/tiny.partial"))
  }

  @Test func takesTheReportOfAnEarlierVersionForOurs() throws {
    let workplace = try Self.withReport()
    let markdown = try workplace.text("reports/tiny/report.md")
    let unsealed = markdown.replacing(/<!-- lesson .*-->\n/, with: "")
    #expect(unsealed != markdown)
    try workplace.write("reports/tiny/report.md", unsealed)
    try expectRefusal(workplace, ["run", "tiny"], keeping: "reports/tiny/report.md", unsealed)
    let record = try RunRecordFile.read(from: workplace.url("reports/tiny/run.json"))
    try workplace.write(
      "reports/tiny/report.html",
      HTMLWriter.write(ReportBuilder.build(record), program: "0.5.0"))
    #expect(try workplace.lesson("run", "tiny").status == 0)
    #expect(try workplace.text("reports/tiny/report.md").contains("<!-- lesson "))
  }

  // MARK: - Other files

  @Test(arguments: [
    (["export", "tiny"], "tiny.ipynb"),
    (["export", "tiny", "--out", "week9.ipynb"], "week9.ipynb"),
    (["compare", "tiny", "tiny", "--html", "c.html"], "c.html"),
    (["check", "tiny", "--junit", "j.xml"], "j.xml"),
    (["check", "tiny", "--json", "j.json"], "j.json"),
    (["report", "tiny", "--student", "Ada"], "tiny-report.html"),
    (["report", "tiny", "--student", "Ada"], "tiny-report.md"),
    (["report", "tiny", "--out", "d"], "d/report.md"),
    (["collect", "reports", "--out", "m"], "m/overview.html"),
    (["collect", "reports", "--out", "m"], "m/overview.csv"),
    (["sweep", "tiny"], "reports/tiny-sweep/sweep.html"),
    (["sweep", "tiny"], "reports/tiny-sweep/sweep.md"),
    (["sweep", "tiny"], "reports/tiny-sweep/sweep.csv"),
    (["sweep", "tiny", "--fresh"], "reports/tiny-sweep/logs/tiny.txt"),
    (["student", "tiny"], "tiny-handout/tiny.md"),
    (["student", "tiny", "--out", "mine"], "mine/tiny.md"),
  ])
  func writesOverNothingButItsOwn(arguments: [String], path: String) throws {
    let workplace = try Self.withReport()
    // Empty files hold nothing, and its own may be renewed as often as one likes.
    try workplace.write(path, "")
    for _ in 0..<2 {
      let outcome = try workplace.lesson(arguments)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    #expect(try !workplace.text(path).isEmpty)
    for text in ["mine\n", "{\"cells\":[],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}"] {
      try workplace.write(path, text)
      let before = try Self.contents(workplace)
      try expectRefusal(workplace, arguments, keeping: path, text)
      #expect(try Self.contents(workplace) == before)
    }
  }

  /// Every file but what the calls themselves leave.
  private static func contents(_ workplace: Workplace) throws -> Set<String> {
    let names = try FileManager.default.subpathsOfDirectory(atPath: workplace.folder.path)
    return Set(names.filter { !$0.hasPrefix("std") && !$0.hasPrefix("cache") })
  }

  @Test func keepsAnExportThatSomebodyHasWorkedIn() throws {
    let workplace = try Self.withReport()
    #expect(try workplace.lesson("export", "tiny").status == 0)
    let changed = try workplace.text("tiny.ipynb").replacing("A head alone", with: "My notes")
    try workplace.write("tiny.ipynb", changed)
    try expectRefusal(workplace, ["export", "tiny"], keeping: "tiny.ipynb", changed)
  }

  @Test func keepsATableThatWasChanged() throws {
    let workplace = try Self.withReport()
    #expect(try workplace.lesson("collect", "reports", "--out", "m").status == 0)
    let changed = try workplace.text("m/overview.csv") + "a row of mine\n"
    try workplace.write("m/overview.csv", changed)
    try expectRefusal(
      workplace, ["collect", "reports", "--out", "m"], keeping: "m/overview.csv", changed)
  }

  @Test func renewsAHandOutAndKeepsWhatSomebodyChangedInIt() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("student", "tiny").status == 0)
    try workplace.write("lessons/tiny.md", Workplace.lesson + "\nMore.\n")
    #expect(try workplace.lesson("student", "tiny").status == 0)
    #expect(try workplace.text("tiny-handout/tiny.md").hasSuffix("\nMore.\n"))
    try workplace.write("tiny-handout/tiny.md", "mine")
    try expectRefusal(workplace, ["student", "tiny"], keeping: "tiny-handout/tiny.md", "mine")
  }

  @Test func writesToAStreamThatIsNamed() throws {
    let workplace = try Self.withReport()
    let outcome = try workplace.lesson("export", "tiny", "--out", "/dev/stdout")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"nbformat\": 4"))
    #expect(try workplace.lesson("compare", "tiny", "tiny", "--html", "/dev/null").status == 0)
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  // MARK: - A user's own files

  @Test func keepsModeAndLinkOfALessonThatItRewrites() throws {
    let wrong = Workplace.lesson.replacing("head_parameters: 46", with: "head_parameters: 1")
    let workplace = try Workplace(lesson: wrong)
    try FileManager.default.moveItem(
      at: workplace.url("lessons/tiny.md"), to: workplace.url("elsewhere.md"))
    let link = workplace.url("lessons/tiny.md").path
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: "../elsewhere.md")
    chmod(workplace.url("elsewhere.md").path, 0o600)
    #expect(try workplace.lesson("accept", "tiny", "--yes").status == 0)
    #expect(try workplace.text("elsewhere.md") == Workplace.lesson)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../elsewhere.md")
    var status = stat()
    #expect(stat(link, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func refusesBeforeItRunsALessonThatCannotBeRewritten() throws {
    let wrong = Workplace.lesson.replacing("head_parameters: 46", with: "head_parameters: 1")
    let workplace = try Workplace(lesson: wrong)
    link(workplace.url("lessons/tiny.md").path, workplace.url("second-name").path)
    try expectRefusal(workplace, ["accept", "tiny", "--yes"], keeping: "second-name", wrong)
  }

  @Test func importsAndMakesLessonsOverNoLinkEither() throws {
    let workplace = try Workplace()
    try workplace.write("a.ipynb", #"{"nbformat": 4, "metadata": {}, "cells": []}"#)
    for name in ["n.md", "n.cells.json"] {
      let path = workplace.url("lessons/\(name)").path
      symlink("gone", path)
      #expect(try workplace.lesson("import", "a.ipynb", "--id", "n").status == 64)
      #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == "gone")
      unlink(path)
    }
    symlink("gone", workplace.url("lessons/o.instructor.md").path)
    #expect(try workplace.lesson("new", "o").status == 64)
    #expect(!workplace.exists("lessons/o.md"))
  }

  @Test func mirrorsOverNoFileThatIsNoListOfCells() throws {
    let workplace = try Workplace()
    try workplace.write("a.ipynb", #"{"nbformat": 4, "metadata": {}, "cells": []}"#)
    try workplace.write("lessons/tiny.cells.json", "{\"mine\": 1}")
    try expectRefusal(
      workplace, ["mirror", "tiny", "a.ipynb", "--write"], keeping: "lessons/tiny.cells.json",
      "{\"mine\": 1}", status: 65)
  }
}
