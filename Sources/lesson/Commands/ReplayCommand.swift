import ArgumentParser
import Foundation
import HandIn
import Lessons
import Records

/// The subcommand `replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Run a handed-in report again from its own record, and compare the results.",
    discussion: """
      Finds what `verify` cannot: a hand-in that was edited so that it agrees with itself. Ends \
      with 1 where a result differs, and names the first step and path.
      """)

  @Argument(help: "A report (.html) as it was handed in.", completion: .file())
  var report: String

  @Option(
    name: [.customShort("p"), .customLong("parameter")],
    help: ArgumentHelp(
      "A place on this machine for a parameter that named one, such as data=./reviews.csv.",
      valueName: "name=value"))
  var parameters: [String] = []

  @Option(
    help: "How many threads compute; the results do not depend on it.",
    transform: WholeNumber.read("--threads", 1...1024))
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Fetch nothing; say what is missing and where it would come from.")
  var offline = false

  @Flag(name: .shortAndLong, help: "Show results only, no progress.")
  var quiet = false

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads takes a number from 1 to 1024, not \(threads)")
    }
    _ = try ParameterPairs.read(parameters)
  }

  func run() throws {
    let verification = try VerifyCommand.verify(report)
    for line in VerifyCommand.lines(report, verification) { Terminal.line(line) }
    guard let record = verification.record else {
      throw Failure(.invalid, "\(report): the record in it cannot be read, so nothing can be run")
    }
    let installation = try Installation.find()
    let given = Dictionary(try ParameterPairs.read(parameters)) { _, last in last }
    let store = try installation.store(offline: offline)
    // What stands beside the run is part of the hand-in.
    let all = [record] + (record.beside ?? []).map(record.record(of:))
    let plans = try all.map { try HandInPlan(installation, given: given).plan(of: $0) }
    let display = RunDisplay(quiet: quiet, printsResults: false)
    var firstFailure: Failure?
    for (run, plan) in zip(all, plans) {
      let (replayed, _) = try Replay(
        plan: plan, store: store, threads: threads, display: display, folder: nil
      ).run()
      if all.count > 1 {
        let name = run.variant.map { "variant \(OneLine.of($0))" } ?? "the lesson itself"
        Terminal.line("\(name):")
      }
      do {
        try compare(run, replayed)
      } catch let failure as Failure {
        firstFailure = firstFailure ?? failure
      }
    }
    if let firstFailure { throw firstFailure }
    if verification.verdict != .intact { throw Failure(.difference) }
  }

  private func compare(_ record: RunRecord, _ replayed: RunRecord) throws {
    let theirs = record.engine.rounding
    let isSameRounding = theirs == replayed.engine.rounding
    if let difference = RunComparison.firstDifference(record.steps, replayed.steps) {
      Terminal.line("replay: differs: \(difference)")
      if !isSameRounding {
        Terminal.line(
          "  note: products were computed otherwise (\(OneLine.of(theirs, limit: 40)) there); "
            + "small differences are to be expected")
      }
      let files = { (record: RunRecord) in record.assets.flatMap(\.files).map(\.sha256).sorted() }
      if files(record) != files(replayed) {
        Terminal.line("  note: it was run on other data or weights than there are here")
      }
      throw Failure(.difference)
    }
    guard LessonComparison.agree(record, replayed) else {
      Terminal.line("replay: the results agree; the lesson’s text or its verdicts do not")
      throw Failure(.difference)
    }
    let count = replayed.steps.count
    Terminal.line(
      "replay: agrees in \(Words.count(count, "step")), results \(replayed.resultsSHA256.prefix(16))…"
    )
  }
}
