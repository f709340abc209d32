import Records

/// A question's prose as lines without markup, for a comment in an answers file.
enum QuestionText {
  /// The lines as the lesson breaks them, with an empty one between paragraphs.
  static func lines(of content: [MarkupBlock]) -> [String] {
    text(of: content).split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
      // What would end the comment looks the same and does not.
      VisibleText.of(String(line)).replacingScalars("-->", with: "--›")
        .replacingScalars("--!>", with: "--!›")
    }
  }

  private static func text(of blocks: [MarkupBlock]) -> String {
    blocks.map { block in
      switch block {
      case .list(let ordered, let start, let items):
        items.enumerated().map { index, item in
          let mark = ordered ? "\(start &+ index). " : "- "
          let indent = "\n" + String(repeating: " ", count: mark.count)
          return mark + text(of: item).replacing("\n", with: indent)
        }.joined(separator: "\n")
      case .quote(let content): text(of: content)
      case .heading, .paragraph, .code, .thematicBreak: MarkupText.text(of: [block])
      }
    }.joined(separator: "\n\n").trimmed
  }
}

extension String {
  /// Without line ends around it.
  fileprivate var trimmed: String {
    String(drop(while: \.isNewline).reversed().drop(while: \.isNewline).reversed())
  }
}
