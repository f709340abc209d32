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

  @Test func namesWhatSeemsToBeOfALessonAndIsNotRead() {
    let names = LessonNames(["Intro.MD", "b.markdown", "lost.instructor.md", "a.md"])
    #expect(names.lessons == ["a"])
    #expect(names.strays.map(\.file) == ["Intro.MD", "b.markdown", "lost.instructor.md"])
    #expect(names.strays.last?.message.contains("no lesson lost.md") == true)
  }
}
