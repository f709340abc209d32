import Foundation
import Testing

/// Options that are empty or given twice, and two names of one file, are refused before anything runs.
@Suite struct GivenTwiceTests {
  private func expectRefusal(
    _ workplace: Workplace, _ arguments: [String], _ message: String,
    environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try FileManager.default.subpathsOfDirectory(atPath: workplace.folder.path)
    let outcome = try workplace.lesson(arguments, environment: environment)
    #expect(outcome.status == 64, sourceLocation: sourceLocation)
    #expect(
      outcome.errors.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(!outcome.errors.contains("step 1 of 1"), sourceLocation: sourceLocation)
    let after = try FileManager.default.subpathsOfDirectory(atPath: workplace.folder.path)
    #expect(
      Set(after).subtracting(before).subtracting(["stdout", "stderr"]) == [],
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    (["run", "tiny", "--out", ""], "--out is empty"),
    (["run", "tiny", "--out="], "--out is empty"),
    (["check", "tiny", "--junit", ""], "--junit is empty"),
    (["check", "--json="], "--json is empty"), (["sweep", "tiny", "--out", ""], "--out is empty"),
    (["compare", "a", "b", "--html", ""], "--html is empty"),
    (["collect", ""], "an argument is empty"),
    (["collect", ".", "--marks", ""], "--marks is empty"),
    (["run", "tiny", "--params", ""], "--params is empty"), (["run", ""], "an argument is empty"),
    (["report", "tiny", "--out", "", "--student", "Ada"], "--out is empty"),
    (["run", "tiny", "--seed", "1", "--seed=2"], "--seed is given more than once"),
    (["run", "tiny", "--kernels", "portable", "--kernels", "portable"], "--kernels is given more"),
    (["check", "tiny", "--out", "a", "--out", "b"], "--out is given more than once"),
    (["run", "tiny", "--seed", "4294967296"], "from 0 to 4294967295, not 4294967296"),
    (["run", "tiny", "--seed", "99999999999999999999"], "from 0 to 4294967295"),
    (["run", "tiny", "--threads", "99999999999999999999"], "from 1 to 1024"),
    (["sweep", "tiny", "--jobs", "99999999999999999999"], "from 1 to 256"),
    (["sweep", "tiny", "--seeds", "1,4294967296"], "from 0 to 4294967295"),
    (
      ["run", "tiny", "-p", "width=99999999999999999999"], "whole numbers go up to 9007199254740992"
    ),
    (["hide", "1,032"], "a comma parts neither thousands nor decimals"),
  ])
  func refusesBeforeItWrites(arguments: [String], message: String) throws {
    try expectRefusal(try Workplace(), arguments, message)
  }

  @Test func takesAnEmptyNumberAndAnOptionThatMayBeRepeated() throws {
    let workplace = try Workplace()
    #expect(
      try workplace.lesson("run", "tiny", "-p", "width=8", "--parameter=width=8").status == 64)
    #expect(
      try workplace.lesson("run", "tiny", "-q", "--step", "build-head", "--step", "build-head")
        .status == 0)
    #expect(try workplace.lesson("report", "tiny", "--student", "Ada", "--id", "").status == 0)
  }

  @Test(arguments: [("a.xml", "a.xml"), ("a.xml", "./a.xml"), ("b/a.xml", "link/a.xml")])
  func refusesTwoNamesOfOneFile(junit: String, json: String) throws {
    let workplace = try Workplace()
    try FileManager.default.createDirectory(
      at: workplace.url("b"), withIntermediateDirectories: true)
    symlink("b", workplace.url("link").path)
    try expectRefusal(
      workplace, ["check", "tiny", "--junit", junit, "--json", json],
      "--junit and --json name the same file")
  }

  @Test func refusesAFileThatIsThereUnderTwoNames() throws {
    let workplace = try Workplace()
    try workplace.write("a", "")
    link(workplace.url("a").path, workplace.url("b").path)
    try expectRefusal(
      workplace, ["check", "tiny", "--junit", "a", "--json", "b"], "name the same file")
    try expectRefusal(
      workplace, ["check", "tiny", "--junit", "o/tiny/report.md", "--out", "o"],
      "--junit and a report name the same file")
    try expectRefusal(
      workplace, ["check", "tiny", "--junit", "s"], "--junit and GITHUB_STEP_SUMMARY name the same",
      environment: ["GITHUB_STEP_SUMMARY": "s"])
    try expectRefusal(
      workplace, ["collect", ".", "--marks", "./overview.csv"],
      "its table and --marks name the same")
  }

  @Test func saysThatItsHelpIsLost() throws {
    let workplace = try Workplace()
    for arguments in [["--help"], ["run", "--help"], ["help", "check"], ["--version"]] {
      let words = arguments.joined(separator: " ")
      let outcome = try workplace.lesson(
        ["-c", "\"$0\" \(words) >/dev/full", try Workplace.command.path],
        command: URL(fileURLWithPath: "/bin/sh"))
      #expect(outcome.status == 74, "\(words)")
      #expect(outcome.errors.contains("standard output: No space left on device"))
    }
  }
}
