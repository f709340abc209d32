import ArgumentParser
import Files
import Foundation
import Lessons

/// The subcommand `prove`.
struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Hold a lesson against PyTorch: run its script and compare step by step.",
    discussion: """
      This command executes Python: the script that `lesson export LESSON --to python` writes, which \
      is made of the lesson's own text. Prove lessons that you trust. The Python needs PyTorch, and \
      what the lesson's steps use of scikit-learn and transformers. Each step starts from the \
      tensors that this program has there. Ends with 0 where all agrees within what \
      docs/numerics.md allows, else with 1, and names the first place where they part.
      """)

  @Argument(help: "Lessons by name or path; all of them when none is named.", completion: .lessons)
  var lessons: [String] = []

  @Option(help: "The Python to run: a name on PATH, or a path.")
  var python = "python3"

  @Option(
    help: "Run this script in the place of the lesson's own, such as one that you have edited.",
    completion: .file(extensions: ["py"]))
  var script: String?

  @Option(
    help: "Leave the script, the tensors and both records in this folder, which must be new.",
    completion: .directory)
  var keep: String?

  @OptionGroup var options: RunOptions

  func validate() throws {
    guard script == nil && keep == nil || lessons.count == 1 else {
      throw ValidationError("--script and --keep take one lesson")
    }
  }

  func run() throws {
    try options.prepareEngine()
    let installation = try Installation.find()
    let finder = LessonFinder(installation)
    let store = try installation.store(offline: options.offline)
    let names = try lessons.isEmpty ? finder.names() : lessons
    let planOptions = try options.plan.options
    let plans = try names.map { try finder.plan($0, options: planOptions) }
    let prover = LessonProver(
      python: try PythonProgram(python), store: store, threads: options.threads,
      quiet: options.quiet, cache: options.cache(in: store.cache),
      script: try script.map(LessonProver.read), keep: keep.map { URL(typed: $0) })
    var failure: Failure?
    for plan in plans {
      do {
        guard try prover.prove(plan) else {
          failure = failure ?? Failure(.difference)
          continue
        }
      } catch let problem as Failure where plans.count > 1 && problem.status != .interrupted {
        problem.print()
        failure = failure ?? Failure(problem.status)
      }
    }
    if let failure { throw failure }
  }
}
