import Foundation
import Testing

/// The example course in `docs/course`, used as its README says.
@Suite struct CourseTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL
  private static let course = root.appending(path: "docs/course")

  /// A copy of the course to work in.
  private func copy() throws -> Workplace {
    let workplace = try Workplace()
    try FileManager.default.removeItem(at: workplace.url("lessons"))
    for name in ["lessons", "hand-ins"] {
      try FileManager.default.copyItem(
        at: Self.course.appending(path: name), to: workplace.url(name))
    }
    return workplace
  }

  /// The calls of `lesson` in the README's blocks of shell, their words taken apart.
  private func commands() throws -> [[String]] {
    let text = try String(contentsOf: Self.course.appending(path: "README.md"), encoding: .utf8)
    return text.split(separator: "\n").filter { $0.hasPrefix("lesson ") }.map { line in
      line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap {
        index, part in
        index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
      }.dropFirst().map { $0 }
    }
  }

  @Test func doesWhatItsReadmeSays() throws {
    let workplace = try copy()
    var output: [String: String] = [:]
    for command in try commands() {
      let outcome = try workplace.lesson(command)
      #expect(outcome.status == 0, "\(command): \(outcome.output)\(outcome.errors)")
      output[command[0], default: ""] += outcome.output
    }
    #expect(
      Set(output.keys) == ["check", "student", "run", "report", "verify", "replay", "collect"])
    #expect(output["check"] == "heads: expectations: 3 pass, 1 not applicable; claims: 1 pass\n")
    #expect(output["student"]?.contains("heads-handout") == true)
    #expect(output["replay"]?.contains("replay: agrees in 2 steps") == true)
    #expect(output["collect"]?.contains("2 hand-ins: 2 as written, 0 edited") == true)
    let handOut = try workplace.text("heads-handout/heads.md")
    let lesson = try workplace.text("lessons/heads.md")
    #expect(handOut == lesson.replacing("holds=yes", with: "holds=untold"))
    #expect(!workplace.exists("heads-handout/heads.instructor.md"))
    let marks = try workplace.text("marking/marks.csv")
    for row in [
      "1,Ada Example,count,,2,2,", "2,Ben Example,count,,2,0,", "1,Ada Example,where,,1,1,",
    ] {
      #expect(marks.contains(row), "\(marks)")
    }
  }

  @Test func replaysItsOtherLessonOnATinyModel() throws {
    let fixture = try TinyFixture()
    let workplace = try copy()
    let places = ["-p", "backbone=\(fixture.model.path)", "-p", "data=\(fixture.reviews.path)"]
    let check = try workplace.lesson(["check", "tones"] + places)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    #expect(check.output.contains("tones: expectations: 7 pass, 5 not applicable"))
    #expect(!check.errors.contains("warning"), "\(check.errors)")
    let run = try workplace.lesson(["run", "tones", "--profile", "quick"] + places)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try workplace.lesson("student", "tones").status == 0)
    #expect(try workplace.text("tones.answers.md").contains("## guess (1 point)"))
  }

  @Test func knowsTheAssetsOfTheProgramsOwnLessons() throws {
    let own = try Data(contentsOf: Self.root.appending(path: "lessons/assets.json"))
    let copied = try Data(contentsOf: Self.course.appending(path: "lessons/assets.json"))
    #expect(own == copied, "cp lessons/assets.json docs/course/lessons/")
  }
}
