import ArgumentParser
import Files
import Foundation
import Lessons

/// The subcommand `run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Replay a lesson and write its report.")

  @Argument(help: "A lesson's name, or the path of its file.", completion: .lessons)
  var lesson: String

  @OptionGroup var options: RunOptions

  @OptionGroup var steps: StepArguments

  @Option(help: "The folder in which the report's folder is made.", completion: .directory)
  var out: String?

  @Option(
    help: "How progress is written: in words, or as json, an object a line, for other programs.")
  var progress = ProgressForm.words

  @Flag(help: "Show the run in a browser while it goes on, and then its report.")
  var open = false

  func run() throws {
    try options.prepareEngine()
    let installation = try Installation.find()
    var planOptions = try options.plan.options
    planOptions.selection = steps.selection
    let plan = try LessonFinder(installation).plan(lesson, options: planOptions)
    let store = try installation.store(offline: options.offline)
    let reports = out.map { URL(typed: $0) } ?? installation.reports
    let folder = try ReportFolder(name: plan.outputName, in: reports)

    Terminal.line("\(plan.identity.id): \(plan.identity.title)")
    let view = open ? LiveView.start(plan) : nil
    try LiveView.following(view) {
      let (record, report) = try Replay(
        plan: plan, store: store, threads: options.threads,
        display: RunDisplay(quiet: options.quiet, live: view?.run, form: progress),
        folder: folder, cache: options.cache(in: store.cache), live: view?.run
      ).run()
      if let departures = RunSummary.departures(of: record) { Terminal.line(departures) }
      if let part = RunSummary.part(of: record) { Terminal.line(part) }
      if let failing = RunSummary.failing(record, lesson: lesson) { Terminal.line(failing) }
      if let report { Terminal.line("Report, to open in a browser: \(report.path)/report.html") }
      if let next = RunSummary.answering(record) { Terminal.line(next) }
    }
  }
}
