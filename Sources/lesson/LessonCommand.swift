import ArgumentParser
import Lessons
import Records

/// The command: each subcommand reads its options, calls one part of the project and chooses the
/// exit code.
@main
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Replays a notebook as a lesson, on this machine, and writes a report.",
    version: ProgramVersion.text,
    subcommands: [
      RunCommand.self, CheckCommand.self, ListCommand.self, ShowCommand.self, StepsCommand.self,
      ReportCommand.self, ImportCommand.self, MirrorCommand.self, ExportCommand.self,
      ProveCommand.self, AcceptCommand.self, CompareCommand.self, SweepCommand.self,
      FetchCommand.self,
      AssetsCommand.self, DoctorCommand.self, CleanCommand.self,
      StudentCommand.self, VerifyCommand.self, ReplayCommand.self, DiagnoseCommand.self,
      CollectCommand.self, MarkCommand.self, FeedbackCommand.self,
      HideCommand.self, NewCommand.self, InitCommand.self, ManualCommand.self,
    ])

  /// Prepares the process before anything of the engine can run, then does what was asked.
  static func main() {
    do {
      try Startup.prepare()
      guard CommandLine.arguments.count > 1 else {
        for line in try FirstWords.lines() { Terminal.line(line) }
        return try Terminal.checkOutput()
      }
      try checkSubcommand(CommandLine.arguments[1])
      try checkOptions()
      HelpWidth.prepare()
      let arguments = try MinusValues.arguments(Array(CommandLine.arguments.dropFirst())) {
        try help()
      }
      var command = try parseAsRoot(arguments)
      try command.run()
      try Terminal.checkOutput()
    } catch {
      guard let failure = failure(for: error) else {
        guard let hint = MinusValues.hint(on: message(for: error), CommandLine.arguments) else {
          end(with: error)
        }
        Terminal.errorLine(fullMessage(for: error) + "\n  " + hint)
        exit(withError: exitCode(for: error))
      }
      failure.print()
      exit(withError: ExitCode(failure.status.rawValue))
    }
  }

  /// Refuses what the argument parser would take in silence; not of what a shell asks in order to
  /// complete a line, which has empty words.
  private static func checkOptions() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.first?.hasPrefix("-") == false else { return }
    try EmptyValues.check(Array(arguments.dropFirst()))
    try RepeatedOptions.check(arguments) { try help() }
  }

  /// Ends as the argument parser would, but not well where its words, such as a help text, are lost.
  private static func end(with error: any Error) -> Never {
    guard exitCode(for: error) == .success else { exit(withError: error) }
    Terminal.line(fullMessage(for: error))
    do {
      try Terminal.checkOutput()
      exit(withError: ExitCode.success)
    } catch {
      let failure = failure(for: error) ?? Failure(.io)
      failure.print()
      exit(withError: ExitCode(failure.status.rawValue))
    }
  }

  /// What the argument parser tells of the command.
  static func help() throws -> JSONValue {
    try JSONReader.value(of: _dumpHelp())["command"] ?? .null
  }

  /// How an error ends the command; `nil` where the argument parser has its own words for it.
  static func failure(for error: any Error) -> Failure? {
    if let failure = error as? Failure { return failure }
    guard exitCode(for: error) == .failure else { return nil }
    // Every error that a user can cause is a Failure or one of the argument parser's own.
    return Failure(.defect, "this should not happen: \(error); please report it")
  }

  /// Refuses a subcommand that is none, of which the argument parser would only say that there are
  /// too many arguments.
  private static func checkSubcommand(_ word: String) throws {
    let commands = configuration.subcommands.map { $0.configuration }
    let known = commands.compactMap(\.commandName) + ["help"]
    guard !word.hasPrefix("-"), !known.contains(word) else { return }
    let names = commands.filter(\.shouldDisplay).compactMap(\.commandName) + ["help"]
    let nearest = NearestName.of(word, in: names).map { " Did you mean \($0)?" } ?? ""
    throw Failure(
      .usage, "there is no command \(word).\(nearest) Commands: \(names.joined(separator: ", "))")
  }
}
