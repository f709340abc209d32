import Foundation
import Records
import Testing

@Suite struct ParametersFileTests {
  private func width(_ workplace: Workplace, _ report: String) throws -> JSONValue? {
    try RunRecordFile.read(from: workplace.url("reports/\(report)/run.json")).parameters["width"]
  }

  @Test func takesParametersFromYAMLAndJSON() throws {
    let workplace = try Workplace()
    try workplace.write("p.yaml", "# a comment\nwidth: 12\n")
    #expect(try workplace.lesson("run", "tiny", "--params", "p.yaml").status == 0)
    #expect(try width(workplace, "tiny-width12") == 12)
    try workplace.write("p.json", "{\"width\": 13}")
    #expect(try workplace.lesson("run", "tiny", "--params", "p.json").status == 0)
    #expect(try width(workplace, "tiny-width13") == 13)
  }

  @Test func goesOverTheProfileAndUnderTheCommandLine() throws {
    let workplace = try Workplace()
    try workplace.write("p.yaml", "width: 12")
    let file = ["--params", "p.yaml"]
    #expect(try workplace.lesson(["run", "tiny", "--profile", "wide"] + file).status == 0)
    #expect(try width(workplace, "tiny-wide-width12") == 12)
    #expect(try workplace.lesson(["run", "tiny", "-p", "width=9"] + file).status == 0)
    #expect(try width(workplace, "tiny-width9") == 9)
  }

  @Test func servesEveryCommandThatTakesParameters() throws {
    let workplace = try Workplace()
    try workplace.write("p.yaml", "width: 12")
    #expect(
      try workplace.lesson("show", "tiny", "--params", "p.yaml").output
        .contains("width = 12 (changed)"))
    #expect(
      try workplace.lesson("check", "tiny", "--params", "p.yaml").output
        .contains("1 not applicable"))
    let swept = try workplace.lesson("sweep", "tiny", "--seeds", "1,2", "--params", "p.yaml")
    #expect(swept.status == 0, "\(swept.errors)")
    #expect(try width(workplace, "tiny-width12-seed2") == 12)
  }

  @Test(arguments: [
    ("width: many", 64, "p.yaml:1:8: parameter width takes a whole number, not `\"many\"`"),
    ("width: \"12\"", 64, "p.yaml:1:8: parameter width takes a whole number, not `\"12\"`"),
    ("\nwidht: 3", 64, "p.yaml:2:1: this lesson has no parameter `widht`; did you mean `width`?"),
    ("width: [8, 9]", 65, "p.yaml:1:8: error: parameter `width` takes a single value"),
    ("- width", 65, "p.yaml:1:1: error: parameters are written `name: value`, a line each"),
    ("", 65, "p.yaml:1:1: error: parameters are written"),
    ("width: 1\nwidth: 2", 65, "p.yaml:1:1: error: `width` stands twice"),
    ("{\"width\": 1", 65, "error: this is not YAML"),
  ])
  func saysWhereAFileIsWrong(text: String, status: Int32, message: String) throws {
    let workplace = try Workplace()
    try workplace.write("p.yaml", text)
    let outcome = try workplace.lesson("run", "tiny", "--params", "p.yaml")
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!workplace.exists("reports"))
  }

  @Test func saysThatAFileIsMissingOrNoText() throws {
    let workplace = try Workplace()
    let missing = try workplace.lesson("run", "tiny", "--params", "none.yaml")
    #expect(missing.status == 66)
    try Data([0xFF, 0xFE]).write(to: workplace.url("p.yaml"))
    #expect(try workplace.lesson("run", "tiny", "--params", "p.yaml").status == 65)
  }
}
