import Foundation
import Lessons
import Records

/// A student's answers: a Markdown file with a heading a question, `## low-loss (4 points)`, and
/// under it what they write.
enum AnswersFile {
  /// Answers by question.
  ///
  /// What stands before the first heading is left out, and so is an empty answer; a heading that is
  /// no question of the lesson is refused, and so is a file without any.
  static func read(_ path: String, for record: RunRecord) throws -> [String: String] {
    let url = URL(fileURLWithPath: path)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw Failure(.missing, "\(path): there is no such file")
    }
    let data = try onDisk(url) { try Data(contentsOf: url) }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(.invalid, "\(path): not UTF-8 text")
    }
    let questions = record.document.compactMap { block in
      if case .question(let question) = block { question.id } else { nil }
    }
    return try answers(in: text, file: path, questions: questions)
  }

  static func answers(
    in text: String, file: String, questions: [String]
  ) throws -> [String: String] {
    var answers: [String: [Substring]] = [:]
    var current: String?
    var fence: Substring?
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      fence = self.fence(after: line, open: fence)
      if fence == nil, line.hasPrefix("## ") {
        let id = line.dropFirst(3).split(separator: " ").first.map(String.init) ?? ""
        guard questions.contains(id) else {
          let nearest = NearestName.of(id, in: questions).map { "; did you mean \($0)?" } ?? ""
          throw Failure(
            .invalid, "\(file):\(index + 1): the lesson has no question \(id)\(nearest)")
        }
        guard answers.updateValue([], forKey: id) == nil else {
          throw Failure(.invalid, "\(file):\(index + 1): a second answer to \(id)")
        }
        current = id
      } else if let current {
        answers[current, default: []].append(line)
      }
    }
    guard !answers.isEmpty else {
      throw Failure(
        .invalid,
        """
        \(file): no heading such as `## \(questions.first ?? "question")` in it; one starts each \
        answer
        """)
    }
    return answers.mapValues {
      $0.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    }.filter { !$0.value.isEmpty }
  }

  /// The marks of the fence that a line leaves open, as CommonMark has it: a heading within a fence
  /// is code.
  private static func fence(after line: Substring, open: Substring?) -> Substring? {
    let text = line.drop { $0 == " " }
    guard let mark = text.first, mark == "`" || mark == "~" else { return open }
    let marks = text.prefix { $0 == mark }
    let rest = text.dropFirst(marks.count)
    guard let open else {
      return marks.count >= 3 && (mark == "~" || !rest.contains("`")) ? marks : nil
    }
    let closes =
      open.first == mark && marks.count >= open.count && rest.allSatisfy(\.isWhitespace)
    return closes ? nil : open
  }
}
