import Foundation
import Testing

@Suite struct NewCommandTests {
  @Test func writesALessonThatPassesCheckAtOnce() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("new", "intro", "--title", "A first lesson")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("lessons/intro.md\nlessons/intro.instructor.md\n"))
    let check = try workplace.lesson("check", "intro")
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    #expect(!check.errors.contains("warning"), "\(check.errors)")
    #expect(check.output == "intro: expectations: 3 pass; claims: 1 pass\n")
    #expect(try workplace.text("lessons/intro.md").contains("title: \"A first lesson\""))
  }

  @Test(arguments: ["lessons/intro.md", "lessons/intro.instructor.md"])
  func neverWritesOverAFile(file: String) throws {
    let workplace = try Workplace()
    try workplace.write(file, "mine")
    let outcome = try workplace.lesson("new", "intro")
    #expect(outcome.status == 64)
    #expect(outcome.errors == "lesson: \(file): this file is there; choose another id\n")
    #expect(try workplace.text(file) == "mine")
    #expect(
      !workplace.exists("lessons/intro.md") || !workplace.exists("lessons/intro.instructor.md"))
  }

  @Test(arguments: [["new", "a b"], ["new", "../x"], ["new", "ok", "--title", "a\nb"], ["new"]])
  func endsWith64ForWhatIsNoIDAndNoTitle(arguments: [String]) throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson(arguments).status == 64)
    #expect(!workplace.exists("lessons/ok.md"))
  }

  @Test func startsACourseInAnEmptyFolder() throws {
    let workplace = try Workplace()
    try FileManager.default.removeItem(at: workplace.url("lessons"))
    let made = try workplace.lesson("new", "intro")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.hasPrefix("lessons/assets.json\nlessons/intro.md\n"))
    #expect(try workplace.lesson("check").status == 0)
  }

  @Test func saysThatTheListOfAssetsIsMissing() throws {
    let workplace = try Workplace()
    try FileManager.default.removeItem(at: workplace.url("lessons/assets.json"))
    for arguments in [["check"], ["run", "tiny"], ["check", "lessons/tiny.md"]] {
      let outcome = try workplace.lesson(arguments)
      #expect(outcome.status == 66)
      #expect(
        outcome.errors.contains(
          "lesson: lessons holds tiny.md but no assets.json, the list of data and models"),
        "\(outcome.errors)")
    }
  }

  @Test func saysWhereItLookedForLessons() throws {
    let workplace = try Workplace()
    try FileManager.default.removeItem(at: workplace.url("lessons"))
    try workplace.write("elsewhere/tiny.md", Workplace.lesson)
    let outcome = try workplace.lesson("check", "elsewhere/tiny.md")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("no lessons found: there is no lessons/assets.json, "))
    #expect(outcome.errors.contains("`lesson new ID`"))
  }
}
