import ArgumentParser
import Files
import Foundation
import Lessons
import Records

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

  @Option(
    help: """
      With --variant mine: the answers file in which you have written a variant of your own. \
      LESSON.answers.md of the current folder if left out.
      """, completion: .file(extensions: ["md"]))
  var answers: String?

  @Flag(help: "Show the run in a browser while it goes on, and then its report.")
  var open = false

  func run() throws {
    try options.prepareEngine()
    let installation = try Installation.find()
    var planOptions = try options.plan.options
    planOptions.selection = steps.selection
    let finder = LessonFinder(installation)
    let loaded = try finder.load(lesson)
    let plan = try self.plan(loaded, planOptions, finder)
    let store = try installation.store(offline: options.offline)
    let reports = out.map { URL(typed: $0) } ?? installation.reports
    let folder = try ReportFolder(name: plan.outputName, in: reports)

    Terminal.line("\(plan.identity.id): \(plan.identity.title)")
    let beside = try runBeside(plan, loaded, planOptions, installation, reports)
    let view = open ? LiveView.start(plan) : nil
    try LiveView.following(view) {
      let (record, report) = try Replay(
        plan: plan, store: store, threads: options.threads,
        display: RunDisplay(quiet: options.quiet, live: view?.run, form: progress),
        folder: folder, cache: options.cache(in: store.cache), beside: beside, live: view?.run
      ).run()
      if let departures = RunSummary.departures(of: record) { Terminal.line(departures) }
      if let part = RunSummary.part(of: record) { Terminal.line(part) }
      if let failing = RunSummary.failing(record, lesson: lesson) { Terminal.line(failing) }
      if let report { Terminal.line("Report, to open in a browser: \(report.path)/report.html") }
      if let next = RunSummary.comparing(record, answers: answers)
        ?? RunSummary.answering(record)
      {
        Terminal.line(next)
      }
    }
  }

  func validate() throws {
    guard answers == nil || options.plan.variant.map(OwnVariant.isName) ?? false else {
      throw ValidationError(
        "--answers goes with --variant mine, a variant of your own in that file; `lesson report` puts "
          + "answers into a report")
    }
  }

  private func plan(
    _ loaded: LoadedLesson, _ planOptions: PlanOptions, _ finder: LessonFinder
  ) throws -> LessonPlan {
    guard let name = planOptions.variant, OwnVariant.isName(name) else {
      return try finder.plan(loaded, options: planOptions)
    }
    var plain = planOptions
    (plain.variant, plain.selection) = (nil, StepSelection())
    // What is wrong with the lesson itself is said first.
    _ = try finder.plan(loaded, options: plain, showsWarnings: false)
    return try OwnVariantRun(loaded).plan(name, answers: answers, options: planOptions)
  }

  /// The run of the lesson itself, which a variant's report sets beside it: its record, or else the
  /// lesson run now, most of it from the cache.
  ///
  /// That the lesson itself cannot be run keeps no variant from running.
  private func runBeside(
    _ plan: LessonPlan, _ loaded: LoadedLesson, _ planOptions: PlanOptions,
    _ installation: Installation, _ reports: URL
  ) throws -> [BesideRun] {
    guard let variant = plan.variant else { return [] }
    do {
      var own = planOptions
      own.variant = nil
      let plain = try LessonFinder(installation).plan(loaded, options: own, showsWarnings: false)
      if !options.quiet { Terminal.errorLine("First the lesson itself, to compare with:") }
      let record = try RecordedRun(plain, installation, options, reports: reports).record()
      if !options.quiet { Terminal.errorLine("Now the variant \(variant):") }
      return [BesideRun(record)]
    } catch let failure as Failure where failure.status != .interrupted {
      Terminal.errorLine(
        "the lesson itself did not run, so the report has nothing to set beside the variant: "
          + failure.message)
      return []
    }
  }
}
