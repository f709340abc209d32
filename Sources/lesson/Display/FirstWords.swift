import Base
import Foundation
import HandIn
import Lessons

/// What `lesson` alone says: which lessons there are, what has been done, and what one can do next.
enum FirstWords {
  static func lines() throws -> [String] {
    let installation = try Installation.find()
    let finder = LessonFinder(installation)
    let names = try finder.names()
    var lines = ["Replays a course notebook on this machine and writes a report about it.", ""]
    let width = names.map(\.count).max() ?? 0
    for name in names {
      let title = finder.loadOrSay(name).loaded.lesson?.frontMatter.title.value
      let id = name.padding(toLength: width, withPad: " ", startingAt: 0)
      lines.append("  \(id)  \(OneLine.of(title ?? "cannot be read", limit: 60))")
    }
    let command = Installation.command
    let next = next(names, installation)
    let column = next.map(\.command.count).max() ?? 0
    lines += ["", "What to do next:"]
    lines += next.map { item in
      let typed = item.command.padding(toLength: column, withPad: " ", startingAt: 0)
      return "  \(command) \(typed)  \(item.what)"
    }
    return lines + ["", "`\(command) help` lists all commands."]
  }

  private static func next(
    _ names: [String], _ installation: Installation
  ) -> [(command: String, what: String)] {
    guard let first = names.first else {
      return [
        ("new ID", "a first lesson of your own, to change"),
        ("import NOTEBOOK.ipynb", "a draft of a lesson from a notebook"),
      ]
    }
    let done = names.first { name in
      let page = installation.reports.appendingPathComponent("\(name)/report.html")
      return FileManager.default.fileExists(atPath: page.path)
    }
    guard let done else {
      return [
        ("run \(first) --open", "replay it, watch it in a browser, read its report"),
        ("show \(first)", "what it does, without running it"),
        ("doctor", "is this machine fit to run lessons?"),
      ]
    }
    let answers = "--student \"YOUR NAME\" --answers \(done).answers.md"
    return [
      ("student \(done)", "the questions, and a file to answer them in"),
      ("report \(done) \(answers)", "the page that you hand in"),
      ("run \(names.first { $0 != done } ?? done) --open", "replay a lesson"),
    ]
  }
}
