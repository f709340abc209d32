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

  /// Python writes what is beyond ASCII as escapes, Windows' editors a byte order mark.
  @Test(arguments: ["p.json", "p.yaml"])
  func readsJSONAsJSON(name: String) throws {
    let workplace = try Workplace(
      lesson: Workplace.lesson.replacing("{width: 8}", with: "{width: 8, words: \"none\"}"))
    try workplace.write(
      name, "\u{FEFF}\r\n {\r\n\t\"words\": \"it\\ud83d\\ude00\\/\\u00e9\",\r\n\"width\": 1.2e1}")
    let outcome = try workplace.lesson("show", "tiny", "--params", name)
    #expect(outcome.output.contains("width = 12 (changed)"), "\(outcome.errors)")
    #expect(outcome.output.contains("it😀/é"), "\(outcome.output)")
  }

  @Test(arguments: [
    ("{\"width\": \"12\"}", 64, "p.json:1:11: parameter width takes a whole number, not `\"12\"`"),
    ("{\n  \"widht\": 3}", 64, "p.json:2:3: this lesson has no parameter `widht`; did you mean"),
    ("\u{FEFF}{\"width\": 1, \"width\": 2}", 65, "p.json:1:14: error: `width` stands twice"),
    ("{\"width\": [8]}", 65, "p.json:1:11: error: parameter `width` takes a single value"),
    ("{\"width\": 1,}", 65, "p.json:1:13: error: this is not JSON: a name in quotes is expected"),
    ("{\"width\": NaN}", 65, "p.json:1:11: error: this is not JSON: NaN is a number that Python"),
    ("{\"width\": \"\\ud83d\"}", 65, "p.json:1:12: error: this is not JSON: \\ud83d is half of a"),
    ("width: 12", 65, "p.json:1:1: error: this is not JSON: no value starts like this"),
    ("[12]", 65, "p.json:1:1: error: parameters are members of an object"),
    ("{\"width\": 9007199254740993}", 64, "takes a whole number, not `9007199254740992"),
  ])
  func saysWhereJSONIsWrong(text: String, status: Int32, message: String) throws {
    let workplace = try Workplace()
    try workplace.write("p.json", text)
    let outcome = try workplace.lesson("run", "tiny", "--params", "p.json")
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test(arguments: [
    "\u{301}abc", "\u{200D}abc", "=", "a=b", "\u{338}", "\u{FE0F}x", "e\u{301}", " x ", "\u{202E}a",
  ])
  func takesAnyTextAsAParametersValue(text: String) throws {
    let workplace = try Workplace(
      lesson: Workplace.lesson.replacing("{width: 8}", with: "{width: 8, words: \"none\"}"))
    let outcome = try workplace.lesson("run", "tiny", "-q", "-p", "words=\(text)")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let folder = try FileManager.default.contentsOfDirectory(
      atPath: workplace.url("reports").path
    ).filter { !$0.hasPrefix(".") }
    let record = try RunRecordFile.read(
      from: workplace.url("reports/\(try #require(folder.first))/run.json"))
    #expect(record.parameters["words"]?.string?.utf8.elementsEqual(text.utf8) == true)
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

  @Test func saysWhatYAMLHasNot() throws {
    let workplace = try Workplace()
    try workplace.write("p.yaml", "words: \"\\ud83d\\ude00\"\n")
    let outcome = try workplace.lesson("run", "tiny", "--params", "p.yaml")
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains("note: write the character itself; YAML has no pairs of escapes"),
      "\(outcome.errors)")
  }

  @Test func saysThatAFileIsMissingOrNoText() throws {
    let workplace = try Workplace()
    let missing = try workplace.lesson("run", "tiny", "--params", "none.yaml")
    #expect(missing.status == 66)
    try Data([0xFF, 0xFE]).write(to: workplace.url("p.yaml"))
    #expect(try workplace.lesson("run", "tiny", "--params", "p.yaml").status == 65)
  }
}
