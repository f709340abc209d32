/// Lines of bytes, which end in LF, CR LF or CR.
public enum LineEnds {
  /// How many lines end within some bytes.
  public static func count(_ bytes: some Sequence<UInt8>) -> Int {
    var count = 0
    var afterReturn = false
    for byte in bytes {
      let isReturn = byte == UInt8(ascii: "\r")
      if isReturn || byte == UInt8(ascii: "\n") && !afterReturn { count += 1 }
      afterReturn = isReturn
    }
    return count
  }

  /// How many bytes stand before the last line, which may be empty.
  static func lastStart(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
    let last = bytes.lastIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return last.map { $0 + 1 } ?? bytes.startIndex
  }
}
