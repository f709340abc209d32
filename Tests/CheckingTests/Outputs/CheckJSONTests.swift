import Foundation
import Lessons
import Records
import Testing

@testable import Checking

@Suite struct CheckJSONTests {
  private func lesson(_ checked: CheckedLesson) throws -> JSONValue {
    let value = CheckJSON.value([checked], exitCode: checked.passes ? 0 : 1)
    #expect(value["schema"] == "lesson/check/v1")
    // What is written is JSON whatever is in it.
    let read = try JSONReader.value(of: try CanonicalJSON.text(value))
    return try #require(read["lessons"]?.array?.first)
  }

  @Test func givesDiagnosticsWithTheirRanges() throws {
    let text = Samples.lesson.replacing("- freeze: head", with: "- freeze: head\n\n~~~stepp x\n~~~")
    let (parsed, diagnostics) = LessonParser.parse(Data(text.utf8), file: "a.md")
    let checked = CheckedLesson(
      name: "a", file: "a.md", diagnostics: diagnostics, lesson: parsed)
    let lesson = try lesson(checked)
    #expect(lesson["valid"] == false && lesson["passes"] == false && lesson["run"] == .null)
    let first = try #require(lesson["diagnostics"]?.array?.first)
    #expect(first["severity"] == "error" && first["file"] == "a.md")
    #expect(first["code"]?.string?.isEmpty == false)
    let start = try #require(first["range"]?["start"])
    let end = try #require(first["range"]?["end"])
    #expect(start["line"]?.int != nil && end["column"]?.int != nil)
  }

  @Test func givesVerdictsWithTheirValuesAndPlaces() throws {
    let lesson = try lesson(Samples.checked(Samples.record(verdict: .fail, text: "is 0.5")))
    let checks = try #require(lesson["run"]?["expectations"]?.array)
    #expect(checks.map { $0["verdict"] } == ["pass", "fail"])
    #expect(checks[1]["measured"] == 0.2 && checks[1]["message"] == "is 0.5")
    #expect(checks[1]["range"]?["start"] == ["line": 16, "column": 1])
    #expect(checks[1]["range"]?["end"] == ["line": 16, "column": 12])
    #expect(lesson["run"]?["steps"]?.array?.first?["seconds"] == 0.25)
  }

  @Test func doesNotGiveAwayAnAnswer() throws {
    let claims = try #require(
      try lesson(Samples.checked(Samples.record(verdict: .fail)))["run"]?["claims"]?.array)
    #expect(claims[0]["checks"]?.array?.count == 1)
    #expect(claims[1] == ["id": "told", "verdict": "fail", "line": 34])
  }

  @Test(arguments: Samples.hostile)
  func keepsAnyTextAsItIs(text: String) throws {
    let lesson = try lesson(Samples.checked(Samples.record(error: text)))
    #expect(lesson["run"]?["steps"]?.array?.first?["error"] == .string(text))
  }
}
