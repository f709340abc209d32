import Foundation
import Records
import Testing

/// `--step`, `--from` and `--until`.
@Suite struct StepSelectionTests {
  @Test func runsAPartIntoAFolderOfItsOwn() throws {
    let workplace = try TrainingWorkplace.make()
    let outcome = try workplace.lesson(
      ["run", "tiny", "--until", "load"] + TrainingWorkplace.options)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("This is a part of the lesson: 1 of 3 steps."))
    let folder = try #require(
      try FileManager.default.contentsOfDirectory(atPath: workplace.url("reports").path)
        .first { $0.hasSuffix("-until-load") })
    let record = try RunRecordFile.read(from: workplace.url("reports/\(folder)/run.json"))
    #expect(record.steps.map(\.status) == [.complete, .skipped, .skipped])
    let page = try workplace.text("reports/\(folder)/report.html")
    #expect(page.contains("<title>PART OF THE LESSON – "))
    #expect(page.contains("This step was skipped"))
  }

  @Test func checksAPart() throws {
    let workplace = try TrainingWorkplace.make()
    let options = ["--junit", "junit.xml"] + TrainingWorkplace.options
    let outcome = try workplace.lesson(["check", "tiny", "--step", "train"] + options)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("expectations: 1 pass"))
    let junit = try workplace.text("junit.xml")
    #expect(junit.contains("the run was to be of other steps"))
  }

  @Test func failsWhereNothingThatIsExpectedHasRun() throws {
    let workplace = try TrainingWorkplace.make()
    let outcome = try workplace.lesson(
      ["check", "tiny", "--step", "load"] + TrainingWorkplace.options)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("nothing was expected of this run"))
    #expect(outcome.output.contains("1 skipped, not judged"))
  }

  @Test(arguments: [
    (["run", "tiny", "--step", "build-haed"], "did you mean `build-head`?"),
    (["run", "tiny", "--step", "build-head", "--until", "build-head"], "give --step, or --from"),
    (
      ["check", "tiny", "--step", "build-head", "--grade", "gradescope", "--answers", "a.md"],
      "--grade marks a whole lesson"
    ),
  ])
  func refusesWhatMakesNoSense(arguments: [String], message: String) throws {
    let outcome = try Workplace().lesson(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func replaysAPartAsTheSamePart() throws {
    let workplace = try TrainingWorkplace.make()
    let options = TrainingWorkplace.options
    #expect(try workplace.lesson(["run", "tiny", "--step", "load"] + options).status == 0)
    let folder = try #require(
      try FileManager.default.contentsOfDirectory(atPath: workplace.url("reports").path)
        .first { $0.hasSuffix("-step-load") })
    let outcome = try workplace.lesson(
      ["replay", "reports/\(folder)/report.html"] + options.filter { $0 != "--quiet" })
    #expect(outcome.status == 0, "\(outcome.errors)\(outcome.output)")
  }
}
