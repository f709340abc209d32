import ArgumentParser
import Lessons

/// The subcommand `steps`.
struct StepsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "steps", abstract: "The manual of the actions that steps are made of.")

  @Argument(help: "One action; all of them when none is named.")
  var action: String?

  @Flag(help: "The whole manual as Markdown.")
  var markdown = false

  func run() throws {
    if markdown { return Terminal.line(StepsManual.markdown()) }
    guard let text = StepsManual.text(action: action) else { throw unknown(action ?? "") }
    Terminal.line(text)
  }

  private func unknown(_ action: String) -> Failure {
    let nearest =
      NearestName.of(action, in: StepsManual.actions).map { " Did you mean \($0)?" } ?? ""
    return Failure(.usage, "there is no action \(action).\(nearest) `lesson steps` lists them.")
  }
}
