import ArgumentParser
import Foundation
import HandIn
import Records

/// The subcommand `verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Say whether a handed-in report was edited, and where. Nothing runs.",
    discussion: """
      The report is written again from the record and the answers in it, and compared byte for \
      byte. That is evidence, not proof: `lesson replay` runs it again. Ends with 1 where the \
      report is not as the program wrote it.
      """)

  @Argument(help: "A report (.html) as it was handed in.", completion: .file())
  var report: String

  func run() throws {
    let verification = try Self.verify(report)
    for line in Self.lines(report, verification) { Terminal.line(line) }
    if verification.verdict != .intact { throw Failure(.difference) }
  }

  static func verify(_ path: String) throws -> Verification {
    let data = try HandInFiles.data(path, limit: Verifier.byteLimit)
    return try handIn { () throws(HandInProblem) in try Verifier.verify(data, file: path) }
  }

  static func lines(_ path: String, _ verification: Verification) -> [String] {
    let file = OneLine.of(path, limit: 300)
    var lines: [String] = []
    switch verification.verdict {
    case .intact: lines.append("\(file): not edited, as lesson \(ProgramVersion.text) writes it")
    case .edited:
      lines.append("\(file): edited")
      lines += verification.findings.map { "  " + $0.text }
    case .otherVersion: lines.append("\(file): of another version of lesson, not verified")
    }
    lines += verification.notes.map { "  note: " + $0 }
    if let record = verification.record {
      lines.append("  " + summary(record))
      let open = Words.open(record, verification.answers)
      if !open.isEmpty { lines.append("  not answered: \(open.joined(separator: ", "))") }
      let unreadable = UnreadableAnswers.problems(in: verification.answers, of: record)
      lines += unreadable.map { "  awaits marking by hand: \($0)" }
    }
    return lines
  }

  private static func summary(_ record: RunRecord) -> String {
    let name = record.student.map { student in
      let id = student.id.map { " (\(OneLine.of($0)))" } ?? ""
      return OneLine.of(student.name) + id + ", "
    }
    return
      "\(name ?? "no name, ")lesson \(OneLine.of(record.lesson.id)), \(record.status.rawValue), "
      + "seed \(record.seed), results \(OneLine.of(record.resultsSHA256, limit: 17))"
  }
}
