import ArgumentParser
import Base
import Foundation
import HandIn
import Lessons

/// The subcommand `diagnose`.
struct DiagnoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Compare results of students' own PyTorch with a lesson: where they part, and why.",
    discussion: """
      Takes the files that `lesson.hand_in` writes (docs/exercises.md). The lesson is replayed, and so \
      are its known mistakes where numbers part; nothing of a student's is run. Ends with 1 where \
      something does not agree.
      """)

  @Argument(help: "Records (.exercises.json) as they were handed in.", completion: .file())
  var records: [String] = []

  @Option(
    help: """
      How much is said of a mistake, at the most: hint says where to look, place where the numbers part, \
      mistake what it is and how it is mended.
      """)
  var tell: Tell = .mistake

  @Option(
    help: ArgumentHelp(
      "Say which mistakes are known in this lesson's exercises, and which of them have no effect.",
      valueName: "lesson"), completion: .lessons)
  var known: String?

  @Flag(help: "Say it to other programs: a JSON object a line, one for each record.")
  var json = false

  @OptionGroup var options: RunOptions

  /// How much is told, as the command line says it.
  enum Tell: String, CaseIterable, ExpressibleByArgument {
    case hint, place, mistake

    var value: ParsedExercise.Tell {
      switch self {
      case .hint: .hint
      case .place: .place
      case .mistake: .mistake
      }
    }
  }

  func validate() throws {
    guard records.isEmpty != (known == nil) else {
      throw ValidationError("name records, or a lesson with --known")
    }
    guard options.plan.isEmpty || known != nil else {
      throw ValidationError("a record has its parameters; -p and the like go with --known")
    }
  }

  func run() throws {
    Interrupt.install()
    try options.prepareEngine()
    let installation = try Installation.find()
    let store = try installation.store(offline: options.offline)
    let desk = ExerciseDesk(
      installation,
      runner: .init(store: store, threads: options.threads, cache: options.cache(in: store.cache)),
      display: RunDisplay(quiet: options.quiet, printsResults: false))
    if let known { return try sayKnown(known, desk, installation) }
    var failure: Failure?
    for path in records {
      do {
        let data = try HandInFiles.data(path, limit: ExerciseRecord.byteLimit)
        let record = try handIn { () throws(HandInProblem) in
          try ExerciseRecord(data, file: path)
        }
        let (diagnosis, settings) = try naming(path) { try desk.diagnosis(of: record) }
        if json {
          let value = DiagnosisJSON.value(diagnosis, tell: tell.value, settings: settings)
          Terminal.line(try CanonicalJSON.text(value))
        } else {
          say(diagnosis, settings)
        }
        if !diagnosis.agrees { failure = failure ?? Failure(.difference) }
      } catch let problem as Failure where records.count > 1 && problem.status != .interrupted {
        problem.print()
        failure = Failure(problem.status)
      }
    }
    if let failure { throw failure }
  }

  /// Says of which record a failure is.
  private func naming<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let problem as Failure where problem.status != .interrupted {
      let reason =
        problem.message.isEmpty ? "what it says of its lesson does not fit" : problem.message
      throw Failure(problem.status, "\(path): \(reason)")
    }
  }

  private func say(_ diagnosis: ExerciseDiagnosis, _ settings: [String]) {
    for line in DiagnosisText.lines(diagnosis, tell: tell.value, settings: settings) {
      Terminal.line(VisibleText.of(line))
    }
  }

  private func sayKnown(_ lesson: String, _ desk: ExerciseDesk, _ installation: Installation) throws
  {
    let plan = try LessonFinder(installation).plan(lesson, options: try options.plan.options)
    var empty = ExerciseRecord(lesson: plan.identity.id)
    (empty.profile, empty.parameters, empty.seed) = (
      plan.profile, plan.recordedParameters, plan.seed
    )
    let (replays, _) = try desk.replays(for: empty)
    var seen: Set<String> = []
    for effect in MistakeEffects.all(replays) {
      let line =
        "\(effect.variant.step): \(effect.words): \(effect.variant.mistake.sentence)"
      if seen.insert(line).inserted { Terminal.line(line) }
    }
  }
}
