import Report

/// An answers file taken apart by its headings, `## low-loss (4 points)`, without losing a byte.
public struct AnswersText: Sendable, Equatable {
  /// A heading and what stands under it.
  public struct Section: Sendable, Equatable {
    /// The heading's first word: a question's id, if the heading is one of a question.
    public var id: String
    /// The line of the heading, from 1.
    public var line: Int
    /// The heading's line with its ending.
    public var heading: String
    /// The text up to the next heading, as it is.
    public var body: String
  }

  static let removedHeading = AnswersTemplate.removedHeading

  /// What stands before the first heading.
  public var preamble = ""
  public var sections: [Section] = []
  /// The line of ``removedHeading`` with what follows it, and the sections below.
  public var removedPreamble = ""
  public var removed: [Section] = []
  /// The line of a fence that nothing closes, so that all headings below it are code.
  private(set) var unclosedFence: Int?

  public init(_ text: String) {
    var isRemoved = false
    var fence: Fence?
    for (index, line) in Self.lines(of: text).enumerated() {
      let content = Self.content(of: line)
      let wasOpen = fence != nil
      fence = Fence.after(content, open: fence)
      if !wasOpen, fence != nil { unclosedFence = index + 1 }
      if fence == nil, content.hasPrefix("## ") {
        let id = content.dropFirst(3).split(separator: " ").first.map(String.init) ?? ""
        let section = Section(id: id, line: index + 1, heading: String(line), body: "")
        if isRemoved { removed.append(section) } else { sections.append(section) }
      } else if fence == nil, !isRemoved, content == Self.removedHeading {
        isRemoved = true
        removedPreamble = String(line)
      } else {
        append(line, isRemoved: isRemoved)
      }
    }
    if fence == nil { unclosedFence = nil }
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
  public var text: String {
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

/// A fence of a code block that is open: a heading within is code.
struct Fence {
  private var mark: Character
  private var count: Int

  /// The fence that a line leaves open, as CommonMark has it.
  static func after(_ line: Substring, open: Fence?) -> Fence? {
    let text = line.drop { $0 == " " }
    guard let mark = text.first, mark == "`" || mark == "~" else { return open }
    let count = text.prefix { $0 == mark }.count
    let rest = text.dropFirst(count)
    guard let open else {
      let opens = count >= 3 && (mark == "~" || !rest.contains("`"))
      return opens ? Fence(mark: mark, count: count) : nil
    }
    let closes = open.mark == mark && count >= open.count && rest.allSatisfy(\.isWhitespace)
    return closes ? nil : open
  }
}

extension String {
  fileprivate func firstLineEnds(with text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let end = utf8.firstIndex(of: UInt8(ascii: "\n")) else { return false }
    return utf8[...end].suffix(wanted.count).elementsEqual(wanted)
  }
}
