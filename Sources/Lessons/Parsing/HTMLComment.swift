import Base

/// An HTML comment in raw HTML, looked at for a directive.
struct HTMLComment {
  /// The text between `<!--` and `-->`.
  var text: Substring
  /// Whether `-->` is there.
  var isClosed: Bool

  /// The comments in a piece of raw HTML, and what is left without them.
  static func split(_ html: String) -> (comments: [HTMLComment], rest: String) {
    var comments: [HTMLComment] = []
    var kept: [UInt8] = []
    let bytes = Array(html.utf8)
    var index = 0
    while index < bytes.count {
      guard bytes[index...].starts(with: "<!--".utf8) else {
        kept.append(bytes[index])
        index += 1
        continue
      }
      var end = index + 4
      while end < bytes.count, !bytes[end...].starts(with: "-->".utf8) { end += 1 }
      let text = String(decoding: bytes[(index + 4)..<end], as: UTF8.self)
      comments.append(HTMLComment(text: Substring(text), isClosed: end < bytes.count))
      index = min(bytes.count, end + 3)
    }
    return (comments, String(decoding: kept, as: UTF8.self))
  }

  var words: [Substring] { text.split { $0 == " " || $0 == "\t" || $0 == "\n" } }

  /// The directive that the first word names.
  var directive: DirectiveKind? { words.first.flatMap { DirectiveKind(rawValue: String($0)) } }

  /// The directive that was probably meant: a misspelt word in the shape of a directive, which an
  /// ordinary remark does not have.
  var nearMiss: DirectiveKind? {
    let words = words
    guard let first = words.first, directive == nil, !first.hasSuffix(":") else { return nil }
    let bare = words.dropFirst().filter { !$0.contains("=") }
    guard bare.count <= 1,
      let near = DirectiveKind.nearMiss(String(first), of: DirectiveKind.comments)
    else { return nil }
    let distance = NearestName.distance(String(first), near.rawValue, limit: 2) ?? 0
    guard distance < 2 || near.rawValue.count > 4 else { return nil }
    return near
  }
}
