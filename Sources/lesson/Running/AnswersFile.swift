import Files
import Foundation
import HandIn
import Records
import Report

/// A student's answers: a Markdown file with a heading a question, `## low-loss (4 points)`, and
/// under it what they write.
enum AnswersFile {
  /// The lesson's answers file in the current folder, where `lesson student` makes it.
  static func beside(_ record: RunRecord) -> String? {
    let name = AnswersTemplate(record).file
    guard !name.contains("/"), FileManager.default.fileExists(atPath: name) else { return nil }
    return name
  }

  /// Answers by question, empty ones left out.
  static func read(_ path: String, for record: RunRecord) throws -> [String: String] {
    guard FileManager.default.fileExists(atPath: URL(typed: path).path) else {
      throw Failure(
        .missing,
        "\(path): there is no such file; `lesson student \(record.lesson.id)` makes one to write in"
      )
    }
    return try answers(
      in: try HandInFiles.text(path), file: path, questions: record.questions.map(\.id))
  }

  static func answers(
    in text: String, file: String, questions: [String]
  ) throws -> [String: String] {
    try handIn { () throws(HandInProblem) in
      try AnswersReader.answers(in: text, file: file, questions: questions)
    }
  }
}
