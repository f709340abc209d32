import ArgumentParser

/// The command: each subcommand reads its options, calls one part of the project and chooses the
/// exit code.
@main
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Replays a notebook as a lesson, on this machine, and writes a report.",
    version: Version.text,
    subcommands: [
      RunCommand.self, CheckCommand.self, ListCommand.self, ShowCommand.self, StepsCommand.self,
      ReportCommand.self, FetchCommand.self, AssetsCommand.self, DoctorCommand.self,
    ])

  /// Prepares the process before anything of the engine can run, then does what was asked.
  static func main() {
    do {
      try Startup.prepare()
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      failure.print()
      exit(withError: ExitCode(failure.status.rawValue))
    } catch  where exitCode(for: error) == .failure {
      // Every error that a user can cause is a Failure or one of the argument parser's own.
      Failure(.defect, "this should not happen: \(error)").print()
      exit(withError: ExitCode(ExitStatus.defect.rawValue))
    } catch {
      exit(withError: error)
    }
  }
}
