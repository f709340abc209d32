/// A list in a constraint as it is written, taken apart so that it can be put together again:
/// `[0.5,  "a, b"] ± 1e-4`.
struct ListText: Equatable {
  struct Item: Equatable {
    /// Spaces before and after it.
    var lead: String
    var text: String
    var trail: String
  }

  var items: [Item]
  /// What stands between the closing bracket and the tail.
  private var gap: String
  /// What stands after the closing bracket: a tolerance, or nothing.
  var tail: String

  var text: String {
    let inner = items.map { $0.lead + $0.text + $0.trail }.joined(separator: ",")
    return "[\(inner)]\(gap)\(tail)"
  }

  /// `nil` where the text is no list.
  ///
  /// Commas and brackets in texts and patterns count for nothing.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "[") else { return nil }
    var pieces: [String] = []
    var (depth, start) = (0, 1)
    var quote: UInt8?
    var isEscaped = false
    var end: Int?
    func piece(to index: Int) -> String { String(decoding: bytes[start..<index], as: UTF8.self) }
    for (index, byte) in bytes.enumerated() {
      if isEscaped {
        isEscaped = false
      } else if let mark = quote {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == mark { quote = nil }
      } else {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "/"): quote = byte
        case UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ",") where depth == 1:
          pieces.append(piece(to: index))
          start = index + 1
        default: break
        }
      }
      if depth == 0 {
        pieces.append(piece(to: index))
        end = index
        break
      }
    }
    guard let end else { return nil }
    let rest = String(decoding: bytes[(end + 1)...], as: UTF8.self)
    gap = String(rest.prefix { $0.isWhitespace })
    tail = String(rest.dropFirst(gap.count))
    items = pieces.map(Self.item)
    if items.count == 1, items[0].text.isEmpty { items = [] }
  }

  private static func item(_ text: String) -> Item {
    let lead = text.prefix { $0.isWhitespace }
    let core = text.dropFirst(lead.count)
    let trail = String(core.reversed().prefix { $0.isWhitespace })
    return Item(
      lead: String(lead), text: String(core.dropLast(trail.count)), trail: trail)
  }
}
