import Lessons
import Records

/// What the hand-out writes into an answers file for a student to fill in.
public struct AnswersTemplate: Sendable, Equatable {
  /// What a question asks for.
  public enum Kind: Sendable { case text, value, choice }

  /// A question of the lesson, as far as an answers file shows it.
  public struct Question: Sendable, Equatable {
    public var id: String
    public var points: Double?
    /// How the question starts, on one line.
    public var start: String
    public var kind: Kind
  }

  public var lesson: String
  public var title: String
  public var questions: [Question]

  /// The questions of a lesson; `answers` tell which of them ask for a value or a choice.
  public init(_ lesson: ParsedLesson, answers: [ParsedAnswer] = []) {
    self.lesson = lesson.frontMatter.id.value
    title = OneLine.of(lesson.frontMatter.title.value)
    questions = lesson.blocks.compactMap { block in
      guard case .question(let question) = block else { return nil }
      let answer = answers.first { $0.id.value == question.id.value }
      let kind: Kind =
        switch answer?.selfCheck.first {
        case .value: .value
        case .choice: .choice
        case nil: .text
        }
      return Question(
        id: question.id.value, points: question.points,
        start: Self.start(of: question.content), kind: kind)
    }
  }

  /// The beginning of a new file.
  var preamble: String {
    """
    # Answers to lesson \(lesson): \(title)

    <!-- Write under each heading and leave the headings as they are. Then:
         lesson report \(lesson) --student "Your name" --id NUMBER --answers \(lesson).answers.md -->


    """
  }

  static func heading(of question: Question) -> String {
    guard let points = question.points else { return "## \(question.id)" }
    let count = CanonicalJSON.number(points)
    return "## \(question.id) (\(count) \(points == 1 ? "point" : "points"))"
  }

  /// The line that says what the question is; readers of the file skip it.
  static func comment(of question: Question) -> String { "\(commentStart)\(question.start) -->" }

  private static let commentStart = "<!-- question: "

  /// Whether a line is one of ours.
  static func isComment(_ line: Substring) -> Bool {
    line.hasPrefix(commentStart) && line.hasSuffix("-->")
  }

  /// Whether a heading is one that we write: nothing but an id and points.
  static func isOwnHeading(_ heading: Substring) -> Bool {
    let words = heading.split(separator: " ")
    guard words.count > 2 else { return words.count == 2 }
    return words.count == 4 && words[2].hasPrefix("(")
      && ["point)", "points)"].contains(words[3]) && Double(words[2].dropFirst()) != nil
  }

  /// What stands for an answer that is not there yet.
  static let blanks = ["value:", "choice:"]

  /// The lines under a new heading.
  static func body(of question: Question) -> [String] {
    switch question.kind {
    case .text: [comment(of: question), "", "", ""]
    case .value: [comment(of: question), "", blanks[0], ""]
    case .choice: [comment(of: question), "", blanks[1], ""]
    }
  }

  /// How a question starts: its first paragraph, cut, in characters that end no comment.
  private static func start(of content: [MarkupBlock]) -> String {
    let text = MarkupText.firstParagraph(of: content)
    return OneLine.of(text, limit: 160).replacing("--", with: "–").replacing(">", with: "›")
  }
}

/// A lesson's prose as plain text.
enum MarkupText {
  static func firstParagraph(of blocks: [MarkupBlock]) -> String {
    for case .paragraph(let content) in blocks { return text(of: content) }
    return text(of: blocks)
  }

  static func text(of blocks: [MarkupBlock]) -> String {
    blocks.map { block in
      switch block {
      case .heading(_, let content), .paragraph(let content): text(of: content)
      case .list(_, _, let items): items.map { text(of: $0) }.joined(separator: "\n")
      case .quote(let content): text(of: content)
      case .code(_, let text): text
      case .thematicBreak: ""
      }
    }.joined(separator: "\n")
  }

  static func text(of inlines: [MarkupInline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let content), .strong(let content), .link(_, _, let content),
        .image(_, _, let content):
        text(of: content)
      case .softBreak, .lineBreak: "\n"
      }
    }.joined()
  }
}
