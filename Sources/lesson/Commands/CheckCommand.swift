import ArgumentParser
import Checking
import Files
import Foundation
import Lessons

/// The subcommand `check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate lessons, replay them, and judge every expectation and claim.",
    discussion: """
      Ends with 0 where everything came out as the lessons say, else with 1. The record of an earlier \
      run serves where nothing that it depends on has changed, and steps may come from the cache; \
      both are said. With --fresh, or with CI set in the environment, everything is computed.
      """)

  @Argument(help: "Lessons by name or path; all of them when none is named.")
  var lessons: [String] = []

  @OptionGroup var options: RunOptions

  @OptionGroup var steps: StepArguments

  @Option(
    help: "Write each run's report into this folder too; with --grade, the grader's file.",
    completion: .directory)
  var out: String?

  @Option(help: "Write the outcome as JUnit XML, for CI systems.", completion: .file())
  var junit: String?

  @Option(help: "Write the outcome as JSON; - writes it to standard output.", completion: .file())
  var json: String?

  @Flag(help: "Replay each lesson twice, with several threads and with one, and compare the bits.")
  var determinism = false

  @Flag(
    name: .customLong("validate"),
    help: "Look for mistakes in the lessons and their marking; run nothing.")
  var isValidationOnly = false

  @Option(help: "Mark an answers file and write what this grader reads; wrong answers end with 0.")
  var grade: Grader?

  @Option(help: "With --grade: the student's answers.", completion: .file())
  var answers: String?

  func validate() throws {
    guard (grade == nil) == (answers == nil) else {
      throw ValidationError("--grade and --answers go together")
    }
    guard grade == nil || lessons.count == 1 else {
      throw ValidationError("--grade takes one lesson")
    }
    guard grade == nil || (junit == nil && json == nil && !determinism && !isValidationOnly) else {
      throw ValidationError("--grade writes the grader's file and nothing else")
    }
    guard grade == nil || steps.isEmpty else {
      throw ValidationError(
        "--grade marks a whole lesson: --step, --from and --until do not go with it")
    }
    guard !(isValidationOnly && determinism) else {
      throw ValidationError("--validate runs nothing, and --determinism runs everything twice")
    }
  }

  func run() throws {
    var output = CheckOutput(junit: junit, json: json)
    do {
      try run(&output)
    } catch let failure as Failure where !failure.message.isEmpty && grade == nil {
      // What an earlier check has written must not pass for this one's outcome.
      // Where that cannot be, nothing is written at all.
      guard output.isFit, (try? output.check()) != nil else { throw failure }
      var nothing = CheckedLesson(name: "check", file: "lessons", diagnostics: [], lesson: nil)
      nothing.trouble = failure.message
      try? output.write([nothing], status: failure.status, isLast: true)
      throw failure
    }
  }

  private func run(_ output: inout CheckOutput) throws {
    try options.prepareEngine()
    let installation = try Installation.find()
    let finder = LessonFinder(installation)
    let names = try lessons.isEmpty ? finder.names() : lessons
    let strays = try lessons.isEmpty ? finder.strays() : []
    guard !names.isEmpty || !strays.isEmpty else {
      throw Failure(.difference, "there is no lesson to check")
    }
    // All of them before the first is run: a mistake in the last should not take an hour to find.
    var planOptions = try options.plan.options
    planOptions.selection = steps.selection
    var prepared = names.map { PreparedLesson($0, options: planOptions, finder: finder) }
    PreparedLesson.refuseNamesakes(among: &prepared)
    prepared += strays.map(PreparedLesson.init(stray:))
    var reports: [URL] = []
    if let out, grade == nil, !isValidationOnly {
      for plan in prepared.compactMap(\.plan) {
        try ReportFolder.check(plan.outputName, in: URL(typed: out))
        let folder = URL(typed: out).appendingPathComponent(plan.outputName)
        reports += ReportPlace.files.map { folder.appendingPathComponent($0.name) }
      }
    }
    try output.check(beside: reports)
    let check = try check(installation, output)
    try output.start()
    for lesson in prepared { output.show(lesson.diagnostics, of: lesson) }
    if let grade, let answers, let lesson = prepared.first {
      if let failure = lesson.failure { throw failure }
      let folder = URL(typed: out ?? ".")
      return try Grading(grader: grade, answers: answers, folder: folder).run(lesson, check)
    }
    if let status = try check.run(prepared) { throw Failure(status) }
  }

  private func check(_ installation: Installation, _ output: CheckOutput) throws -> LessonCheck {
    let store = try installation.store(offline: options.offline)
    // What a server judges is computed there and then.
    let isServer = Terminal.isService
    let isFresh = isServer || options.fresh || determinism
    return LessonCheck(
      store: store, threads: options.threads, quiet: options.quiet,
      cache: options.cache(in: store.cache, fresh: isServer),
      records: isFresh || out != nil ? nil : installation.reports,
      reports: grade == nil ? out.map { URL(typed: $0) } : nil,
      determinism: determinism, isValidationOnly: isValidationOnly, output: output)
  }
}

extension Grader: ExpressibleByArgument {}
