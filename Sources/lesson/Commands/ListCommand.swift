import ArgumentParser
import Lessons

/// The subcommand `list`.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "What lessons there are.")

  func run() throws {
    let finder = LessonFinder(try Installation.find())
    for name in try finder.names() {
      guard let front = try finder.load(name).lesson?.frontMatter else {
        Terminal.line("\(name)  (cannot be read: `lesson check \(name)` says why)")
        continue
      }
      let profiles = front.profiles.map(\.name.value).joined(separator: ", ")
      Terminal.line("\(name)  \(front.title.value)" + (profiles.isEmpty ? "" : "  [\(profiles)]"))
    }
  }
}
