/// What mail, editors and version control do to a text on its way.
enum Transport {
  /// A text without a byte order mark, with line feeds alone, of which one is at its end.
  static func undone(_ text: String) -> String {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count + 1)
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0D {
        let isPair = index + 1 < bytes.count && bytes[index + 1] == 0x0A
        if !isPair { kept.append(0x0A) }
      } else {
        kept.append(byte)
      }
    }
    while kept.last == 0x0A { kept.removeLast() }
    kept.append(0x0A)
    return String(decoding: kept, as: UTF8.self)
  }
}
