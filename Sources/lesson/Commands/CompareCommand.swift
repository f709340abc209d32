import ArgumentParser
import Comparison
import Files
import Foundation
import HandIn
import Lessons
import Records
import Report

/// The subcommand `compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two runs: what they started from, then what came of it. Nothing runs.",
    discussion: """
      A and B are names of reports (9_1, 9_1-quick), their folders or run.json files, or handed-in \
      .html reports. The report of a variant alone is compared with the run of the lesson itself that \
      it carries. Ends with 0 where all results are the same bits or equal to rounding, else \
      with 1.
      """)

  @Argument(help: "A run.")
  var a: String

  @Argument(help: "The run beside it; may be left out where A is of a variant.")
  var b: String?

  @Option(
    help: ArgumentHelp(
      "What counts as rounding: the largest difference of numbers up to 1, the largest relative "
        + "difference of larger ones. With 0 only the same bits are equal."))
  var tolerance: Double = Tolerance.standard.limit

  @Option(help: "Write the comparison as a page.", completion: .file(extensions: ["html"]))
  var html: String?

  @Flag(help: "Print the comparison as JSON.")
  var json = false

  func validate() throws {
    guard tolerance.isFinite, tolerance >= 0 else {
      throw ValidationError("--tolerance takes a number that is not negative, not \(tolerance)")
    }
  }

  func run() throws {
    let file = html.map { OutputFile(URL(typed: $0), .sealed) }
    try file?.check()
    let (first, second) = try sides()
    let comparison = RecordComparison(first, second, tolerance: Tolerance(tolerance))
    if json {
      Terminal.line(try CanonicalJSON.text(ComparisonJSON.value(comparison)))
    } else {
      ComparisonText.lines(comparison).forEach(Terminal.line)
    }
    if let html, let file {
      try file.write(ReportFiles.page(ComparisonPage.document(comparison)))
      Terminal.errorLine("Page: \(html)")
    }
    if comparison.agreement == .different { throw Failure(.difference) }
  }

  private func sides() throws -> (RecordComparison.Side, RecordComparison.Side) {
    let first = try side(a)
    if let b { return (first, try side(b)) }
    let record = first.record
    guard let plain = record.plainRun else {
      let why =
        record.variant == nil ? "it is of no variant" : "it does not carry the lesson’s own run"
      throw Failure(
        .usage, "name a second run to compare \(OneLine.of(a, limit: 200)) with: \(why)")
    }
    let name = "\(record.lesson.id) (carried by \(a))"
    return (.init(name: name, record: record.record(of: plain)), first)
  }

  private func side(_ name: String) throws -> RecordComparison.Side {
    RecordComparison.Side(name: name, record: try record(name))
  }

  private func record(_ name: String) throws -> RunRecord {
    guard name.hasSuffix(".html") else {
      // Records can be compared where no lessons are.
      let installation = try? Installation.find()
      let reports = installation?.reports ?? URL(fileURLWithPath: "reports")
      let lessons = try installation.map { try LessonFinder($0).names() } ?? []
      return try RecordFinder(reports: reports, lessons: lessons).find(name).record
    }
    let verification = try VerifyCommand.verify(name)
    if verification.verdict == .edited {
      Terminal.errorLine("\(OneLine.of(name, limit: 300)): edited; `lesson verify` says where")
    }
    guard let record = verification.record else {
      throw Failure(.invalid, "\(name): the record in it cannot be read")
    }
    return record
  }
}
