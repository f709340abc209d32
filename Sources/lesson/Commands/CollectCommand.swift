import ArgumentParser
import Foundation
import HandIn
import Lessons
import Report

/// The subcommand `collect`.
struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Verify and mark a folder of handed-in reports, and write an overview. Nothing runs.",
    discussion: """
      Looks at every .html file in the folder and below. Writes overview.html, overview.csv and \
      marks.csv, in which you type your own marks; run it again and they are in the overview. \
      Marks that are there are never changed.
      """)

  @Argument(help: "The folder with the reports.", completion: .directory)
  var folder: String

  @Option(help: "The folder to write into; the current one if left out.", completion: .directory)
  var out: String?

  @Option(help: "The table of marks; marks.csv in that folder if left out.", completion: .file())
  var marks: String?

  func run() throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw Failure(.missing, "\(folder): there is no such folder")
    }
    guard isFolder.boolValue else {
      throw Failure(.usage, "\(folder): not a folder; `lesson verify` looks at one report")
    }
    let place = URL(fileURLWithPath: out ?? ".")
    let page = place.appendingPathComponent("overview.html")
    let table = place.appendingPathComponent("overview.csv")
    let marksPath = marks ?? place.appendingPathComponent("marks.csv").relativePath
    // Read before anything else: a table that cannot be read must not cost what is typed in it.
    var typed = try readMarks(marksPath)
    let before = typed.text

    let lessons = try lessons()
    let own = Set(
      [page, table, URL(fileURLWithPath: marksPath)].map { $0.standardizedFileURL.path })
    var collection = try handIn { () throws(HandInProblem) in
      try ClassCollection(URL(fileURLWithPath: folder), lessons: lessons, own: own)
    }
    let warnings = collection.apply(&typed)
    guard try readMarks(marksPath).text == before else {
      throw Failure(.io, "\(marksPath) was saved meanwhile; nothing was written: run this again")
    }
    try HandInFiles.makeFolder(place)
    try HandInFiles.write(
      HTMLWriter.write(OverviewPage.document(collection, warnings: warnings)), to: page)
    try HandInFiles.write(OverviewTable.csv(collection), to: table)
    if typed.text != before {
      try HandInFiles.write(typed.text, to: URL(fileURLWithPath: marksPath))
    }

    for line in CollectionSummary.lines(collection) { Terminal.line(line) }
    for warning in warnings { Terminal.errorLine("marks: \(OneLine.of(warning, limit: 300))") }
    Terminal.line("Overview: \(page.relativePath), \(table.relativePath)")
    Terminal.line("Marks: \(marksPath)")
  }

  private func readMarks(_ path: String) throws -> MarksFile {
    guard FileManager.default.fileExists(atPath: path) else { return MarksFile() }
    let text = try HandInFiles.text(path, limit: Verifier.byteLimit)
    return try handIn { () throws(HandInProblem) in try MarksFile(text, file: path) }
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
        let lesson = InstructorLesson(loaded, at: URL(fileURLWithPath: file))
      else {
        let why = problem.map { ": \($0.message)" } ?? " has errors"
        return Terminal.errorLine("lesson \(name)\(why), so its hand-ins are not marked")
      }
      lessons[lesson.id] = lesson
    }
  }
}
