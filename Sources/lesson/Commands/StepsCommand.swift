import ArgumentParser
import Lessons
import Records

/// The subcommand `steps`.
struct StepsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "steps", abstract: "The manual of the actions that steps are made of.")

  @Argument(
    help: "One action; all of them when none is named.", completion: .list(StepsManual.actions))
  var action: String?

  @Flag(help: "The whole manual as Markdown.")
  var markdown = false

  @Flag(help: "A JSON Schema of front matter and steps, for editors and other programs.")
  var schema = false

  func validate() throws {
    guard [action != nil, markdown, schema].count(where: { $0 }) <= 1 else {
      throw ValidationError("an action, --markdown and --schema are three different questions")
    }
  }

  func run() throws {
    if schema { return Terminal.line(try IndentedJSON.text(LessonSchema.document)) }
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
