import ArgumentParser
import Base
import Files
import Foundation
import HandIn
import Lessons
import Report

/// The subcommand `collect`.
struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract:
      "Verify and mark a folder of hand-ins, and write an overview. Nothing of a student's runs.",
    discussion: """
      Looks at every .html file in the folder and below. Writes overview.html, overview.csv and \
      marks.csv, in which you type your own marks; run it again and they are in the overview. \
      Marks that are there are never changed. Records of exercises (.exercises.json) are held against \
      the lesson's replay, and exercises.csv is written, too.
      """)

  @Argument(help: "The folder with the reports.", completion: .directory)
  var folder: String

  @Option(help: "The folder to write into; the current one if left out.", completion: .directory)
  var out: String?

  @Option(help: "The table of marks; marks.csv in that folder if left out.", completion: .file())
  var marks: String?

  func run() throws {
    let handedIn = URL(typed: folder)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: handedIn.path, isDirectory: &isFolder) else {
      throw Failure(.missing, "\(folder): there is no such folder")
    }
    guard isFolder.boolValue else {
      throw Failure(.usage, "\(folder): not a folder; `lesson verify` looks at one report")
    }
    let place = URL(typed: out ?? ".")
    let page = OutputFile(place.appendingPathComponent("overview.html"), .sealed)
    let table = OutputFile(
      place.appendingPathComponent("overview.csv"), .table(beside: page.url))
    let exerciseTable = OutputFile(
      place.appendingPathComponent("exercises.csv"), .table(beside: page.url))
    for file in [page, table, exerciseTable] { try file.check() }
    let marksPath = marks ?? place.appendingPathComponent("marks.csv").relativePath
    // Read before anything else: a table that cannot be read must not cost what is typed in it.
    let marksFile = URL(typed: marksPath)
    try DistinctOutputs.check(
      [
        ("the overview", page.url), ("its table", table.url), ("--marks", marksFile),
        ("the table of exercises", exerciseTable.url),
      ])
    var typed = try readMarks(marksPath)
    try HandInFiles.check(marksFile)
    let before = typed.text

    let lessons = try lessons()
    let own = Set(
      [page.url, table.url, exerciseTable.url, marksFile].map { $0.standardizedFileURL.path })
    var collection = try handIn { () throws(HandInProblem) in
      try ClassCollection(handedIn, lessons: lessons, own: own)
    }
    let warnings = collection.apply(&typed)
    let exercises = try self.exercises(&collection)
    guard try readMarks(marksPath).text == before else {
      throw Failure(.io, "\(marksPath) was saved meanwhile; nothing was written: run this again")
    }
    let csv = OverviewTable.csv(collection)
    var digests = table.digests(with: csv)
    if let exercises { digests += exerciseTable.digests(with: exercises.csv) }
    try page.write(
      ReportFiles.page(
        OverviewPage.document(collection, warnings: warnings, exercises: exercises),
        beside: digests))
    try table.write(csv)
    if let exercises { try exerciseTable.write(exercises.csv) }
    if typed.text != before { try HandInFiles.write(typed.text, to: marksFile) }

    for line in CollectionSummary.lines(collection) { Terminal.line(line) }
    for warning in warnings { Terminal.errorLine("marks: \(OneLine.of(warning, limit: 300))") }
    Terminal.line("Overview: \(page.url.relativePath), \(table.url.relativePath)")
    if exercises != nil { Terminal.line("Exercises: \(exerciseTable.url.relativePath)") }
    let hasMarks = FileManager.default.fileExists(atPath: marksFile.path)
    Terminal.line(hasMarks ? "Marks: \(marksPath)" : "Marks: none, there is nothing to mark")
    let unread = collection.skipped.count(where: \.isUnread)
    guard unread == 0 else {
      throw Failure(
        .io,
        "\(unread) of the files and folders could not be read, so the overview is not complete")
    }
  }

  /// The class's records of exercises, diagnosed; `nil` where there are none.
  ///
  /// What cannot be held against a lesson is left aside, with its reason.
  private func exercises(_ collection: inout ClassCollection) throws -> ExerciseTable? {
    guard !collection.records.isEmpty else { return nil }
    Interrupt.install()
    let installation = try Installation.find()
    let store = try installation.store(offline: false)
    let desk = ExerciseDesk(
      installation,
      runner: .init(
        store: store, threads: ProcessInfo.processInfo.activeProcessorCount,
        cache: StepCache(home: store.cache.folder, isFresh: false)),
      display: RunDisplay(quiet: true, printsResults: false))
    var entries: [ExerciseTable.Entry] = []
    for (file, record) in collection.records {
      do {
        let (diagnosis, settings) = try desk.diagnosis(of: record)
        entries.append(.init(file: file, diagnosis: diagnosis, settings: settings))
      } catch let problem as Failure where problem.status != .interrupted {
        collection.leaveAside(file, problem.message)
      }
    }
    return ExerciseTable(entries)
  }

  private func readMarks(_ path: String) throws -> MarksFile {
    guard FileManager.default.fileExists(atPath: URL(typed: path).path) else { return MarksFile() }
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
        let lesson = InstructorLesson(loaded, at: URL(typed: file))
      else {
        let why = problem.map { ": \($0.message)" } ?? " has errors"
        return Terminal.errorLine("lesson \(name)\(why), so its hand-ins are not marked")
      }
      lessons[lesson.id] = lesson
    }
  }
}
