import ArgumentParser
import Files
import Foundation
import HandIn
import Lessons
import Notebooks
import Records

/// The subcommand `accept`.
struct AcceptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Write what a run measured into the lesson's own `expect` blocks.",
    discussion: """
      Changes only constraints that are meant for this run and fail. Comments, spacing and \
      tolerances stay. Shows the difference first, and asks. Values come from the record in \
      reports where it is of this very run, else the lesson is replayed. Does nothing where CI \
      is set.
      """)

  /// More than a lesson may have.
  private static let byteLimit = 64 << 20

  @Argument(help: "A lesson's name, or the path of its file.")
  var lesson: String

  @Option(help: "Look at the expectations of this step alone.")
  var step: String?

  @Flag(name: [.customShort("n"), .long], help: "Show the difference and change nothing.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @OptionGroup var options: RunOptions

  func run() throws {
    guard !Terminal.isService else {
      throw Failure(.usage, "accept: nothing is accepted where CI is set")
    }
    try options.prepareEngine()
    let installation = try Installation.find()
    let plan = try LessonFinder(installation).plan(lesson, options: options.plan.options)
    if let step, !plan.steps.contains(where: { $0.id == step }) {
      throw Failure(noStep: step, in: plan)
    }
    let file = URL(typed: plan.lesson.file)
    if !dryRun { try HandInFiles.check(file) }
    let record = try RecordedRun(plan, installation, options).record()
    let acceptance = Acceptance(plan, record: record, step: step)

    let old = try HandInFiles.data(plan.lesson.file, limit: Self.byteLimit)
    guard let new = acceptance.applied(to: old) else {
      let isSame = SHA256Digest.hex(of: old) == plan.lesson.sha256
      guard isSame else { throw Failure(.io, "\(plan.lesson.file): changed meanwhile; try again") }
      throw Failure(.defect, "\(plan.lesson.file): the changed lesson would not say what it should")
    }
    show(acceptance, plan, from: old, to: new)
    if !acceptance.changes.isEmpty, !dryRun { try write(acceptance, plan, new, to: file) }
    if !acceptance.leftovers.isEmpty { throw Failure(.difference) }
  }

  private func show(_ acceptance: Acceptance, _ plan: LessonPlan, from old: Data, to new: Data) {
    if !acceptance.changes.isEmpty {
      // A carriage return and a line feed are one character to Swift.
      let texts = [old, new].map {
        String(decoding: $0, as: UTF8.self).replacing("\r\n", with: "\n")
      }
      Terminal.line("--- \(plan.lesson.file)\n+++ \(plan.lesson.file), as this run has it")
      Terminal.line(UnifiedDiff.text(from: texts[0], to: texts[1]))
    }
    for left in acceptance.leftovers {
      Terminal.line(
        "\(plan.lesson.file):\(left.line): \(left.path): \(OneLine.of(left.constraint))")
      Terminal.line("  \(OneLine.of(left.message, limit: 300))")
      Terminal.line("  not changed: \(OneLine.of(left.reason, limit: 300))")
    }
    let counts = [
      "\(acceptance.passing) pass", "\(acceptance.changes.count) to change",
      "\(acceptance.leftovers.count) to change by hand",
      "\(acceptance.notApplicable) not applicable to this run",
    ]
    Terminal.line("\(plan.outputName): expectations: \(counts.joined(separator: ", "))")
  }

  private func write(_ acceptance: Acceptance, _ plan: LessonPlan, _ new: Data, to file: URL) throws
  {
    let what = "\(Words.count(acceptance.changes.count, "constraint")) of \(plan.lesson.file)"
    if !yes {
      guard isatty(STDIN_FILENO) == 1 else {
        throw Failure(.usage, "nothing is written: --yes changes \(what) without asking")
      }
      Terminal.standardError.write("Change \(what)? [y/N] ")
      guard ["y", "yes"].contains(readLine()?.lowercased() ?? "") else {
        return Terminal.errorLine("nothing is changed")
      }
    }
    let now = try HandInFiles.data(plan.lesson.file, limit: Self.byteLimit)
    guard SHA256Digest.hex(of: now) == plan.lesson.sha256 else {
      throw Failure(.io, "\(plan.lesson.file): changed meanwhile; try again")
    }
    do throws(UserFile.Refusal) {
      try UserFile.rewrite(new, at: file)
    } catch {
      throw Failure(error)
    }
    Terminal.line("Changed: \(what)")
  }
}
