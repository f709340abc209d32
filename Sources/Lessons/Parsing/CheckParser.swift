import Records

/// Reads the lines of an `expect` or a `check` fence.
///
///     body -> when? line*
///     when -> "when:" ("any" | "{" (name ":" value),* "}")
///     line -> path ":" constraint          (" #" starts a comment)
struct CheckParser {
  struct Body {
    var when = When.defaults
    var checks: [ParsedCheck] = []
    /// Whether every line could be read.
    var isWhole = true
  }

  /// One `key: value` line without its comment.
  struct Line {
    var key: Located<String>
    var value: Located<String>
  }

  /// What the lines say; `step` is that of an `expect` block, whose paths may leave it out.
  static func parse(
    _ lines: [String], firstLine: Int, step: String?, frontMatter: FrontMatter?,
    _ bag: inout DiagnosticBag
  ) -> Body {
    var body = Body()
    let entries = self.lines(lines, firstLine: firstLine, isWhole: &body.isWhole, &bag)
    for (index, line) in entries.enumerated() {
      if line.key.value == "when" {
        if index > 0 {
          bag.error(
            "when-not-first", at: line.key.range, "`when` stands before every other line")
          body.isWhole = false
        } else if let when = WhenParser.parse(line.value, frontMatter: frontMatter, &bag) {
          body.when = when
        } else {
          body.isWhole = false
        }
      } else if let check = check(line, step: step, &bag) {
        body.checks.append(check)
      } else {
        body.isWhole = false
      }
    }
    return body
  }

  private static func check(
    _ line: Line, step: String?, _ bag: inout DiagnosticBag
  ) -> ParsedCheck? {
    let constraint = constraint(line.value, &bag)
    guard let path = path(line.key.value, step: step) else {
      bag.error(
        "path-syntax", at: line.key.range, "`\(line.key.value)` is no path to a result",
        notes: [
          step == nil
            ? "write step.metric, such as `train-head.mean_loss[0]`"
            : "write a metric of this step, such as `mean_loss[0]`",
          "a name of other characters than letters, digits, `_` and `-` stands in quotation marks: "
            + "`held_out.classes.\"très bien\".recall`",
        ])
      return nil
    }
    guard let constraint else { return nil }
    return ParsedCheck(
      path: Located(path, at: line.key.range),
      constraint: Located(constraint, at: line.value.range), text: line.value.value)
  }

  private static func path(_ text: String, step: String?) -> ResultPath? {
    guard let step else {
      return ResultPath(text).flatMap { $0.components.isEmpty ? nil : $0 }
    }
    if let path = ResultPath(text), path.step == step, case .key? = path.components.first {
      return path
    }
    return ResultPath(text, inStep: step)
  }

  static func constraint(
    _ text: Located<String>, _ bag: inout DiagnosticBag
  ) -> Constraint? {
    switch ConstraintParser.parse(text.value) {
    case .success(let constraint): return constraint
    case .failure(let error):
      let start = text.range.lowerBound.advanced(by: error.offset)
      let length = min(error.length, max(0, text.value.utf8.count - error.offset))
      bag.error(
        "constraint-syntax", at: SourceRange(start, start.advanced(by: length)), error.message,
        notes: error.notes)
      return nil
    }
  }

  /// The lines that say something, split at their first colon.
  static func lines(
    _ lines: [String], firstLine: Int, isWhole: inout Bool, _ bag: inout DiagnosticBag
  ) -> [Line] {
    var entries: [Line] = []
    for (index, text) in lines.enumerated() {
      let bytes = Array(text.utf8)
      let content = trimmed(bytes, 0..<commentStart(in: bytes))
      guard !content.isEmpty else { continue }
      func located(_ range: Range<Int>) -> Located<String> {
        Located(
          String(decoding: bytes[range], as: UTF8.self),
          at: SourceRange(
            SourceLocation(line: firstLine + index, column: range.lowerBound + 1),
            SourceLocation(line: firstLine + index, column: range.upperBound + 1)))
      }
      let colons = content.filter { position in
        bytes[position] == UInt8(ascii: ":")
          && (position + 1 == content.upperBound || isSpace(bytes[position + 1]))
      }
      // One between quotation marks is part of a name.
      let colon =
        colons.first { colon in
          bytes[content.lowerBound..<colon].count { $0 == UInt8(ascii: "\"") } % 2 == 0
        } ?? colons.first
      guard let colon else {
        bag.error(
          "check-syntax", at: located(content).range, "a line here is `path: constraint`",
          notes: ["a space stands after the colon"])
        isWhole = false
        continue
      }
      entries.append(
        Line(
          key: located(trimmed(bytes, content.lowerBound..<colon)),
          value: located(trimmed(bytes, (colon + 1)..<content.upperBound))))
    }
    return entries
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, isSpace(bytes[lower]) { lower += 1 }
    while upper > lower, isSpace(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  /// Where a comment starts: at a `#` after a space that stands in no text and no regex.
  private static func commentStart(in bytes: [UInt8]) -> Int {
    var closer: UInt8?
    var escaped = false
    for (index, byte) in bytes.enumerated() {
      let startsWord = index == 0 || isSpace(bytes[index - 1])
      if escaped {
        escaped = false
      } else if let mark = closer {
        if byte == UInt8(ascii: "\\") { escaped = true }
        if byte == mark { closer = nil }
      } else if byte == UInt8(ascii: "\"") {
        closer = byte
      } else if byte == UInt8(ascii: "/"), startsWord || "[,".utf8.contains(bytes[index - 1]) {
        closer = byte
      } else if byte == UInt8(ascii: "#"), startsWord {
        return index
      }
    }
    return bytes.count
  }
}
