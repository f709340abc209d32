import Foundation

/// Replaces stretches of a file and leaves every other byte as it is, line ends and a byte order mark
/// included.
enum LineEdits {
  /// - Parameter edits: stretches of one line each, in the places of ``SourceText``, with what is to
  ///   stand there.
  /// - Returns: `nil` where a stretch lies outside the file.
  static func apply(_ edits: [(range: SourceRange, text: String)], to data: Data) -> Data? {
    var bytes = Array(data)
    let starts = lineStarts(of: bytes)
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      let (lower, upper) = (edit.range.lowerBound, edit.range.upperBound)
      guard lower.line == upper.line, starts.indices.contains(lower.line - 1),
        lower.column <= upper.column
      else { return nil }
      let start = starts[lower.line - 1]
      guard start + upper.column - 1 <= bytes.count else { return nil }
      bytes.replaceSubrange(
        (start + lower.column - 1)..<(start + upper.column - 1), with: Array(edit.text.utf8))
    }
    return Data(bytes)
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (index, byte) in bytes.enumerated() {
      let isReturn = byte == UInt8(ascii: "\r")
      let isFollowed = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\n") || (isReturn && !isFollowed) { starts.append(index + 1) }
    }
    return starts
  }
}
