import Foundation
import Records

/// A comment at the end of a file that this program wrote, by which it can tell later that nobody has
/// changed the file since.
///
///     <!-- lesson 0.6.0 sha256:0123… beside:4567…,89ab… -->
///
/// A comment in Markdown, HTML and XML alike. `beside` has the digests of files that cannot hold a
/// comment and are written with this one; before and after, so that a stop between the two writes
/// leaves both known.
enum Seal {
  private static let opening = "<!-- lesson "

  /// The text with a seal.
  static func sealed(_ text: String, beside: [String] = []) -> String {
    let text = text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
    let rest = beside.isEmpty ? "" : " beside:" + beside.joined(separator: ",")
    let digest = digest(text, ProgramVersion.text, rest)
    return text + "\(opening)\(ProgramVersion.text) sha256:\(digest)\(rest) -->\n"
  }

  /// The digests of what was written beside a sealed text; `nil` where it has no seal, or is no longer
  /// what was sealed.
  static func beside(_ text: String) -> [String]? {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count >= 2, lines[lines.count - 1].isEmpty else { return nil }
    let line = String(decoding: lines[lines.count - 2], as: UTF8.self)
    guard line.hasPrefix(opening),
      let match = line.wholeMatch(
        of: /<!-- lesson (\S+) sha256:([0-9a-f]{64})( beside:([0-9a-f,]+))? -->/)
    else { return nil }
    let body = String(decoding: text.utf8.dropLast(line.utf8.count + 1), as: UTF8.self)
    let (version, rest) = (String(match.output.1), String(match.output.3 ?? ""))
    guard digest(body, version, rest) == match.output.2 else { return nil }
    return (match.output.4 ?? "").split(separator: ",").map(String.init)
  }

  private static func digest(_ text: String, _ version: String, _ rest: String) -> String {
    SHA256Digest.hex(of: text + version + rest)
  }
}
