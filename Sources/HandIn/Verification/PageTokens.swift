/// A page cut at its tags: all other `<` are escaped in it, so this sees what a browser sees.
struct PageTokens {
  enum Kind { case tag, text }

  struct Token {
    var kind: Kind
    var bytes: ArraySlice<UInt8>

    /// The token's text; that of a text with the escapes undone.
    var text: String {
      let text = String(decoding: bytes, as: UTF8.self)
      guard kind == .text, text.contains("&") else { return text }
      return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
        .replacing("&amp;", with: "&")
    }
  }

  private(set) var tokens: [Token] = []

  init(_ page: String) {
    let bytes = Array(page.utf8)
    var start = 0
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "<") {
        add(.text, bytes[start..<position])
        start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ">") { position += 1 }
        position = min(position + 1, bytes.count)
        add(.tag, bytes[start..<position])
        start = position
      } else {
        position += 1
      }
    }
    add(.text, bytes[start...])
  }

  private mutating func add(_ kind: Kind, _ bytes: ArraySlice<UInt8>) {
    if !bytes.isEmpty { tokens.append(Token(kind: kind, bytes: bytes)) }
  }
}
