import Base
import Foundation
import Lessons
import Report

/// Reads a student's answers file.
package enum AnswersReader {
  /// The most that an answers file may hold.
  package static let byteLimit = 4 << 20

  /// Answers by question.
  ///
  /// Empty answers are left out, and so are those to questions that the lesson no longer has. What
  /// belongs to no question is refused: a heading that is none of the lesson's, text above the first
  /// one, and a file without any.
  ///
  /// - Parameters:
  ///   - file: the file's name, for messages.
  ///   - questions: the ids of the lesson's questions.
  package static func answers(
    in text: String, file: String, questions: [String]
  ) throws(HandInProblem) -> [String: String] {
    let parsed = AnswersText(text)
    guard !parsed.sections.isEmpty else {
      throw HandInProblem(
        .invalid,
        """
        \(file): no heading such as `## \(questions.first ?? "question")` in it; one starts each \
        answer
        """)
    }
    try HeadingCheck.check(parsed, file: file, questions: questions)
    if let line = HeadingCheck.firstText(of: parsed.preamble) {
      throw HandInProblem(
        .invalid,
        "\(file):\(line): this stands above the first question's heading, so it answers none; put "
          + "it below the heading of its question")
    }
    for section in parsed.removed where questions.contains(section.id) {
      guard !answer(in: section).isEmpty else { continue }
      throw HandInProblem(
        .invalid,
        """
        \(file):\(section.line): this answer to \(section.id) stands below the line \
        “\(AnswersText.removedHeading)”; move it above that line
        """)
    }
    var answers: [String: String] = [:]
    for section in parsed.sections {
      guard questions.contains(section.id) else {
        let nearest = NearestName.of(section.id, in: questions).map { "; did you mean \($0)?" }
        throw HandInProblem(
          .invalid,
          """
          \(file):\(section.line): the lesson has no question \
          \(OneLine.of(section.id))\(nearest ?? "; a heading within an answer starts with ###")
          """)
      }
      guard answers.updateValue(answer(in: section), forKey: section.id) == nil else {
        throw HandInProblem(.invalid, "\(file):\(section.line): a second answer to \(section.id)")
      }
    }
    return answers.filter { !$0.value.isEmpty }
  }

  /// What a student wrote under a heading: without the hand-out's own lines and without empty lines
  /// around it.
  static func answer(in section: AnswersText.Section) -> String {
    let lines = AnswersText.lines(of: section.body)
    let kinds = AnswersLines(lines).kinds
    let own = zip(lines, kinds).filter { $0.1 != .comment(id: section.id) }
      .map { AnswersText.content(of: $0.0) }
    let text = own.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    return isBlank(text) ? "" : text
  }

  /// Whether nothing was added to what the hand-out has for an answer.
  static func isBlank(_ answer: String) -> Bool {
    let text = answer.trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty || AnswersTemplate.blanks.contains(text)
  }
}
