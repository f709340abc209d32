/// Damages an input: bytes flipped, pieces cut, moved, doubled, and put in from a list of what
/// parsers trip over.
struct Mutator {
  var random: RandomStream

  private static let sizeLimit = 64 << 10

  private static let pieces: [[UInt8]] =
    [
      "```", "```step x\n", "```expect x\n", "~~~", "<!--", "-->", "<!-- end -->",
      "<!-- question a -->\n", "<!-- lesson: ok -->", "---\n", "\n", "\n\n", "\r\n", "\r", "[", "]",
      "{", "}", "\"", "'", "\\", "&a ", "*a", "!!int ", "? ", ": ", "- ", "#", "> ", "\t", "\u{0}",
      "\u{1B}[2J", "\u{2028}", "\u{FEFF}", "\u{202E}", "é", "e\u{301}", "🙂", "{{", "}}",
      "{{a.b[0]:.4f}}", "![x](y.png)", "[a](javascript:x)", "|", "±", "+-", "..", "<=",
      "/(a+)+$/", "1e999", "-0.0", "99999999999999999999", "0x1p4", "nan", "$a", "$$", "<b>", "`",
      "\\ud800", "\\u0000", "null", "true", "[[[[[[[[", "{\"a\":", "sha256:", "## a\n", ",", ";",
      "\"\"", "=1+1", "-1", "when: any\n", "when: {seed: 1}\n", "= a.b", "value: 1\n",
    ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF]]

  /// The input with one to eight things done to it; `other` is an input of the same kind that parts
  /// may come from.
  mutating func mutated(_ input: [UInt8], other: [UInt8]) -> [UInt8] {
    var bytes = input
    for _ in 0...random.below(8) { change(&bytes, other: other) }
    return Array(bytes.prefix(Self.sizeLimit))
  }

  private mutating func change(_ bytes: inout [UInt8], other: [UInt8]) {
    guard !bytes.isEmpty else {
      bytes = Self.pieces[random.below(Self.pieces.count)]
      return
    }
    let at = random.below(bytes.count)
    switch random.below(9) {
    case 0: bytes[at] ^= 1 << UInt8(random.below(8))
    case 1: bytes[at] = UInt8(random.below(256))
    case 2: bytes.removeSubrange(range(at, 40, bytes))
    case 3: bytes.insert(contentsOf: Array(bytes[range(at, 100, bytes)]), at: at)
    case 4:
      let piece = Array(bytes[range(at, 200, bytes)])
      bytes.insert(contentsOf: piece, at: random.below(bytes.count))
    case 5 where !other.isEmpty:
      let from = random.below(other.count)
      bytes.insert(contentsOf: other[range(from, 200, other)], at: at)
    case 6: repeatPiece(&bytes, at: at)
    case 7: bytes.removeSubrange(at...)
    default: bytes.insert(contentsOf: Self.pieces[random.below(Self.pieces.count)], at: at)
    }
  }

  /// What costs a parser more than its length is most often one thing many times.
  private mutating func repeatPiece(_ bytes: inout [UInt8], at: Int) {
    let piece = Self.pieces[random.below(Self.pieces.count)]
    let count = 1 << random.below(9)
    bytes.insert(contentsOf: Array(repeating: piece, count: count).joined(), at: at)
  }

  private mutating func range(_ start: Int, _ longest: Int, _ bytes: [UInt8]) -> Range<Int> {
    start..<min(bytes.count, start + 1 + random.below(longest))
  }
}
