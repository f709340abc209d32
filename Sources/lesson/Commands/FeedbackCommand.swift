import ArgumentParser
import Checking
import Foundation
import HandIn
import Records
import Report

/// The subcommand `feedback`.
struct FeedbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feedback",
    abstract: "Write a page for each student whose answers are marked, and grades for a platform.",
    discussion: """
      The pages show points, remarks and rubric items. Where the folder is as Moodle or Canvas has \
      unpacked it, they are named so that its bulk upload takes them: put the folder feedback into a \
      zip file. Students of whom an answer still waits get neither page nor grade, and are named.
      """)

  /// What takes grades.
  enum Platform: String, CaseIterable, ExpressibleByArgument {
    case moodle, canvas, gradescope, classroom50
  }

  @Argument(help: "The folder with the reports.", completion: .directory)
  var folder: String

  @OptionGroup var place: MarksPlace

  @Flag(help: "Show the model answers, without the notes on marking.")
  var modelAnswers = false

  @Option(help: "Write grades for moodle, canvas, gradescope or classroom50; may be repeated.")
  var grades: [Platform] = []

  @Option(
    help: "The assignment's column in Canvas, \"Title (12345)\"; the lesson's title if left out.")
  var assignment: String?

  func run() throws {
    let out = place.url
    let index = OutputFile(out.appendingPathComponent("feedback.html"), .sealed)
    try index.check()
    let store = MarksStore(place.marksFile, name: place.marksPath)
    var collection = try place.collection(
      URL(typed: folder), named: folder,
      own: [index.url, place.marksFile].map { $0.standardizedFileURL.path })
    var marks = try handIn { () throws(HandInProblem) in try store.read() }
    for warning in collection.apply(&marks) {
      Terminal.errorLine("marks: \(OneLine.of(warning, limit: 300))")
    }
    let feedback = Feedback(collection, marks, hasModelAnswers: modelAnswers)
    guard !feedback.pages.isEmpty else {
      throw Failure(
        .missing,
        collection.handIns.isEmpty
          ? "there is no hand-in in \(OneLine.of(folder, limit: 300))"
          : "nobody's answers are all marked: \(feedback.unmarked.count) still wait; `lesson mark` "
            + "marks them")
    }
    let pages = feedback.pages.map { page in
      (OutputFile(out.appendingPathComponent("feedback/\(page.file)"), .sealed), page)
    }
    let all = try tables(feedback, marks, beside: index.url)
    let tables = all.compactMap { file, text in text.map { (file, $0) } }
    for file in pages.map(\.0) + tables.map(\.0) { try file.check() }
    for (file, page) in pages { try file.write(ReportFiles.page(page.document)) }
    try index.write(
      ReportFiles.page(
        FeedbackIndex.document(feedback), beside: all.flatMap { $0.0.digests(with: $0.1 ?? "") }))
    for (file, text) in tables { try file.write(text) }
    try writeGraders(feedback, into: out)

    Terminal.line("Feedback: \(Words.count(pages.count, "page")) in \(out.relativePath)/feedback")
    for (file, _) in tables { Terminal.line("Grades: \(file.url.relativePath)") }
    if grades.contains(.moodle) {
      Terminal.line("Moodle: upload the grades before the pages, or it passes over them.")
    }
    let nameless = feedback.pages.filter { $0.handIn.id.isEmpty && $0.handIn.platform == nil }
    if !nameless.isEmpty, !grades.isEmpty {
      let names = nameless.map { OneLine.of($0.handIn.who) }.joined(separator: ", ")
      Terminal.errorLine("without a number, so that a platform has the name alone: \(names)")
    }
    for handIn in feedback.doubtful {
      let others = handIn.namesakes.joined(separator: ", ")
      Terminal.errorLine(
        "left out, since \(others) has the same number, and both one row of marks: "
          + "\(OneLine.of(handIn.file, limit: 300)); have one written again with its own number, "
          + "lesson report --id")
    }
    for handIn in feedback.unmarked {
      let wait = Words.count(handIn.scorecard.awaiting, "answer")
      Terminal.errorLine("left out, since \(wait) still wait: \(OneLine.of(handIn.who))")
    }
  }

  /// Tables of grades, one for each platform and lesson; without a text where none was asked for, since
  /// one of an earlier time stays ours.
  private func tables(_ feedback: Feedback, _ marks: MarksFile, beside page: URL) throws
    -> [(file: OutputFile, text: String?)]
  {
    let lessons = Dictionary(grouping: feedback.pages, by: \.handIn.lesson).sorted {
      $0.key < $1.key
    }
    guard assignment == nil || lessons.count == 1 else {
      throw Failure(.usage, "--assignment names one column, and there are \(lessons.count) lessons")
    }
    return lessons.flatMap { lesson, pages in
      [Platform.moodle, .canvas].map { platform in
        let file = OutputFile(
          place.url.appendingPathComponent("grades-\(platform.rawValue)-\(lesson).csv"),
          .table(beside: page))
        guard grades.contains(platform) else { return (file, nil) }
        return platform == .moodle
          ? (file, GradeTable.moodle(pages, marks))
          : (file, GradeTable.canvas(pages, assignment: assignment ?? pages[0].document.title))
      }
    }
  }

  /// Graders read a file for each student.
  private func writeGraders(_ feedback: Feedback, into out: URL) throws {
    for grader in grades.compactMap({ Grader(rawValue: $0.rawValue) }) {
      for page in feedback.pages {
        let folder = out.appendingPathComponent(
          "grades-\(grader.rawValue)/\(page.file.dropLast(5))")
        let value = grader.value(
          Grade(page.handIn.scorecard, lesson: page.handIn.lesson),
          environment: ProcessInfo.processInfo.environment, date: Date.now.ISO8601Format())
        try OutputFile(folder.appendingPathComponent(grader.fileName), .json)
          .write(try DigestMember.sealed(value, in: grader.freeMember))
      }
      Terminal.line("Grades: \(out.relativePath)/grades-\(grader.rawValue)")
    }
  }
}
