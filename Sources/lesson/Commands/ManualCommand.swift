import ArgumentParser
import Records

/// The subcommand `manual`, which `make install` uses.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write the manual page, as man reads it.",
    shouldDisplay: false)

  func run() throws {
    Terminal.line(ManualPage.text(of: try LessonCommand.help(), version: ProgramVersion.text))
  }
}
