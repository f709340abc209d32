import ArgumentParser
import Foundation
import HandIn
import Lessons
import Records

/// Where the marks of a class lie, and how its folder is read.
struct MarksPlace: ParsableArguments {
  @Option(help: "The folder to write into; the current one if left out.", completion: .directory)
  var out: String?

  @Option(help: "The table of marks; marks.csv in that folder if left out.", completion: .file())
  var marks: String?

  @Option(
    help: """
      When it was due, such as "2026-11-28 23:59" or 2026-11-28T23:59+01:00: days late are told, and of \
      several hand-ins of a student the last before the deadline counts.
      """)
  var due: String?

  @Option(
    help: """
      When hand-ins came: Moodle's grading worksheet, or a table with the columns file or id, and \
      handed_in. The files' own times do not count then.
      """, completion: .file())
  var times: String?

  @Option(
    help: "A hand-in that counts whatever its time, by its path within the folder; may be repeated."
  )
  var counts: [String] = []

  var url: URL { URL(typed: out ?? ".") }

  /// The table's path as messages have it.
  var marksPath: String { marks ?? url.appendingPathComponent("marks.csv").relativePath }

  var marksFile: URL { URL(typed: marksPath) }

  /// The class in a folder, compared and marked by checks alone.
  ///
  /// - Parameter own: paths of files that the command writes and that may lie there.
  func collection(_ folder: URL, named name: String, own: [String]) throws -> ClassCollection {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      throw Failure(.missing, "\(name): there is no such folder")
    }
    guard isFolder.boolValue else {
      throw Failure(.usage, "\(name): not a folder; `lesson verify` looks at one report")
    }
    let lessons = try lessons()
    let rules = try rules()
    let collection = try handIn { () throws(HandInProblem) in
      try ClassCollection(folder, lessons: lessons, own: Set(own), rules: rules)
    }
    for note in collection.timeNotes { Terminal.errorLine("times: \(note)") }
    return collection
  }

  private func rules() throws -> ClassCollection.Rules {
    let times = try times.map { path in
      let text = try HandInFiles.text(path)
      return try handIn { () throws(HandInProblem) in try HandInTimes(text, file: path) }
    }
    guard let due else { return ClassCollection.Rules(chosen: Set(counts), times: times) }
    guard let deadline = Deadline(due) else {
      throw Failure(
        .usage,
        "--due \(OneLine.of(due, limit: 40)): no time; write a day and an hour, 2026-11-28 23:59, and a "
          + "zone behind it, +01:00 or Z, where it is not this machine's")
    }
    return ClassCollection.Rules(due: deadline, chosen: Set(counts), times: times)
  }

  /// What the instructor has, by lesson id; without any lesson, hand-ins speak for themselves.
  private func lessons() throws -> [String: InstructorLesson] {
    guard let installation = try? Installation.find() else { return [:] }
    let finder = LessonFinder(installation)
    return try finder.names().reduce(into: [:]) { lessons, name in
      let loaded = finder.loadOrSay(name).loaded
      let problem = loaded.diagnostics.first {
        ["unreadable-lesson", "duplicate-lesson-id"].contains($0.code)
      }
      guard problem == nil, let file = loaded.lesson?.file,
        let lesson = InstructorLesson(loaded, at: URL(typed: file))
      else {
        let why = problem.map { ": \($0.message)" } ?? " has errors"
        return Terminal.errorLine("lesson \(name)\(why), so its hand-ins are not marked")
      }
      lessons[lesson.id] = lesson
    }
  }
}
