import ArgumentParser
import Lessons

/// The subcommand `steps`.
struct StepsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "steps", abstract: "The manual of the actions that steps are made of.")

  @Argument(help: "One action; all of them when none is named.")
  var action: String?

  @Flag(help: "As Markdown, as docs/steps.md holds it.")
  var markdown = false

  func run() throws {
    if markdown { return Terminal.line(StepsManual.markdown()) }
    guard let text = StepsManual.text(action: action) else {
      throw Failure(.usage, "there is no action \(action ?? ""); `lesson steps` lists them")
    }
    Terminal.line(text)
  }
}
