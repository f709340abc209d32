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

  @OptionGroup var place: MarksPlace

  func run() throws {
    let page = OutputFile(place.url.appendingPathComponent("overview.html"), .sealed)
    let table = OutputFile(
      place.url.appendingPathComponent("overview.csv"), .table(beside: page.url))
    let exerciseTable = OutputFile(
      place.url.appendingPathComponent("exercises.csv"), .table(beside: page.url))
    for file in [page, table, exerciseTable] { try file.check() }
    let (marksPath, marksFile) = (place.marksPath, place.marksFile)
    let store = MarksStore(marksFile, name: marksPath)
    try DistinctOutputs.check(
      [
        ("the overview", page.url), ("its table", table.url), ("--marks", marksFile),
        ("the table of exercises", exerciseTable.url),
      ])
    // Read before anything else: a table that cannot be read must not cost what is typed in it.
    _ = try handIn { () throws(HandInProblem) in try store.read() }
    try HandInFiles.check(marksFile)

    var collection = try place.collection(
      URL(typed: folder), named: folder,
      own: [page.url, table.url, exerciseTable.url, marksFile].map { $0.standardizedFileURL.path })
    let exercises = try self.exercises(&collection)
    let warnings = try marked(&collection, store)
    let csv = OverviewTable.csv(collection)
    var digests = table.digests(with: csv)
    if let exercises { digests += exerciseTable.digests(with: exercises.csv) }
    try page.write(
      ReportFiles.page(
        OverviewPage.document(collection, warnings: warnings, exercises: exercises),
        beside: digests))
    try table.write(csv)
    if let exercises { try exerciseTable.write(exercises.csv) }

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

  /// Puts the marks into the scores, and rows for those that are still to be typed into the table.
  ///
  /// - Returns: what is odd in the marks, a line each.
  private func marked(_ collection: inout ClassCollection, _ store: MarksStore) throws -> [String] {
    try OutputFile.makeFolder(store.url.deletingLastPathComponent())
    var marked = collection
    let warnings = try handIn { () throws(HandInProblem) in
      try store.change { marks throws(HandInProblem) in marked.apply(&marks) }
    }
    collection = marked
    return warnings
  }
}
