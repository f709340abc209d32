/// What mail and version control do to a text on its way.
enum Transport {
  /// A text without a byte order mark, with line feeds alone.
  static func undone(_ text: String) -> String {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard bytes.contains(0x0D) else { return String(decoding: bytes, as: UTF8.self) }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
      kept.append(byte)
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
