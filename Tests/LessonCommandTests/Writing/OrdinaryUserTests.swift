import Foundation
import Testing

/// What a user meets who may not write: the command is run as nobody where the tests run as the
/// superuser, whom no mode keeps from anything.
@Suite struct OrdinaryUserTests {
  private func asNobody(_ workplace: Workplace, _ arguments: String...) throws -> Workplace.Outcome
  {
    guard geteuid() == 0 else { return try workplace.lesson(arguments) }
    // The build may lie where nobody may look.
    let command = workplace.url("command")
    if !workplace.exists("command") {
      try FileManager.default.copyItem(at: Workplace.command, to: command)
    }
    return try workplace.lesson(
      ["--reuid=65534", "--regid=65534", "--clear-groups", command.path] + arguments,
      command: URL(fileURLWithPath: "/usr/bin/setpriv"))
  }

  private func protect(_ workplace: Workplace, _ path: String, _ mode: mode_t = 0o555) {
    chmod(workplace.url(path).path, mode)
  }

  @Test func saysWhyACacheCannotBeCleaned() throws {
    let workplace = try TrainingWorkplace.make()
    #expect(try workplace.lesson(["run", "tiny"] + TrainingWorkplace.options).status == 0)
    for path in try FileManager.default.subpathsOfDirectory(atPath: workplace.url("cache").path) {
      let isFile = path.contains(".") || path.hasSuffix("lock")
      protect(workplace, "cache/\(path)", isFile ? 0o444 : 0o555)
    }
    let outcome = try asNobody(workplace, "clean")
    #expect(outcome.status == 74, "\(outcome.output)")
    #expect(outcome.output.isEmpty, "\(outcome.output)")
    #expect(!outcome.output.contains("In use"))
    #expect(outcome.errors.contains("cannot be removed: Permission denied"), "\(outcome.errors)")
    for path in try FileManager.default.subpathsOfDirectory(atPath: workplace.url("cache").path) {
      protect(workplace, "cache/\(path)", 0o755)
    }
  }

  @Test func saysThatACacheCannotBeRead() throws {
    let workplace = try Workplace()
    try workplace.write("cache/steps/a/b", "")
    protect(workplace, "cache/steps", 0o000)
    let outcome = try asNobody(workplace, "clean")
    protect(workplace, "cache/steps", 0o755)
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("cache/steps: cannot be read: Permission denied"))
  }

  @Test func refusesAReportsFolderThatCannotBeWrittenBeforeItRuns() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny", "-q").status == 0)
    chmod(workplace.url("reports").path, 0o777)
    chmod(workplace.url("reports/.tiny.lock").path, 0o666)
    protect(workplace, "reports/tiny")
    let before = try workplace.text("reports/tiny/run.json")
    let outcome = try asNobody(workplace, "run", "tiny")
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("reports/tiny: cannot be written: Permission denied"))
    #expect(!outcome.errors.contains("step 1 of 1"))
    protect(workplace, "reports/tiny", 0o755)
    #expect(try workplace.text("reports/tiny/run.json") == before)
  }

  @Test func rewritesNoLessonThatMayNotBeWritten() throws {
    let wrong = Workplace.lesson.replacing("head_parameters: 46", with: "head_parameters: 1")
    let workplace = try Workplace(lesson: wrong)
    chmod(workplace.url("lessons").path, 0o777)
    protect(workplace, "lessons/tiny.md", 0o444)
    let outcome = try asNobody(workplace, "accept", "tiny", "--yes")
    #expect(outcome.status != 0 && !outcome.errors.contains("step 1 of 1"), "\(outcome.errors)")
    #expect(try workplace.text("lessons/tiny.md") == wrong)
  }

  @Test func endsWith74WhereAHandInCannotBeRead() throws {
    let workplace = try Workplace()
    try workplace.write("class/a.html", "<p>")
    try workplace.write("class/b.html", "<p>")
    try FileManager.default.createDirectory(
      at: workplace.url("m"), withIntermediateDirectories: true)
    chmod(workplace.url("m").path, 0o777)
    protect(workplace, "class/b.html", 0o000)
    let outcome = try asNobody(workplace, "collect", "class", "--out", "m")
    #expect(outcome.status == 74)
    #expect(outcome.output.contains("b.html: left aside: cannot be read: Permission denied"))
    #expect(outcome.errors.contains("1 of the files and folders could not be read"))
  }
}
