import ArgumentParser
import Lessons

/// The subcommand `list`.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "What lessons there are, and what each teaches.")

  func run() throws {
    let finder = LessonFinder(try Installation.find())
    for name in try finder.names() {
      let (loaded, failure) = finder.loadOrSay(name)
      guard let front = loaded.lesson?.frontMatter else {
        let message = failure == nil ? nil : loaded.diagnostics.first?.message
        let word = name.contains(" ") ? "'\(name)'" : name
        let why = message ?? "`lesson check \(word)` says why"
        Terminal.line("\(name)  (cannot be read: \(why))")
        continue
      }
      let profiles = front.profiles.map(\.name.value).joined(separator: ", ")
      let offered = profiles.isEmpty ? "" : "  [\(profiles)]"
      let twin = loaded.diagnostics.first { $0.code == "duplicate-lesson-id" }
      let problem = twin.map { "  (cannot be run: \($0.message))" } ?? ""
      Terminal.line("\(name)  \(front.title.value)\(offered)\(problem)")
      if let teaches = front.teaches { Terminal.line("  \(teaches)") }
    }
    for stray in try finder.strays() { Terminal.errorLine("\(stray.file): \(stray.message)") }
  }
}
