import Foundation
import Lessons
import Testing

@testable import Notebooks

/// What the recognizer makes of code, as a lesson would write it.
enum Drafts {
  /// The actions of the last cell, a line each.
  static func actions(_ sources: String...) -> [String] {
    var yaml = DraftYAML()
    return cells(sources).last.map { cell in
      cell.actions.flatMap { yaml.lines(of: $0) }
    } ?? []
  }

  /// What is left to do in the last cell.
  static func problems(_ sources: String...) -> [String] {
    cells(sources).last?.problems.map { "\($0.line): \($0.text)" } ?? []
  }

  static func cells(_ sources: [String]) -> [RecognizedCell] {
    let recognizer = Recognizer()
    return recognizer.completed(sources.map { recognizer.read($0) })
  }

  static let options = LessonDraft.Options(
    id: "sample", file: "sample.ipynb", assets: ["imdb", "all-MiniLM-L6-v2"])

  /// A draft, read and planned.
  static func planned(
    _ draft: LessonDraft
  ) throws -> (lesson: ParsedLesson?, plan: LessonPlan?, diagnostics: [Diagnostic]) {
    let data = Data(draft.lesson.utf8)
    let parsed = LessonParser.parse(data, file: "sample.md")
    let loaded = LoadedLesson(
      lesson: parsed.lesson, answers: [], cells: draft.cells.cells,
      diagnostics: parsed.diagnostics, sources: [:], folder: URL(fileURLWithPath: "."))
    let outcome = try LessonPlanner.plan(loaded, options: PlanOptions())
    return (parsed.lesson, outcome.plan, outcome.diagnostics)
  }
}
