import Records

/// A comment at the end of a script that this program wrote, by which it can tell later that nobody has
/// changed it since.
///
///     # lesson 0.6.0 sha256:0123…
enum ScriptSeal {
  private static let opening = "# lesson "

  /// The text with a seal.
  static func sealed(_ text: String) -> String {
    "\(text)\(opening)\(ProgramVersion.text) sha256:\(digest(text, ProgramVersion.text))\n"
  }

  /// Whether a text ends in the seal of all before it.
  static func isUnchanged(_ text: String) -> Bool {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count >= 2, lines[lines.count - 1].isEmpty else { return false }
    let line = String(decoding: lines[lines.count - 2], as: UTF8.self)
    guard line.hasPrefix(opening),
      let match = line.wholeMatch(of: /# lesson (\S+) sha256:([0-9a-f]{64})/)
    else { return false }
    let body = String(decoding: text.utf8.dropLast(line.utf8.count + 1), as: UTF8.self)
    return digest(body, String(match.output.1)) == match.output.2
  }

  private static func digest(_ text: String, _ version: String) -> String {
    SHA256Digest.hex(of: text + version)
  }
}
