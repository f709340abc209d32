import Foundation
import HandIn
import Lessons
import Records

/// Replays of a lesson, right and with mistakes, each run once when it is first asked for.
///
/// Results come from the cache where they are there, and go into it.
final class ReplayedMistakes: ExerciseReplays {
  let plan: LessonPlan
  let right: StepResults
  let noise: StepResults
  let variants: [MistakeVariant]

  private let loaded: LoadedLesson
  private let options: PlanOptions
  private let runner: Runner
  private var known: [String: StepResults?] = [:]

  /// How a plan is run.
  struct Runner {
    var store: AssetStore
    var threads: Int
    var cache: StepCache?

    /// Results by step, of as many steps as could be run.
    func results(of plan: LessonPlan) throws -> StepResults {
      let runner = LessonRunner(plan: plan, assets: store, threads: threads, cache: cache) { _ in }
      let (record, failure) = runner.run(cancellation: Interrupt.cancellation)
      if let failure, failure.kind == .interrupted { throw Failure(failure) }
      let complete = record.steps.filter { $0.status == .complete }
      return Dictionary(complete.map { ($0.id, $0.results) }) { first, _ in first }
    }
  }

  /// - Parameters:
  ///   - plan: of the lesson up to its last exercise.
  ///   - options: those that it was planned with.
  init(_ plan: LessonPlan, _ loaded: LoadedLesson, _ options: PlanOptions, _ runner: Runner) throws
  {
    (self.plan, self.loaded, self.options, self.runner) = (plan, loaded, options, runner)
    right = try runner.results(of: plan)
    noise = try runner.results(of: plan.withNoise())
    variants = MistakeCatalogue(plan, steps: plan.exercises.flatMap(\.steps)).variants
    let missing = plan.exercises.flatMap(\.steps).first { right[$0] == nil }
    if let missing {
      throw Failure(.step, "step \(missing) of \(plan.identity.id) cannot be replayed here")
    }
  }

  func results(of variant: MistakeVariant) -> StepResults? { replay(variant, isNoisy: false) }

  func noise(of variant: MistakeVariant) -> StepResults? { replay(variant, isNoisy: true) }

  private func replay(_ variant: MistakeVariant, isNoisy: Bool) -> StepResults? {
    let key = "\(variant.replay) \(isNoisy)"
    if let known = known[key] { return known }
    let plan = plan.making(variant, loaded, options)
    let results = plan.flatMap { try? runner.results(of: isNoisy ? $0.withNoise() : $0) }
    known[key] = .some(results)
    return results
  }
}
