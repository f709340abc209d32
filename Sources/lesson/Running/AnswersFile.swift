import HandIn
import Records

/// A student's answers: a Markdown file with a heading a question, `## low-loss (4 points)`, and
/// under it what they write.
enum AnswersFile {
  /// Answers by question, empty ones left out.
  static func read(_ path: String, for record: RunRecord) throws -> [String: String] {
    try answers(
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
