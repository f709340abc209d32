import Foundation
import Testing

@testable import Lessons

/// The lessons that the project is about, planned but not run.
@Suite struct NotebookLessonTests {
  private func plan(
    _ options: PlanOptions = PlanOptions(), lesson: String = "9_1"
  ) throws -> LessonPlan {
    let folder = URL(filePath: #filePath).appending(path: "../../../../lessons").standardized
    let loaded = try LessonLoader(folder: folder).load(folder.appending(path: "\(lesson).md"))
    let (plan, diagnostics) = try LessonPlanner.plan(loaded, options: options)
    #expect(diagnostics == [])
    return try #require(plan)
  }

  private func step(_ id: String, of plan: LessonPlan) throws -> String {
    let sources = plan.document.compactMap { block -> String? in
      if case .step(let step) = block, step.id == id { step.source } else { nil }
    }
    return try #require(sources.first)
  }

  @Test(arguments: ["9_1", "9_1_intended"])
  func mirrorsTheNotebooksCodeCellsInOrder(lesson: String) throws {
    let steps = try plan(lesson: lesson).steps.filter { $0.cell != nil }
    #expect(
      steps.map(\.id) == [
        "load-data", "tokenize", "load-backbone", "setup-head", "train-head", "predict-great",
        "setup-all", "train-all", "predict-terrible",
      ])
  }

  @Test(arguments: ["9_1", "9_1_intended"])
  func hasAQuickProfile(lesson: String) throws {
    let quick = try plan(PlanOptions(profile: "quick"), lesson: lesson)
    #expect(quick.outputName == "\(lesson)-quick")
    #expect(quick.changedParameters.contains("rows"))
  }

  @Test func replaysTheFirstLessonsFrozenTraining() throws {
    let (asWritten, intended) = (try plan(), try plan(lesson: "9_1_intended"))
    #expect(intended.seed == asWritten.seed)
    for name in ["backbone", "data", "rows", "held_out_rows", "batch_size"] {
      #expect(intended.parameters[name] == asWritten.parameters[name])
    }
    #expect(intended.parameters["head_epochs"] == asWritten.parameters["epochs"])
    for id in ["load-data", "tokenize", "load-backbone", "setup-head", "held-out-head"] {
      // The first lesson offers its learning rate as a parameter; the second has others of its own.
      let own = try step(id, of: asWritten).replacing("lr: $lr", with: "lr: 5e-5")
      #expect(try step(id, of: intended) == own)
    }
    let changes = [
      ("$head_epochs", "$epochs"), ("print: mean", "print: last_batch_over_batches"),
    ]
    let training = changes.reduce(try step("train-head", of: intended)) {
      $0.replacing($1.0, with: $1.1)
    }
    #expect(
      try step("train-head", of: asWritten).hasPrefix(training.trimmingCharacters(in: .newlines)))
  }
}
