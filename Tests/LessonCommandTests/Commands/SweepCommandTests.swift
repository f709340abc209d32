import Foundation
import Records
import Testing

@testable import lesson

@Suite struct SweepCommandTests {
  private static let widths = ["sweep", "tiny", "--seeds", "1..2", "-p", "width=8,16"]

  @Test func runsTheProductAndSumsItUp() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson(Self.widths + ["--jobs", "2"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    for name in ["tiny-seed1", "tiny-seed2", "tiny-width16-seed1", "tiny-width16-seed2"] {
      #expect(workplace.exists("reports/\(name)/report.html"))
    }
    #expect(
      outcome.output.contains(
        """
        build-head.head_parameters
          width=8: mean 46, standard deviation 0, from 46 to 46, 2 runs
          width=16: mean 78, standard deviation 0, from 78 to 78, 2 runs
        tiny: 4 of 4 runs complete
        """), "\(outcome.output)")
    #expect(outcome.errors.contains("4 runs: 0 done already, 4 to do"))
    for file in ["sweep.html", "sweep.md", "sweep.csv"] {
      #expect(workplace.exists("reports/tiny-sweep-width/\(file)"))
    }
    let path = "reports/tiny-sweep-width/sweep.csv"
    let summary = try workplace.text(path)
    #expect(summary.contains("\n1,tiny-seed1,1,8,complete,"))
    // A sweep of something else has its own.
    #expect(try workplace.lesson("sweep", "tiny", "--seeds", "1..2").status == 0)
    #expect(workplace.exists("reports/tiny-sweep/sweep.html"))
    #expect(try workplace.lesson("sweep", "tiny", "-p", "width=16", "--seeds", "1..2").status == 0)
    #expect(workplace.exists("reports/tiny-width16-sweep/sweep.html"))
    #expect(try workplace.text(path) == summary)
  }

  @Test func partsValuesAtEveryComma() throws {
    let workplace = try Workplace(
      lesson: Workplace.lesson.replacing("{width: 8}", with: "{width: 8, words: \"none\"}"))
    let outcome = try workplace.lesson("sweep", "tiny", "-n", "-p", "words=a,\u{301}b,\u{200D}c")
    #expect(outcome.output.contains("3 runs, 3 to do"), "\(outcome.output)\(outcome.errors)")
  }

  @Test func keepsRunsThatAreThereAndSaysSo() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson(Self.widths + ["--index", "3"]).status == 0)
    #expect(workplace.exists("reports/tiny-width16-seed1/run.json"))
    #expect(!workplace.exists("reports/tiny-sweep-width"))
    #expect(try workplace.lesson(Self.widths + ["--index", "3"]).output.contains("done already"))
    let before = try workplace.text("reports/tiny-width16-seed1/run.json")
    let listed = try workplace.lesson(Self.widths + ["--dry-run"])
    #expect(
      listed.output == """
        1  tiny-seed1
        2  tiny-seed2
        3  tiny-width16-seed1 (done)
        4  tiny-width16-seed2
        4 runs, 3 to do

        """)
    let outcome = try workplace.lesson(Self.widths)
    #expect(outcome.errors.contains("4 runs: 1 done already, 3 to do"))
    #expect(try workplace.text("reports/tiny-width16-seed1/run.json") == before)
    // A run of other steps is no run of this lesson.
    try workplace.write(
      "lessons/tiny.md", Workplace.lesson.replacing("hidden: 4", with: "hidden: 5"))
    #expect(try workplace.lesson(Self.widths + ["-n"]).output.contains("4 runs, 4 to do"))
  }

  @Test func doesNotLoseTheOthersToARunThatFails() throws {
    let workplace = try Workplace()
    // Its folder cannot be made.
    try workplace.write("reports/.tiny-seed2.lock/x", "")
    let outcome = try workplace.lesson("sweep", "tiny", "--seeds", "1..3")
    #expect(outcome.status == 74)
    #expect(outcome.output.contains("tiny: 2 of 3 runs complete"), "\(outcome.output)")
    #expect(outcome.output.contains("run 2, tiny-seed2: "))
    #expect(workplace.exists("reports/tiny-seed3/report.html"))
    #expect(try workplace.text("reports/tiny-sweep/sweep.html").contains("UNFINISHED SWEEP"))
  }

  @Test(arguments: [
    (["--seeds", "1..2", "-p", "width=8,x"], "parameter width takes a whole number, not `x`"),
    (["-p", "widht=8,9"], "this lesson has no parameter `widht`; did you mean `width`?"),
    (["-p", "width=8,,9"], "-p width has an empty value"),
    (["-p", "width=8,8"], "runs 1 and 2 are the same: tiny"),
    (["--seeds", "3..1"], "--seeds"), (["--seeds", "1,1"], "--seeds"),
    (["--seeds", "1..2", "--seed", "3"], "give --seed or --seeds, not both"),
    (["--seeds", "0..9999", "-p", "width=8,9"], "a sweep has 10000 runs at most"),
    (["--seeds", "1..2", "--index", "3"], "--index goes from 1 to 2, not 3"),
    (["--result", "build-haed.x"], "there is no step build-haed; did you mean build-head?"),
    (["--result", "build-head.head_parameter"], "did you mean head_parameters?"),
    (["--result", "nonsense"], "--result takes step.result"), (["--jobs", "0"], "--jobs"),
  ])
  func checksEverythingBeforeAnythingRuns(arguments: [String], message: String) throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson(["sweep", "tiny"] + arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!workplace.exists("reports"))
  }

  @Test func sumsUpTheResultsThatAreAskedFor() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson(
      "sweep", "tiny", "--seeds", "1,2", "--result", "build-head.initial.linear1.bias.first[0]",
      "--quiet")
    #expect(outcome.output.hasPrefix("build-head.initial.linear1.bias.first[0]\n"))
    #expect(outcome.errors.isEmpty)
  }

  @Test func givesTheSameBitsAsARunOfItsOwn() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("sweep", "tiny", "--seeds", "8", "--out", "a").status == 0)
    #expect(try workplace.lesson("run", "tiny", "--seed", "8", "--out", "b").status == 0)
    #expect(try workplace.lesson("compare", "a/tiny-seed8", "b/tiny-seed8").status == 0)
  }

  @Test(arguments: [
    ("7", [7]), ("1..3", [1, 2, 3]), ("5,1..2", [5, 1, 2]),
  ])
  func readsSeeds(text: String, seeds: [Int]) {
    #expect(SeedList(argument: text)?.seeds == seeds)
  }

  @Test(arguments: ["", "a", "1..", "..2", "1...3", "-1", "1,", "1..99999999999", "+1"])
  func refusesWhatIsNoListOfSeeds(text: String) {
    #expect(SeedList(argument: text) == nil)
  }
}
