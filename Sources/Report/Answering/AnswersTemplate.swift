import Records

/// What an answers file holds before a student writes in it: a heading and a line for each question.
///
/// `lesson student` writes it, and so does a report's page, with what was typed in it.
package struct AnswersTemplate: Sendable, Equatable {
  /// A question of the lesson, as far as an answers file shows it.
  package struct Question: Sendable, Equatable {
    package var id: String
    package var points: Double?
    /// What is asked, line by line, in characters that end no comment.
    package var lines: [String]
    package var asks: QuestionBlock.Asks?

    /// - Parameter content: the question's prose, kept whole, without its markup.
    package init(
      id: String, points: Double?, asks: QuestionBlock.Asks? = nil, content: [MarkupBlock]
    ) {
      (self.id, self.points, self.asks) = (id, points, asks)
      lines = QuestionText.lines(of: content)
    }

    /// The letters among which it asks to choose: those that begin the items of its list, `- a: …`.
    var options: [String] {
      guard asks == .choice else { return [] }
      return lines.compactMap { line in
        line.firstMatch(of: /^[-*] ([A-Za-z])[:.)]/).map { String($0.1) }
      }
    }

    init(_ question: QuestionBlock) {
      self.init(
        id: question.id, points: question.points, asks: question.asks, content: question.content)
    }
  }

  package var lesson: String
  package var title: String
  package var questions: [Question]

  package init(lesson: String, title: String, questions: [Question]) {
    (self.lesson, self.questions) = (lesson, questions)
    self.title = OneLine.of(title)
  }

  /// The questions of a run's lesson.
  package init(_ record: RunRecord) {
    self.init(
      lesson: record.lesson.id, title: record.lesson.title,
      questions: record.questions.map(Question.init))
  }

  /// The file's name.
  package var file: String { "\(lesson).answers.md" }

  /// What to type when the answers are written.
  var command: String {
    "lesson report \(lesson) --student \"Your name\" --id NUMBER --answers \(file)"
  }

  /// The beginning of a new file.
  package var preamble: String {
    """
    # Answers to lesson \(lesson): \(title)

    <!-- Write below each question, and leave headings and questions as they are. Then, with
         ./lesson in a clone:
         \(command) -->


    """
  }

  package static func heading(of question: Question) -> String {
    guard let points = question.points else { return "## \(question.id)" }
    let count = CanonicalJSON.number(points)
    return "## \(question.id) (\(count) \(points == 1 ? "point" : "points"))"
  }

  /// The lines that say what is asked; readers of the file skip them.
  ///
  /// The first holds a digest of the others, so that nothing typed among them is skipped too.
  package static func comment(of question: Question) -> [String] {
    let rest = question.lines + [commentEnd]
    return ["\(commentStart)\(question.id) \(digest(ofComment: rest)):"] + rest
  }

  package static let commentStart = "<!-- question "
  package static let commentEnd = "-->"

  /// Whether a comment ends in a line, whatever combines with its end.
  package static func endsComment(_ line: Substring) -> Bool {
    line.unicodeScalars.contains(commentEnd.unicodeScalars)
  }

  /// The question whose comment starts with a line, and its digest, empty where that is gone; `nil`
  /// where no comment starts.
  package static func question(ofComment line: Substring) -> (id: String, digest: String)? {
    let line = trimmed(line)
    guard line.hasPrefix(commentStart), line.hasSuffix(":") else { return nil }
    let words = line.dropFirst(commentStart.count).dropLast()
      .split(separator: " ", omittingEmptySubsequences: false)
    guard (1...2).contains(words.count), words.allSatisfy({ !$0.isEmpty }) else { return nil }
    return (String(words[0]), words.count == 2 ? String(words[1]) : "")
  }

  /// Eight digits over the lines of a comment below its first, white space at their ends apart.
  package static func digest(ofComment lines: [some StringProtocol]) -> String {
    let text = lines.map { trimmed(Substring($0)) }.joined(separator: "\n")
    return String(SHA256Digest.hex(of: text).prefix(8))
  }

  private static func trimmed(_ line: Substring) -> Substring {
    var line = line
    while line.last?.isWhitespace == true { line.removeLast() }
    return line
  }

  /// The heading under which the answers to questions are kept that the lesson no longer has.
  package static let removedHeading = "# Questions that the lesson no longer has"

  /// Whether a heading is one that we write: nothing but an id and points.
  package static func isOwnHeading(_ heading: Substring) -> Bool {
    let words = heading.split(separator: " ")
    guard words.count > 2 else { return words.count == 2 }
    return words.count == 4 && words[2].hasPrefix("(")
      && ["point)", "points)"].contains(words[3]) && Double(words[2].dropFirst()) != nil
  }

  /// What stands for an answer that is not there yet.
  package static let blanks = ["value:", "choice:"]

  /// What stands for an answer to a question that is not there yet.
  static func blank(of question: Question) -> String {
    switch question.asks {
    case .number: blanks[0]
    case .choice: blanks[1]
    case nil: ""
    }
  }

  /// The lines under a new heading.
  package static func body(of question: Question) -> [String] {
    comment(of: question) + ["", blank(of: question), ""]
  }
}
