import Report

/// Finds what would let one question's answer flow into another's: a heading that was damaged or
/// deleted, a comment that does not end.
enum HeadingCheck {
  /// - Parameters:
  ///   - file: the file's name, for messages.
  ///   - questions: the ids of the lesson's questions.
  static func check(
    _ text: AnswersText, file: String, questions: [String]
  ) throws(HandInProblem) {
    if let line = text.unclosedComment {
      throw HandInProblem(
        .invalid,
        "\(file):\(line): a question's comment starts here and never ends; end it with `-->`")
    }
    let answered = Set(text.sections.map(\.id))
    for (line, content) in text.texts {
      guard let id = damaged(content), questions.contains(id), !answered.contains(id) else {
        continue
      }
      throw HandInProblem(
        .invalid,
        "\(file):\(line): this is no heading of the question \(id); write it as `## \(id)`")
    }
    for comment in text.comments {
      guard questions.contains(comment.id), comment.section != comment.id else { continue }
      let wrong =
        comment.section.map { "its answer would become part of that to \(OneLine.of($0))" }
        ?? "its answer would be lost"
      throw HandInProblem(
        .invalid,
        """
        \(file):\(comment.line): the heading above this comment is missing, so \(wrong); put the \
        line `## \(comment.id)` above it
        """)
    }
  }

  /// The id in a line that looks like a question's heading and is none: `### frozen (2 points)`,
  /// `##frozen`.
  private static func damaged(_ line: Substring) -> String? {
    let text = line.drop { $0 == " " }
    guard text.first == "#" else { return nil }
    let heading = "## " + text.drop { $0 == "#" || $0.isWhitespace }
    guard AnswersTemplate.isOwnHeading(heading[...]) else { return nil }
    return heading.split(separator: " ")[1].description
  }
}
