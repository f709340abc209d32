import Foundation
import Testing

@testable import Lessons

/// The lesson that the project is about, planned but not run.
@Suite struct NotebookLessonTests {
  private func plan(_ options: PlanOptions) throws -> LessonPlan {
    let folder = URL(filePath: #filePath).appending(path: "../../../../lessons").standardized
    let loaded = try LessonLoader(folder: folder).load(folder.appending(path: "9_1.md"))
    let (plan, diagnostics) = try LessonPlanner.plan(loaded, options: options)
    #expect(diagnostics == [])
    return try #require(plan)
  }

  @Test func mirrorsTheNotebooksCodeCellsInOrder() throws {
    let steps = try plan(PlanOptions()).steps.filter { $0.cell != nil }
    #expect(
      steps.map(\.id) == [
        "load-data", "tokenize", "load-backbone", "setup-head", "train-head", "predict-great",
        "setup-all", "train-all", "predict-terrible",
      ])
  }

  @Test func hasAQuickProfile() throws {
    let quick = try plan(PlanOptions(profile: "quick"))
    #expect(quick.outputName == "9_1-quick")
    #expect(quick.changedParameters.contains("rows"))
  }
}
