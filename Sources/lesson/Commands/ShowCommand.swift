import ArgumentParser
import Base
import Foundation
import HandIn
import Lessons
import Report

/// The subcommand `show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A lesson's plan: parameters, steps, and what it will need.")

  @Argument(help: "A lesson's name, or the path of its file.", completion: .lessons)
  var lesson: String

  @Argument(help: "With --why: one step, and all that its results depend on.", completion: .steps)
  var step: String?

  @Flag(help: "Say of each step whether it would run or come from the cache, and why.")
  var why = false

  @OptionGroup var plan: PlanArguments

  func validate() throws {
    if step != nil, !why { throw ValidationError("a step is named with --why alone") }
  }

  func run() throws {
    let installation = try Installation.find()
    let finder = LessonFinder(installation)
    let loaded = try finder.load(lesson)
    var options = try plan.options
    options.plansVariants = true
    let plan = try finder.plan(loaded, options: options)
    for problem in ScoringCheck.problems(of: loaded) {
      Terminal.errorLine(VisibleText.of("\(problem)"))
    }
    Terminal.line(VisibleText.of(why ? try reasons(plan, installation) : plan.description()))
  }

  private func reasons(_ plan: LessonPlan, _ installation: Installation) throws -> String {
    let store = try installation.store(offline: true)
    let report: CacheReport
    do {
      report = try CacheReport(plan, cache: StepCache(home: store.cache.folder), store: store)
    } catch {
      throw Failure(error)
    }
    guard let step else { return report.text() }
    guard let text = report.text(step: step) else { throw Failure(noStep: step, in: plan) }
    return text
  }
}
