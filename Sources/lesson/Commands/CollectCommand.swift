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
    abstract: "Verify and mark a folder of handed-in reports, and write an overview. Nothing runs.",
    discussion: """
      Looks at every .html file in the folder and below. Writes overview.html, overview.csv and \
      marks.csv, in which you type your own marks; run it again and they are in the overview. \
      Marks that are there are never changed.
      """)

  @Argument(help: "The folder with the reports.", completion: .directory)
  var folder: String

  @OptionGroup var place: MarksPlace

  func run() throws {
    let page = OutputFile(place.url.appendingPathComponent("overview.html"), .sealed)
    let table = OutputFile(
      place.url.appendingPathComponent("overview.csv"), .table(beside: page.url))
    for file in [page, table] { try file.check() }
    let (marksPath, marksFile) = (place.marksPath, place.marksFile)
    let store = MarksStore(marksFile, name: marksPath)
    try DistinctOutputs.check(
      [("the overview", page.url), ("its table", table.url), ("--marks", marksFile)])
    // Read before anything else: a table that cannot be read must not cost what is typed in it.
    _ = try handIn { () throws(HandInProblem) in try store.read() }
    try HandInFiles.check(marksFile)

    var collection = try place.collection(
      URL(typed: folder), named: folder,
      own: [page.url, table.url, marksFile].map { $0.standardizedFileURL.path })
    let warnings = try marked(&collection, store)
    let csv = OverviewTable.csv(collection)
    try page.write(
      ReportFiles.page(
        OverviewPage.document(collection, warnings: warnings), beside: table.digests(with: csv)))
    try table.write(csv)

    for line in CollectionSummary.lines(collection) { Terminal.line(line) }
    for warning in warnings { Terminal.errorLine("marks: \(OneLine.of(warning, limit: 300))") }
    Terminal.line("Overview: \(page.url.relativePath), \(table.url.relativePath)")
    let hasMarks = FileManager.default.fileExists(atPath: marksFile.path)
    Terminal.line(hasMarks ? "Marks: \(marksPath)" : "Marks: none, there is nothing to mark")
    let unread = collection.skipped.count(where: \.isUnread)
    guard unread == 0 else {
      throw Failure(
        .io,
        "\(unread) of the files and folders could not be read, so the overview is not complete")
    }
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
