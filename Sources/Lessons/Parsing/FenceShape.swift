/// A fenced block as it stands in the file: what libcmark does not tell of it.
struct FenceShape {
  /// How the fence is made: three or more backticks or tildes.
  let mark: UInt8
  let length: Int
  /// Whether a closing line is there; CommonMark lets a fence run to the end of the file.
  let isClosed: Bool
  /// The numbers of the body's lines.
  let body: Range<Int>
  /// The words after the opening marks.
  let info: [Located<String>]
  let range: SourceRange
  /// The opening line.
  let opening: SourceRange

  init(_ block: MarkdownBlock, in source: SourceText) {
    let line = source.line(block.lines.lowerBound)
    let rest = line.utf8.dropFirst(block.column - 1)
    mark = rest.first ?? UInt8(ascii: "`")
    let mark = mark
    length = rest.prefix { $0 == mark }.count
    let last = block.lines.upperBound
    isClosed =
      last > block.lines.lowerBound && Self.closes(source.line(last), mark: mark, length: length)
    body =
      (block.lines.lowerBound + 1)..<max(block.lines.lowerBound + 1, isClosed ? last : last + 1)
    info = DirectiveHeader.words(
      of: Substring(rest.dropFirst(length)),
      at: SourceLocation(line: block.lines.lowerBound, column: block.column + length))
    range = source.range(ofLines: block.lines)
    opening = source.range(ofLine: block.lines.lowerBound)
  }

  /// Whether a line closes a fence, behind the marks of a quote it may stand in.
  private static func closes(_ line: String, mark: UInt8, length: Int) -> Bool {
    var bytes = line.utf8.reversed().drop { $0 == 0x20 || $0 == 0x09 }
    let count = bytes.prefix { $0 == mark }.count
    bytes = bytes.dropFirst(count)
    return count >= length && bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x3E }
  }

  /// Says what CommonMark passes over: a fence without its end, or one that swallowed another.
  ///
  /// - Returns: whether the fence is sound, so that its body can be read.
  func check(_ source: SourceText, _ bag: inout DiagnosticBag) -> Bool {
    for number in body {
      let line = source.line(number).utf8.drop { $0 == 0x20 }
      let marks = line.prefix { $0 == mark }.count
      let info = line.dropFirst(marks).drop { $0 == 0x20 }
      guard marks >= length, let first = info.first, first != mark,
        mark != UInt8(ascii: "`") || !info.contains(mark)
      else { continue }
      bag.error(
        "fence-in-fence", at: source.range(ofLine: number),
        "a fence opens here inside the one of line \(opening.lowerBound.line)",
        notes: ["close that one first, or give it a longer fence than any inside it"], losing: true)
      return false
    }
    if !isClosed {
      bag.error(
        "unclosed-fence", at: opening, "the fence has no closing line",
        notes: [
          "a line of \(length) or more of the same marks closes it; a body that holds such a line "
            + "needs a longer fence"
        ], losing: true)
    }
    return isClosed
  }

  /// Says what is wrong with an info string that is no directive's but may have been meant to be.
  func checkNearMiss(_ bag: inout DiagnosticBag) {
    guard let first = info.first, let last = info.last else { return }
    let near = DirectiveKind.nearMiss(first.value, of: DirectiveKind.fences)
    if info.count > 1 {
      bag.error(
        "unknown-directive", at: SourceRange(first.range.lowerBound, last.range.upperBound),
        "`\(first.value)` is no directive, and a language is a single word",
        notes: near.map { ["did you mean `\($0.rawValue)`?"] } ?? [
          "the directives are "
            + DirectiveKind.fences.map { "`\($0.usage.drop { $0 == "`" })`" }
            .joined(separator: ", ")
        ], losing: near != nil)
    } else if let near {
      bag.error(
        "unknown-directive", at: first.range, "`\(first.value)` is no directive",
        notes: ["did you mean `\(near.rawValue)`? write \(near.usage)"], losing: true)
    }
  }
}
