import Foundation
import Testing

@Suite struct InitCommandTests {
  private static let files = [
    "lessons/assets.json", "lessons/1_1.md", "lessons/1_1.instructor.md", "lessons/1_2.md",
    "lessons/1_2.instructor.md", "README.md", ".gitignore", ".github/workflows/lessons.yml",
    ".gitlab-ci.yml", ".devcontainer/devcontainer.json",
  ]

  @Test func makesACourseThatPassesCheck() throws {
    let workplace = try Workplace()
    let made = try workplace.lesson("init", "course", "--title", "Networks for all")
    #expect(made.status == 0, "\(made.errors)")
    let next = "Next: cd course && lesson check. README.md is for your students; change it too."
    #expect(
      made.output == (Self.files.map { "course/\($0)" } + [next]).joined(separator: "\n") + "\n")
    #expect(try workplace.text("course/README.md").hasPrefix("# Networks for all\n"))
    let check = try workplace.lesson(["check"], in: "course")
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    #expect(!check.errors.contains("warning"), "\(check.errors)")
    #expect(
      check.output == """
        1_1: expectations: 3 pass; claims: 1 pass
        1_2: expectations: 3 pass; claims: 1 pass

        """)
  }

  @Test func letsAStudentDoWhatTheReadmeSays() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("init", "course").status == 0)
    for command in [
      [], ["run", "1_2"], ["student", "1_2"],
      ["report", "1_2", "--student", "Ada", "--answers", "1_2.answers.md"],
      ["verify", "1_2-report.html"],
    ] {
      let outcome = try workplace.lesson(command, in: "course")
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
    }
  }

  @Test func takesTheCurrentFolderAndItsName() throws {
    let workplace = try Workplace()
    try FileManager.default.createDirectory(
      at: workplace.url("deep learning"), withIntermediateDirectories: true)
    let made = try workplace.lesson(["init"], in: "deep learning")
    #expect(made.output.hasPrefix("lessons/assets.json\nlessons/1_1.md\n"), "\(made.errors)")
    #expect(try workplace.text("deep learning/README.md").hasPrefix("# deep learning\n"))
  }

  @Test(arguments: files)
  func makesNothingWhereOneOfItsFilesIsThere(file: String) throws {
    let workplace = try Workplace()
    try workplace.write("course/\(file)", "mine")
    let outcome = try workplace.lesson("init", "course")
    #expect(outcome.status == 64)
    #expect(
      outcome.errors == "lesson: course/\(file): this file is there; name another folder\n")
    #expect(try workplace.text("course/\(file)") == "mine")
    #expect(Self.files.filter { workplace.exists("course/\($0)") } == [file])
  }

  @Test func refusesATitleOfTwoLines() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("init", "course", "--title", "a\nb")
    #expect(outcome.status == 64)
    #expect(!workplace.exists("course"))
  }
}
