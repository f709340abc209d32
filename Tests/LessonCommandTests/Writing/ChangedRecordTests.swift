import Foundation
import Records
import Testing

/// What a person has changed in a file of this program's own is kept, though the file could still be
/// read as one; and what a file is beside its content stays as it was.
@Suite struct ChangedRecordTests {
  private static func withReport() throws -> Workplace {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny", "-q").status == 0)
    return workplace
  }

  @Test(arguments: ["run", "check"])
  func keepsARecordThatSomebodyHasChanged(command: String) throws {
    let workplace = try Self.withReport()
    let path = "reports/tiny/run.json"
    let changed = try workplace.text(path).replacing("\"cores\":", with: "\"cores\":1")
    try workplace.write(path, changed)
    #expect(throws: Never.self) { try RunRecordFile.read(from: workplace.url(path)) }
    let outcome = try workplace.lesson(command, "tiny", "--out", "reports", "-q")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("run.json: a file is there that lesson has not written, or"))
    #expect(try workplace.text(path) == changed)
  }

  @Test func takesARecordOfAnEarlierVersionForOursWhereThePageBesideItSaysSo() throws {
    let workplace = try Self.withReport()
    let path = "reports/tiny/run.json"
    let plain = try workplace.text(path)
      .replacing(/"file_sha256":"[0-9a-f]{64}",/, with: "")
    try workplace.write(path, plain.replacing("\"seed\":7", with: "\"seed\":8"))
    #expect(try workplace.lesson("run", "tiny", "-q").status == 64)
    try workplace.write(path, plain)
    #expect(try workplace.lesson("run", "tiny", "-q").status == 0)
    #expect(try workplace.text(path).contains("\"file_sha256\":\""))
  }

  @Test(arguments: [
    (["check", "tiny", "--json", "c.json"], "c.json", "\"passes\":true", "\"passes\":false"),
    (
      ["check", "tiny", "--grade", "gradescope", "--answers", "tiny.answers.md"], "results.json",
      "\"score\":2", "\"score\":1"
    ),
    (
      ["check", "tiny", "--grade", "classroom50", "--answers", "tiny.answers.md"], "result.json",
      "\"score\":2", "\"score\":1"
    ),
  ])
  func keepsAnOutcomeThatSomebodyHasChanged(
    arguments: [String], path: String, old: String, new: String
  ) throws {
    let workplace = try Workplace()
    try workplace.write(
      "lessons/tiny.instructor.md",
      "<!-- answer how-many -->\nvalue: 46\n\n```check\nvalue: 46\n```\n<!-- end -->\n")
    try workplace.write("tiny.answers.md", "## how-many\n46\n")
    for _ in 0..<2 { #expect(try workplace.lesson(arguments).status == 0) }
    let changed = try workplace.text(path).replacing(old, with: new)
    #expect(try changed != workplace.text(path))
    try workplace.write(path, changed)
    #expect(try workplace.lesson(arguments).status == 64)
    #expect(try workplace.text(path) == changed)
  }

  @Test func keepsWhatSomebodyHasNotedInALog() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("sweep", "tiny").status == 0)
    let path = "reports/tiny-sweep/logs/tiny.txt"
    try workplace.write(path, try workplace.text(path) + "my note")
    let before = try workplace.text(path)
    #expect(try workplace.lesson("sweep", "tiny", "--fresh").status == 0)
    #expect(try workplace.text(path).hasPrefix(before + "\n$ lesson run"))
  }

  @Test func neverPutsAPageWithoutARecordInThePlaceOfAHandIn() throws {
    let workplace = try Self.withReport()
    #expect(try workplace.lesson("report", "tiny", "--student", "Ada").status == 0)
    let page = try workplace.text("tiny-report.html")
    try workplace.write("hand-ins/overview.html", page)
    for arguments in [
      ["compare", "tiny", "tiny-report.html", "--html", "tiny-report.html"],
      ["collect", "hand-ins", "--out", "hand-ins"],
    ] {
      #expect(try workplace.lesson(arguments).status == 64)
    }
    #expect(try workplace.text("tiny-report.html") == page)
    #expect(try workplace.text("hand-ins/overview.html") == page)
  }

  // MARK: - Modes

  private func modes(_ workplace: Workplace, _ paths: [String]) -> [mode_t] {
    paths.map { path in
      var status = stat()
      return stat(workplace.url(path).path, &status) == 0 ? status.st_mode & 0o777 : 0
    }
  }

  @Test(arguments: [
    ["run", "tiny", "-q"], ["check", "tiny", "--out", "reports", "--fresh", "-q"],
  ])
  func keepsTheModesOfAReport(arguments: [String]) throws {
    let workplace = try Self.withReport()
    let paths = [
      "reports/tiny", "reports/tiny/run.json", "reports/tiny/report.html", "reports/tiny/report.md",
    ]
    let wanted: [mode_t] = [0o700, 0o600, 0o640, 0o604]
    for (path, mode) in zip(paths, wanted) { chmod(workplace.url(path).path, mode) }
    let before = try workplace.text("reports/tiny/run.json")
    #expect(try workplace.lesson(arguments).status == 0)
    #expect(try workplace.text("reports/tiny/run.json") != before)
    #expect(modes(workplace, paths) == wanted)
  }
}
