import Foundation

/// A lesson file's text by lines, for reading places out of it and showing them in diagnostics.
package struct SourceText: Sendable, Equatable {
  /// The path as the user named it.
  package let file: String
  /// The lines, at least one, without their endings (LF, CR LF, CR) and without a byte order mark.
  package let lines: [String]

  package init(file: String, text: some StringProtocol) {
    self.file = file
    var lines: [String] = []
    var line: [UInt8] = []
    var afterReturn = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n"), afterReturn {
        afterReturn = false
        continue
      }
      afterReturn = byte == UInt8(ascii: "\r")
      if afterReturn || byte == UInt8(ascii: "\n") {
        lines.append(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
      } else {
        line.append(byte)
      }
    }
    lines.append(String(decoding: line, as: UTF8.self))
    if lines[0].unicodeScalars.first == "\u{FEFF}" { lines[0].unicodeScalars.removeFirst() }
    self.lines = lines
  }

  /// The text of a file that may not be UTF-8: what is not is shown as U+FFFD.
  package init(file: String, data: Data) {
    self.init(file: file, text: String(decoding: data, as: UTF8.self))
  }

  /// A line by its number from 1; empty where the file has none.
  package func line(_ number: Int) -> String {
    lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }

  /// A line's text, from its first character that is no space to its end.
  package func range(ofLine number: Int) -> SourceRange {
    let text = line(number).utf8
    let indent = text.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    let start = indent == text.count ? 0 : indent
    return SourceRange(
      SourceLocation(line: number, column: start + 1),
      SourceLocation(line: number, column: text.count + 1))
  }

  /// From the start of one line to the end of another.
  package func range(ofLines numbers: ClosedRange<Int>) -> SourceRange {
    SourceRange(
      range(ofLine: numbers.lowerBound).lowerBound, range(ofLine: numbers.upperBound).upperBound)
  }

  /// The first place of a text at or after `start`, on one line, up to and with line `last`.
  package func find(_ text: String, from start: SourceLocation, through last: Int) -> SourceRange? {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, start.line <= min(last, lines.count) else { return nil }
    for number in start.line...min(last, lines.count) {
      let bytes = Array(line(number).utf8)
      var offset = number == start.line ? start.column - 1 : 0
      while offset + wanted.count <= bytes.count {
        if bytes[offset] == wanted[0], bytes[offset..<offset + wanted.count].elementsEqual(wanted) {
          return SourceRange(
            SourceLocation(line: number, column: offset + 1),
            SourceLocation(line: number, column: offset + 1 + wanted.count))
        }
        offset += 1
      }
    }
    return nil
  }
}
