/// What stands between the fields of a table.
enum CSVSeparator {
  /// The separators that tables come with, the usual one first.
  private static let known = ",;\t".utf8

  /// The separator, and where the first record begins: after a line `sep=;`, which names it.
  static func find(
    in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> (separator: UInt8, start: Int) {
    let rest = bytes[start...]
    let marked = rest.dropFirst(4)
    if rest.starts(with: "sep=".utf8), let named = marked.first, known.contains(named),
      let end = marked.dropFirst().first, end == UInt8(ascii: "\n") || end == UInt8(ascii: "\r")
    {
      return (named, start + 5)
    }
    return (mostFrequent(in: firstLine(of: rest)), start)
  }

  /// The one that stands most often in a line, quoted fields aside; of equal ones, the first.
  private static func mostFrequent(in line: some Sequence<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, known.contains(byte) { counts[byte, default: 0] += 1 }
    }
    var best = UInt8(ascii: ",")
    for byte in known where counts[byte, default: 0] > counts[best, default: 0] { best = byte }
    return best
  }

  /// The first line that is not empty; a line end between quotes is part of it.
  private static func firstLine(
    of bytes: Slice<UnsafeRawBufferPointer>
  ) -> some Sequence<UInt8> {
    var isQuoted = false
    return bytes.drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.prefix { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return isQuoted || byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r")
    }
  }
}
