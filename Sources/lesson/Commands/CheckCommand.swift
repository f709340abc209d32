import ArgumentParser
import Foundation
import HandIn
import Lessons
import Records

/// The subcommand `check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate lessons, replay them, and judge every expectation and claim.",
    discussion: "Ends with 0 where everything came out as the lessons say, else with 1.")

  @Argument(help: "Lessons by name or path; all of them when none is named.")
  var lessons: [String] = []

  @OptionGroup var options: RunOptions

  @Option(help: "Write each run's report into this folder too.", completion: .directory)
  var out: String?

  func run() throws {
    let installation = try Installation.find()
    let finder = LessonFinder(installation)
    let names = try lessons.isEmpty ? finder.names() : lessons
    guard !names.isEmpty else { throw Failure(.difference, "there is no lesson to check") }
    // All of them before the first is run: a mistake in the last should not take an hour to find.
    let planOptions = try options.plan.options
    let plans = try finder.plans(names, options: planOptions)
    let store = try installation.store(offline: options.offline)
    var passes = true
    for (name, plan) in zip(names, plans) {
      let problems = ScoringCheck.problems(of: try finder.load(name))
      for problem in problems { Terminal.line(problem) }
      passes = passes && problems.isEmpty
      let folder = try out.map {
        try ReportFolder(name: plan.outputName, in: URL(fileURLWithPath: $0))
      }
      let display = RunDisplay(quiet: options.quiet, printsResults: false)
      let (record, _) = try Replay(
        plan: plan, store: store, threads: options.threads, display: display, folder: folder
      ).run()
      let judgement = Judgement(record)
      Terminal.line(judgement.text(file: plan.lesson.file))
      passes = passes && judgement.passes
    }
    if !passes { throw Failure(.difference) }
  }
}
