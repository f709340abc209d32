import Records
import Report

/// Finds what would let one question's answer flow into another's or get lost: a heading that was
/// damaged or deleted, a comment or a block of code that does not end, text within a comment.
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
    if let line = text.unclosedFence, let lost = questions.first(where: { !answered.contains($0) })
    {
      throw HandInProblem(
        .invalid,
        """
        \(file):\(line): a block of code starts here and never ends, so the heading of \(lost) \
        would be part of it; end it with a line of the same marks
        """)
    }
    for (line, id) in text.headingsInCode where questions.contains(id) && !answered.contains(id) {
      throw HandInProblem(
        .invalid,
        """
        \(file):\(line): this heading is part of a block of code, and so would the answer to \(id) \
        be; end the block above it with a line of the marks that it starts with
        """)
    }
    try checkComments(text, file)
    for (line, content) in text.texts {
      guard let id = damaged(content), questions.contains(id), !answered.contains(id) else {
        continue
      }
      throw HandInProblem(
        .invalid,
        "\(file):\(line): this is no heading of the question \(id); write it as `## \(id)`")
    }
    if let comment = text.comments.first(where: \.isAltered) {
      throw HandInProblem(
        .invalid,
        """
        \(file):\(comment.line): the comment that says what \(OneLine.of(comment.id)) asks is not \
        as it was; write below its last line, `-->`, and leave the comment as it is or delete it all
        """)
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

  /// Comments of which only a part is left, which would count as text.
  private static func checkComments(_ text: AnswersText, _ file: String) throws(HandInProblem) {
    // A student's own comment may end anywhere.
    var isOpen = false
    for (line, content) in text.texts {
      if content.hasPrefix(AnswersTemplate.commentStart) {
        throw HandInProblem(
          .invalid,
          "\(file):\(line): what the question asks was changed here; delete this comment")
      }
      if content == AnswersTemplate.commentEnd, !isOpen {
        throw HandInProblem(
          .invalid,
          """
          \(file):\(line): this ends a comment that has lost its start, `<!-- question`; delete what \
          is left of the question, this line too
          """)
      }
      if AnswersTemplate.endsComment(content) {
        isOpen = false
      } else if content.contains("<!--") {
        isOpen = true
      }
    }
  }

  /// The first line above the answers, from 1, that is no heading, no comment and not empty.
  static func firstText(of preamble: String) -> Int? {
    var isComment = false
    for (index, line) in AnswersText.lines(of: preamble).enumerated() {
      let content = AnswersText.content(of: line)
      if !isComment, content.hasPrefix("<!--") { isComment = true }
      if isComment {
        if AnswersTemplate.endsComment(content) { isComment = false }
      } else if !content.hasPrefix("# "), !content.allSatisfy(\.isWhitespace) {
        return index + 1
      }
    }
    return nil
  }

  /// The id in a line that looks like a question's heading and is none: `### frozen (2 points)`,
  /// `##frozen`, `**frozen (2 points)**`.
  private static func damaged(_ line: Substring) -> String? {
    let text = String(line).withoutIgnorables.drop { $0 == " " }
    let words = text.drop { !$0.isLetter && !$0.isNumber }
    let heading = "## " + words.prefix { !"*_`".contains($0) }
    guard AnswersTemplate.isOwnHeading(heading[...]),
      // One word alone may be anything, unless it is made a heading.
      text.unicodeScalars.first == "#" || heading.hasSuffix(")")
    else { return nil }
    return heading.split(separator: " ")[1].description
  }
}
