import Foundation
import Testing

/// When the record of an earlier run serves `check`, and when it does not.
@Suite struct CheckRecordTests {
  private static func recorded() throws -> Workplace {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny", "--quiet").status == 0)
    return workplace
  }

  private static let served = "tiny: not replayed: the record reports/tiny/run.json"

  @Test func servesAndIsNamed() throws {
    let outcome = try Self.recorded().lesson("check", "--json", "check.json")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(Self.served), "\(outcome.output)")
    #expect(outcome.output.contains("--fresh replays"))
    #expect(!outcome.errors.contains("step"))
  }

  @Test func doesNotServeAServerNorWithFreshNorForAReport() throws {
    let workplace = try Self.recorded()
    for outcome in [
      try workplace.lesson(["check"], environment: ["CI": "true"]),
      try workplace.lesson("check", "--fresh"), try workplace.lesson("check", "--determinism"),
      try workplace.lesson("check", "--out", "elsewhere"),
    ] {
      #expect(outcome.status == 0)
      #expect(!outcome.output.contains("not replayed"), "\(outcome.output)")
      #expect(outcome.errors.contains("build-head"))
    }
    #expect(workplace.exists("elsewhere/tiny/run.json"))
  }

  @Test func servesWhereOnlyTheProseHasChanged() throws {
    let workplace = try Self.recorded()
    try workplace.write("lessons/tiny.md", Workplace.lesson + "\nMore.\n")
    #expect(try workplace.lesson("check").output.contains(Self.served))
  }

  @Test func isPassedOverWhereAStepHasChanged() throws {
    let workplace = try Self.recorded()
    try workplace.write(
      "lessons/tiny.md", Workplace.lesson.replacing("hidden: 4", with: "hidden: 5"))
    let outcome = try workplace.lesson("check")
    #expect(outcome.output.contains("does not serve: its steps are not the lesson's"))
  }

  @Test func isPassedOverWhereItsFiguresWereChanged() throws {
    let workplace = try Self.recorded()
    let record = try workplace.text("reports/tiny/run.json")
    try workplace.write(
      "reports/tiny/run.json",
      record.replacing("\"head_parameters\":46", with: "\"head_parameters\":47"))
    let outcome = try workplace.lesson("check")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("does not serve: its results were changed"))
  }

  @Test func isPassedOverWhereItIsNoRecord() throws {
    let workplace = try Self.recorded()
    try workplace.write("reports/tiny/run.json", "{")
    let outcome = try workplace.lesson("check")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("run.json:1:2: not JSON from here on"))
  }

  @Test func isNotTakenForAnotherSeed() throws {
    let outcome = try Self.recorded().lesson("check", "tiny", "--seed", "8")
    #expect(outcome.status == 1)
    #expect(!outcome.output.contains("not replayed"))
  }
}
