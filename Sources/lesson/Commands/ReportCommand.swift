import ArgumentParser
import Base
import Files
import Foundation
import HandIn
import Lessons
import Records
import Report

/// The subcommand `report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of a run again, or a student's with their answers. Nothing runs.",
    discussion: """
      Without --student and --answers the report beside the record is written again. With them it \
      is a file of its own in the current folder, NAME-report.html and NAME-report.md.
      """)

  @Argument(help: "The name of a report (9_1, 9_1-quick) or the path of its folder or run.json.")
  var name: String

  @Option(help: "The student's name.")
  var student: String?

  @Option(help: "The student's number.")
  var id: String?

  @Option(
    help: """
      A Markdown file with a heading (## id) for each question. With --student, LESSON.answers.md of \
      the current folder if left out.
      """, completion: .file())
  var answers: String?

  @Option(help: "Write this format only.")
  var format: ReportFiles.Format?

  @Option(help: "The folder to write into.", completion: .directory)
  var out: String?

  @Option(
    help: "Print what the model says of every row in this step, as CSV; no report is written.")
  var csv: String?

  func validate() throws {
    if id != nil, student == nil { throw ValidationError("--id needs --student") }
    if student?.allSatisfy(\.isWhitespace) == true { throw ValidationError("--student is empty") }
    if csv != nil, [student, id, answers, out].contains(where: { $0 != nil }) || format != nil {
      throw ValidationError("--csv writes no report: it goes with none of the other options")
    }
  }

  func run() throws {
    let installation = try Installation.find()
    let finder = RecordFinder(
      reports: installation.reports, lessons: try LessonFinder(installation).names())
    let (url, stored) = try finder.find(name)
    if let csv { return try printPredictions(of: csv, stored) }
    var record = stored
    let number = id?.allSatisfy(\.isWhitespace) == true ? nil : id
    if let student { record.student = StudentRecord(name: student, id: number) }
    let typed = answers ?? (student == nil ? nil : AnswersFile.beside(record))
    if answers == nil, let typed { Terminal.line("Answers: \(typed)") }
    let answered = try typed.map { try AnswersFile.read($0, for: record) } ?? [:]
    let isHandIn = student != nil || answers != nil
    let source = url.deletingLastPathComponent()
    let own = try ownVariants(typed, of: record)
    let beside = VariantRuns(reports: source.deletingLastPathComponent())
      .beside(record, own: own.compactMap(\.variant))
    if !beside.isEmpty { record.beside = beside }
    sayWhatHasNotRun(own, record, file: typed)
    let usual = isHandIn ? URL(typed: ".") : source
    let folder = out.map { URL(typed: $0) } ?? usual
    let stem = isHandIn ? "\(source.lastPathComponent)-report" : "report"
    let formats = format.map { [$0] } ?? ReportFiles.Format.allCases
    for file in ReportFiles.files(in: folder, stem: stem, formats: formats) { try file.check() }
    if !isHandIn, out == nil { try ReportFolder.checkIdle(source) }
    let document = ReportBuilder.build(record, answers: answered)
    sayWhatIsMissing(record, answered, file: typed)

    try ReportFiles.write(document, to: folder, stem: stem, formats: formats)
    for format in formats {
      let label = isHandIn && format == .html ? "To hand in" : format.label
      Terminal.line("\(label): \(folder.path)/\(stem).\(format.rawValue)")
    }
  }

  private func printPredictions(of id: String, _ record: RunRecord) throws {
    guard let text = record.step(id).flatMap(PredictionCSV.text) else {
      let saying = record.steps.filter { PredictionCSV.text(of: $0) != nil }.map(\.id)
      throw Failure(
        .usage,
        saying.isEmpty
          ? "no step of this run says anything of rows, as `predict` of a table does"
          : "step \(OneLine.of(id, limit: 64)) says nothing of rows; these do: \(saying.joined(separator: ", "))"
      )
    }
    Terminal.line(String(text.dropLast()))
  }

  /// The variants that the student has written into their answers.
  private func ownVariants(_ path: String?, of record: RunRecord) throws -> [OwnText] {
    guard let path, record.variant == nil else { return [] }
    let text = try HandInFiles.text(path)
    let questions = record.questions.map(\.id)
    return try handIn { () throws(HandInProblem) in
      try OwnVariantsReader.variants(in: text, file: path, questions: questions)
    }
  }

  /// Names the student's variants of which there is no run as they stand there now.
  private func sayWhatHasNotRun(_ own: [OwnText], _ record: RunRecord, file: String?) {
    let run = (record.beside ?? []).compactMap(\.own)
    for text in own where text.variant.map({ !run.contains($0) }) ?? true {
      let name = own.count == 1 ? OwnVariant.name : text.name
      let profile = record.profile.map { " --profile \(OneLine.of($0))" } ?? ""
      Terminal.errorLine(
        "your variant under \(OneLine.of(text.question)) has not run as it stands, so the report does "
          + "not show it: \(Installation.command) run \(OneLine.of(record.lesson.id))\(profile) "
          + "--answers \(file ?? "FILE") --variant \(name)")
    }
  }

  /// Names what a hand-in lacks: the student's name, answers, and what could mark an answer.
  private func sayWhatIsMissing(
    _ record: RunRecord, _ answers: [String: String], file: String?
  ) {
    guard student != nil || file != nil else { return }
    if student == nil {
      Terminal.errorLine("no name: add --student \"Your name\", or nobody will know whose it is")
    }
    for problem in UnreadableAnswers.problems(in: answers, of: record) {
      Terminal.errorLine("\(file ?? "answers"): \(problem)")
    }
    let open = Words.open(record, answers)
    guard !open.isEmpty else { return }
    Terminal.errorLine("not answered: \(open.joined(separator: ", "))")
  }
}

extension ReportFiles.Format: ExpressibleByArgument {
  fileprivate var label: String {
    switch self {
    case .html: "Report"
    case .md: "The same as Markdown"
    }
  }
}
