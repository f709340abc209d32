import Report

/// An answers file taken apart by its headings, `## low-loss (4 points)`, without losing a byte.
package struct AnswersText: Sendable {
  /// A heading and what stands under it.
  package struct Section: Sendable, Equatable {
    /// The heading's first word: a question's id, if the heading is one of a question.
    package var id: String
    /// The line of the heading, from 1.
    package var line: Int
    /// The heading's line with its ending.
    package var heading: String
    /// The text up to the next heading, as it is.
    package var body: String
  }

  static let removedHeading = AnswersTemplate.removedHeading

  /// What stands before the first heading.
  package var preamble = ""
  package var sections: [Section] = []
  /// The line of ``removedHeading`` with what follows it, and the sections below.
  package var removedPreamble = ""
  package var removed: [Section] = []
  /// The line of a fence that nothing closes, so that all headings below it are code.
  let unclosedFence: Int?
  /// The line of a question's comment that nothing ends, so that all below it is comment.
  let unclosedComment: Int?
  /// The comments of questions, each with the heading it stands under.
  private(set) var comments: [Comment] = []
  /// The lines of answers that are no code, from the first line of the file on.
  private(set) var texts: [(line: Int, content: Substring)] = []

  /// Lines of code that read as the headings that we write.
  private(set) var headingsInCode: [(line: Int, id: String)] = []

  /// A comment that tells what the question `id` asks.
  struct Comment: Sendable, Equatable {
    var id: String
    var line: Int
    /// The id in the heading above it; `nil` above the first heading.
    var section: String?
    /// Whether something was typed into it, or behind its end on the same line.
    var isAltered: Bool
  }

  package init(_ text: String) {
    let lines = Self.lines(of: text)
    let kinds = AnswersLines(lines)
    unclosedFence = kinds.unclosedFence.map { $0 + 1 }
    unclosedComment = kinds.unclosedComment.map { $0 + 1 }
    var isRemoved = false
    for (index, (line, kind)) in zip(lines, kinds.kinds).enumerated() {
      let content = Self.content(of: line)
      if case .comment(let id) = kind, !isRemoved, index == 0 || kinds.kinds[index - 1] != kind {
        comments.append(
          Comment(
            id: id, line: index + 1, section: sections.last?.id,
            isAltered: kinds.alteredComments.contains(index)))
      }
      if kind == .code, !isRemoved, AnswersTemplate.isOwnHeading(content),
        content.hasPrefix("## ")
      {
        headingsInCode.append((index + 1, String(content.split(separator: " ")[1])))
      }
      if kind == .text, content.hasPrefix("## ") {
        let id = content.dropFirst(3).split(separator: " ").first.map(String.init) ?? ""
        let section = Section(id: id, line: index + 1, heading: String(line), body: "")
        if isRemoved { removed.append(section) } else { sections.append(section) }
      } else if kind == .text, !isRemoved, content == Self.removedHeading {
        isRemoved = true
        removedPreamble = String(line)
      } else {
        if kind == .text, !isRemoved { texts.append((index + 1, content)) }
        append(line, isRemoved: isRemoved)
      }
    }
  }

  private mutating func append(_ line: Substring, isRemoved: Bool) {
    switch (isRemoved, sections.isEmpty, removed.isEmpty) {
    case (false, true, _): preamble += line
    case (false, false, _): sections[sections.count - 1].body += line
    case (true, _, true): removedPreamble += line
    case (true, _, false): removed[removed.count - 1].body += line
    }
  }

  /// The file's text; of one that was only taken apart, byte for byte what it was.
  package var text: String {
    preamble + sections.map { $0.heading + $0.body }.joined() + removedPreamble
      + removed.map { $0.heading + $0.body }.joined()
  }

  /// The ending of the file's lines: that of its first.
  var newline: String { text.firstLineEnds(with: "\r\n") ? "\r\n" : "\n" }

  /// Lines with their endings: a line feed, or a return and a line feed.
  static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.startIndex
    var position = start
    let bytes = text.utf8
    while position < bytes.endIndex {
      let next = bytes.index(after: position)
      if bytes[position] == UInt8(ascii: "\n") {
        lines.append(text[start..<next])
        start = next
      }
      position = next
    }
    if start < text.endIndex { lines.append(text[start...]) }
    return lines
  }

  /// A line without its ending, and without a byte order mark.
  static func content(of line: Substring) -> Substring {
    var content = line.unicodeScalars[...]
    while let last = content.last, last == "\n" || last == "\r" { content.removeLast() }
    if content.first == "\u{FEFF}" { content.removeFirst() }
    return Substring(content)
  }
}

extension String {
  fileprivate func firstLineEnds(with text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let end = utf8.firstIndex(of: UInt8(ascii: "\n")) else { return false }
    return utf8[...end].suffix(wanted.count).elementsEqual(wanted)
  }
}
