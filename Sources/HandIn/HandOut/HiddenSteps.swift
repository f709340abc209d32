import Foundation
import Lessons

/// What a hand-out does not show of a lesson with exercises: how the steps are done that students write.
struct HiddenSteps {
  /// The exercises' ids.
  private(set) var exercises: [String] = []
  /// The exercise of each step that is hidden, by the step's id.
  private(set) var steps: [String: String] = [:]
  /// The names that each of them binds.
  private var names: [String: [String]] = [:]

  /// - Throws: where a lesson with exercises cannot be planned.
  init(of loaded: LoadedLesson, at url: URL) throws(HandInProblem) {
    let ids = loaded.lesson?.exercises.filter { !$0.keepsSteps }.map(\.id.value) ?? []
    guard !ids.isEmpty else { return }
    let plan = try? LessonPlanner.plan(loaded, options: PlanOptions()).plan
    guard let plan else {
      throw HandInProblem(.invalid, "\(url.relativePath): the lesson has errors")
    }
    for exercise in plan.exercises where ids.contains(exercise.id) {
      exercises.append(exercise.id)
      for step in exercise.steps {
        steps[step] = exercise.id
        names[step] = plan.names(boundIn: step)
      }
    }
  }

  /// The lines of a block that a hand-out leaves out whole; `nil` where it stays.
  func lines(of block: ParsedBlock) -> ClosedRange<Int>? {
    switch block {
    case .answer(let answer): Self.lines(answer.range)
    // What is expected of a hidden step would give its results away.
    case .expect(let expect) where steps[expect.step.value] != nil: Self.lines(expect.range)
    case .variant(let variant) where variant.steps.contains { steps[$0.id.value] != nil }:
      Self.lines(variant.range)
    default: nil
    }
  }

  private static func lines(_ range: SourceRange) -> ClosedRange<Int> {
    range.lowerBound.line...range.upperBound.line
  }

  /// The hidden step that a line belongs to.
  func step(atLine line: Int, of lesson: ParsedLesson) -> ParsedStep? {
    for case .step(let step) in lesson.blocks where steps[step.id.value] != nil {
      if Self.lines(step.range).contains(line) { return step }
    }
    return nil
  }

  /// What stands in a hidden step's fence.
  func source(of step: String) -> String {
    let names = names[step] ?? []
    return "- exercise: \(steps[step] ?? step)\n"
      + (names.isEmpty ? "" : "  makes: [\(names.joined(separator: ", "))]\n")
  }
}
