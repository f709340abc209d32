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
    discussion: """
      Ends with 0 where everything came out as the lessons say, else with 1. Steps whose inputs have \
      not changed may come from the cache, which is said; with --fresh, or with CI set in the \
      environment, everything is computed.
      """)

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
    // What a server judges is computed there and then.
    let isServer = !(ProcessInfo.processInfo.environment["CI"] ?? "").isEmpty
    let cache = options.cache(in: store.cache, fresh: isServer)
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
        plan: plan, store: store, threads: options.threads, display: display, folder: folder,
        cache: cache
      ).run()
      let judgement = Judgement(record)
      Terminal.line(judgement.text(file: plan.lesson.file))
      passes = passes && judgement.passes
    }
    if !passes { throw Failure(.difference) }
  }
}
