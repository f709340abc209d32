import Foundation
import Testing

@testable import Lessons

@Suite struct LessonNamesTests {
  @Test func passesOverNoNameThatALessonMayHave() {
    let names = LessonNames([
      "heads.md", "übung1.md", "Week 1.md", "-a.md", "_draft.md", "a.b.md", "assets.json",
      String(repeating: "x", count: 80) + ".md", "heads.instructor.md", "heads.answers.md",
      "README.md", "Readme.de.md", ".#heads.md", "notes.txt",
    ])
    #expect(
      names.lessons == [
        "-a", "Week 1", "_draft", "a.b", "heads", String(repeating: "x", count: 80), "übung1",
      ])
    #expect(names.strays.isEmpty)
  }

  @Test(arguments: [
    "x.md.txt", "X.MD.TXT", "a b.md ", "a.md.", "a.md\u{A0}", "x.mdx", "x.mdown", "x.rmd", "x.qmd",
    "x.md.md", "README.md.md", "x.instructor.md.txt", "x.cells.json",
  ])
  func passesOverNoNameThatIsNearlyALessons(name: String) {
    let names = LessonNames([name, "other.md", "other.cells.json", "other.md~", "notes.txt"])
    #expect(names.lessons == ["other"])
    #expect(names.strays.map(\.file) == [name])
  }

  @Test func findsALessonUnderANameThatIsNoLessons() throws {
    let folder = try TemporaryFolder()
    let front = "---\nid: a\ntitle: A\nseed: 1\n---\n# A\n"
    for name in ["README.md", "README.x.md", "x.answers.md", "y.instructor.md"] {
      try Data(front.utf8).write(to: folder.url.appendingPathComponent(name))
    }
    for name in ["README.de.md", "z.answers.md", "z.md"] {
      try Data("# Read me\n".utf8).write(to: folder.url.appendingPathComponent(name))
    }
    let found = try LessonLoader(folder: folder.url).strays()
    #expect(
      found.map { $0.file.split(separator: "/").last.map(String.init) ?? "" }.sorted()
        == ["README.md", "README.x.md", "x.answers.md", "y.instructor.md"])
  }

  @Test func namesWhatSeemsToBeOfALessonAndIsNotRead() {
    let names = LessonNames(["Intro.MD", "b.markdown", "lost.instructor.md", "a.md"])
    #expect(names.lessons == ["a"])
    #expect(names.strays.map(\.file) == ["Intro.MD", "b.markdown", "lost.instructor.md"])
    #expect(names.strays.last?.message.contains("no lesson lost.md") == true)
  }
}
