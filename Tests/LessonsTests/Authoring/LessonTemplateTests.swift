import Foundation
import Testing

@testable import Lessons

@Suite struct LessonTemplateTests {
  private func loaded(id: String = "intro", title: String) throws -> LoadedLesson {
    let files = try LessonTemplate(id: id, title: title).files
    let folder = try TemporaryFolder(Dictionary(uniqueKeysWithValues: files.map { ($0.0, $0.1) }))
    return try LessonLoader(folder: folder.url).load(
      folder.url.appendingPathComponent("\(id).md"))
  }

  @Test(arguments: [
    "A first lesson", "\"Quoted\": 1 & 2 # [b]", "9_1", "Überblick \\ 🙂", "- [x] *",
  ])
  func isALessonWithNothingWrongInIt(title: String) throws {
    let loaded = try loaded(title: title)
    let (plan, diagnostics) = try LessonPlanner.plan(loaded, options: PlanOptions())
    #expect(diagnostics == [])
    #expect(plan?.identity.title == title)
    #expect(plan?.assets == [])
    #expect(loaded.answers.map(\.id.value) == ["count"])
  }

  @Test(arguments: ["", "a b", "../x", "ü", String(repeating: "a", count: 65)])
  func refusesWhatIsNoID(id: String) {
    #expect(throws: LessonTemplate.Refusal.self) { try LessonTemplate(id: id, title: "T") }
  }

  @Test(arguments: ["", "a\nb", "{{x y}}", "a\u{1B}[2J", "![x](y.png)"])
  func refusesATitleThatBreaksTheLesson(title: String) {
    #expect(throws: LessonTemplate.Refusal.self) { try LessonTemplate(id: "a", title: title) }
  }
}
