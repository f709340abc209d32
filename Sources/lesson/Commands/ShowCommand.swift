import ArgumentParser
import Lessons

/// The subcommand `show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A lesson's plan: parameters, steps, and what it will need.")

  @Argument(help: "A lesson's name, or the path of its file.")
  var lesson: String

  @OptionGroup var plan: PlanArguments

  func run() throws {
    let finder = LessonFinder(try Installation.find())
    Terminal.line(try finder.plan(lesson, options: plan.options).description())
  }
}
