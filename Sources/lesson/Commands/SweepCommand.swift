import ArgumentParser
import Comparison
import Files
import Foundation
import HandIn
import Lessons
import Records
import Report

/// The subcommand `sweep`.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Run a lesson with several seeds and parameters, and sum the results up.",
    discussion: """
      Runs every combination of the values given with -p NAME=A,B and every seed. With --variant A,B \
      runs those variants beside the lesson itself. Each run has an ordinary report. Runs whose report is there already are kept, so a sweep that was stopped \
      goes on where it was. Writes sweep.html, sweep.md and sweep.csv. A value with a comma in it \
      stands in a --params file. Ends with 0 where all runs are complete.
      """)

  @Argument(help: "A lesson's name, or the path of its file.")
  var lesson: String

  @Option(help: "Seeds, such as 1..20 or 1,2,5.", transform: SeedList.read)
  var seeds: SeedList?

  @Option(
    help: ArgumentHelp(
      "A result to sum up, such as train-head.mean_loss[-1]; may be repeated.",
      valueName: "step.result"))
  var result: [String] = []

  @Option(
    help: "Do this run alone (from 1), for job arrays; the sweep without it sums up.",
    transform: WholeNumber.read("--index", 1...1_000_000))
  var index: Int?

  @Option(
    help: "How many runs at once; each gets its share of the threads.",
    transform: WholeNumber.read("--jobs", 1...256))
  var jobs: Int = 1

  @Flag(name: [.customShort("n"), .long], help: "List the runs and run nothing.")
  var dryRun = false

  @Option(help: "The folder in which the reports' folders are made.", completion: .directory)
  var out: String?

  @OptionGroup var options: RunOptions

  func validate() throws {
    if seeds != nil, options.plan.seed != nil {
      throw ValidationError("give --seed or --seeds, not both")
    }
  }

  func run() throws {
    try options.prepareEngine()
    let installation = try Installation.find()
    let planOptions = try options.plan.options
    var sweep = try SweepPlan(
      LessonFinder(installation), lesson: lesson, options: planOptions, typed: try typed(),
      seeds: seeds?.seeds ?? [], variants: try variants())
    let paths = try results(in: sweep.entries[0].plan)
    if let index, !sweep.entries.indices.contains(index - 1) {
      throw Failure(.usage, "--index goes from 1 to \(sweep.entries.count), not \(index)")
    }
    let store = try installation.store(offline: options.offline)
    let reports = out.map { URL(typed: $0) } ?? installation.reports
    let files = SweepFiles(reports: reports, name: sweep.name)
    // What an array's job has to know is its own run alone.
    let looked = index.map { [$0 - 1] } ?? Array(sweep.entries.indices)
    for place in looked where !options.fresh {
      sweep.entries[place].run.record = try files.kept(sweep.entries[place].plan, store)
    }
    if dryRun { return list(sweep, looked) }
    if let index { return try runOne(sweep.entries[index - 1], store, reports) }

    try files.check()
    for entry in sweep.entries where entry.run.record == nil {
      try ReportFolder.check(entry.plan.outputName, in: reports)
      try files.checkLog(of: entry.run.name)
    }
    let assets = sweep.entries.flatMap(\.plan.assets)
    try AssetFetching(store: store, display: RunDisplay(quiet: options.quiet))
      .fetchMissing(assets)
    let statuses = try runAll(&sweep, files)
    let plan = sweep.entries[0].plan
    let summary = Sweep(
      lesson: plan.identity.id, title: plan.identity.title, parameters: sweep.parameters,
      runs: sweep.entries.map(\.run), results: paths)
    for line in SweepText.lines(summary) { Terminal.line(line) }
    Terminal.line("Sweep: \(try files.write(summary).path)/sweep.html")
    if Interrupt.cancellation.isCancelled { throw Failure(.interrupted) }
    guard let first = statuses.first(where: { $0 != 0 }) else { return }
    let isOne = statuses.allSatisfy { $0 == 0 || $0 == first }
    throw Failure((isOne ? ExitStatus(rawValue: first) : nil) ?? .step)
  }

  // MARK: - What to run

  private func typed() throws -> [(name: String, values: [String])] {
    try options.plan.pairs().map { name, text in
      // By scalars: as a character a comma and a mark that combines with it are one.
      let values = text.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
        .map { String($0) }
      guard !values.contains("") else {
        throw Failure(.usage, "-p \(name) has an empty value; write \(name)=A,B without spaces")
      }
      return (name, values)
    }
  }

  /// The variants of `--variant a,b`, each once.
  private func variants() throws -> [String] {
    guard let text = options.plan.variant else { return [] }
    let ids = text.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0) }
    guard !ids.contains(""), Set(ids).count == ids.count else {
      throw Failure(.usage, "--variant takes ids with commas between them, each once, not \(text)")
    }
    return ids
  }

  private func results(in plan: LessonPlan) throws -> [ResultPath] {
    try result.map { text in
      guard let path = ResultPath(text), !path.components.isEmpty else {
        throw Failure(
          .usage, "--result takes step.result, such as train-head.mean_loss[-1], not \(text)")
      }
      if let problem = plan.problem(with: path) { throw Failure(.usage, "--result: \(problem)") }
      return path
    }
  }

  private func list(_ sweep: SweepPlan, _ places: [Int]) {
    for entry in places.map({ sweep.entries[$0] }) {
      let state = entry.run.record == nil ? "" : " (done)"
      Terminal.line("\(entry.run.index)  \(entry.run.name)\(state)")
    }
    let open = places.count { sweep.entries[$0].run.record == nil }
    Terminal.line("\(Words.count(places.count, "run")), \(open) to do")
  }

  // MARK: - Running

  private func runOne(_ entry: SweepPlan.Entry, _ store: AssetStore, _ reports: URL) throws {
    guard entry.run.record == nil else {
      return Terminal.line("\(entry.run.name): done already")
    }
    let replay = Replay(
      plan: entry.plan, store: store, threads: options.threads,
      display: RunDisplay(quiet: options.quiet),
      folder: try ReportFolder(name: entry.plan.outputName, in: reports),
      cache: options.cache(in: store.cache))
    if let report = try replay.run().report { Terminal.line("Report: \(report.path)/report.html") }
  }

  /// The exit codes of the runs that were not there already.
  private func runAll(_ sweep: inout SweepPlan, _ files: SweepFiles) throws -> [Int32] {
    let open = sweep.entries.indices.filter { sweep.entries[$0].run.record == nil }
    if !options.quiet {
      let kept = sweep.entries.count - open.count
      Terminal.errorLine(
        "\(Words.count(sweep.entries.count, "run")): \(kept) done already, \(open.count) to do")
    }
    let jobs = open.map { place in
      let entry = sweep.entries[place]
      return SweepRunner.Job(
        name: entry.run.name, arguments: arguments(of: entry, files),
        log: files.log(of: entry.run.name))
    }
    let outcomes = try SweepRunner(jobs: jobs, atOnce: self.jobs, quiet: options.quiet).run()
    for (place, outcome) in zip(open, outcomes) {
      guard let outcome else { continue }
      sweep.entries[place].run.problem = outcome.problem
      if outcome.status == 0 {
        sweep.entries[place].run.record = try files.record(sweep.entries[place].run.name)
      }
    }
    return outcomes.compactMap { $0?.status }
  }

  private func arguments(of entry: SweepPlan.Entry, _ files: SweepFiles) -> [String] {
    var arguments = [
      "run", lesson, "--threads", "\(max(1, options.threads / jobs))", "--out", files.reports.path,
      "--quiet", "--seed", "\(entry.run.seed)",
    ]
    if let variant = entry.variant { arguments += ["--variant", variant] }
    if let profile = options.plan.profile { arguments += ["--profile", profile] }
    if let params = options.plan.params { arguments += ["--params", params] }
    for (name, text) in entry.parameters { arguments += ["-p", "\(name)=\(text)"] }
    if let kernels = options.kernels { arguments += ["--kernels", kernels] }
    if options.products != .exact { arguments += ["--products", options.products.rawValue] }
    if options.offline { arguments.append("--offline") }
    if options.fresh { arguments.append("--fresh") }
    return arguments
  }
}
