import Foundation
import Records
import Testing

/// What `check` writes beside its lines on the terminal, and what it ends with.
@Suite struct CheckOutputTests {
  private static let failing = Workplace.lesson.replacing(
    "head_parameters: 46", with: "head_parameters: 47")

  private func json(_ text: String) throws -> JSONValue { try JSONReader.value(of: text) }

  @Test func writesJUnitIntoAFolderThatItMakes() throws {
    let workplace = try Workplace(lesson: Self.failing)
    let outcome = try workplace.lesson("check", "--junit", "out/check.xml")
    #expect(outcome.status == 1)
    let xml = try workplace.text("out/check.xml")
    #expect(xml.contains("<testsuite name=\"lesson.tiny\" tests=\"3\" failures=\"1\""), "\(xml)")
    #expect(xml.contains("lessons/tiny.md:23: build-head.head_parameters: 47: fails"))
  }

  @Test func givesJSONToStandardOutputAndTheRestToStandardError() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("check", "--json", "-")
    #expect(outcome.status == 0)
    let value = try json(outcome.output)
    #expect(value["passes"] == true && value["exit_code"] == 0)
    #expect(outcome.errors.contains("tiny: expectations: 1 pass"))
  }

  @Test func writesAllOfItForALessonThatIsInvalid() throws {
    let workplace = try Workplace(lesson: Workplace.lesson.replacing("- head:", with: "- haed:"))
    let outcome = try workplace.lesson("check", "--json", "check.json", "--junit", "check.xml")
    #expect(outcome.status == 65)
    let lesson = try #require(try json(try workplace.text("check.json"))["lessons"]?.array?.first)
    let first = try #require(lesson["diagnostics"]?.array?.first)
    #expect(first["code"] == "unknown-action" && first["severity"] == "error")
    #expect(first["range"]?["start"] == ["line": 16, "column": 3])
    #expect(first["range"]?["end"] == ["line": 16, "column": 7])
    #expect(try workplace.text("check.xml").contains("errors=\"1\""))
  }

  @Test func validatesWithoutRunning() throws {
    let workplace = try Workplace(lesson: Self.failing)
    let outcome = try workplace.lesson("check", "--validate", "--json", "-")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors == "tiny: valid; nothing was run\n")
    #expect(try json(outcome.output)["lessons"]?.array?.first?["run"] == .null)
  }

  @Test func annotatesUnderGitHubActions() throws {
    let workplace = try Workplace(lesson: Self.failing)
    try workplace.write("summary.md", "before\n")
    let environment = [
      "GITHUB_ACTIONS": "true", "CI": "true",
      "GITHUB_STEP_SUMMARY": workplace.url("summary.md").path,
    ]
    let outcome = try workplace.lesson(["check"], environment: environment)
    #expect(outcome.status == 1)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("::stop-commands::") == true)
    let token = try #require(lines.first?.dropFirst("::stop-commands::".count))
    let resumed = try #require(lines.firstIndex { $0 == "::\(token)::" })
    #expect(lines[..<resumed].dropFirst().allSatisfy { !$0.hasPrefix("::") })
    #expect(
      lines[lines.index(after: resumed)].hasPrefix("::error file=lessons/tiny.md,line=23,"),
      "\(outcome.output)")
    let summary = try workplace.text("summary.md")
    #expect(summary.hasPrefix("before\n## lesson check: 1 of 1 not as they say\n"))
  }

  @Test func saysNothingToGitHubElsewhere() throws {
    let outcome = try Workplace(lesson: Self.failing).lesson("check")
    #expect(!outcome.output.contains("::"))
  }

  @Test(arguments: [[:], ["CI": "true"], ["NO_COLOR": "1"], ["TERM": "dumb"]])
  func writesNoEscapesAndOneLineAStep(environment: [String: String]) throws {
    let outcome = try Workplace().lesson(["check"], environment: environment)
    #expect(outcome.status == 0)
    #expect(!(outcome.output + outcome.errors).contains { $0 == "\u{1B}" || $0 == "\r" })
    #expect(outcome.errors.split(separator: "\n").count { $0.contains("build-head") } == 1)
  }

  @Test func comparesTwoReplays() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("check", "--determinism", "--junit", "check.xml")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("tiny: determinism: the same bits with "))
    #expect(try workplace.text("check.xml").contains("name=\"two replays agree\""))
  }

  @Test(arguments: [
    ["--determinism", "--validate"], ["--grade", "classroom50"], ["--answers", "a.md"],
    ["--grade", "nobody", "--answers", "a.md"],
    ["--grade", "gradescope", "--answers", "a.md", "--json", "-"],
  ])
  func refusesOptionsThatDoNotGoTogether(options: [String]) throws {
    #expect(try Workplace().lesson(["check", "tiny"] + options).status == 64)
  }

  @Test func endsWith74WhereAFileCannotBeWritten() throws {
    let workplace = try Workplace()
    try workplace.write("taken", "a file")
    let outcome = try workplace.lesson("check", "--junit", "taken/check.xml")
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("taken"), "\(outcome.errors)")
  }
}
