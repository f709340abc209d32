/// A string as it stands in the code.
struct PythonString: Equatable {
  /// What stands between the quotation marks.
  var source: String
  var isRaw = false
  var isFormatted = false
  var isBytes = false

  /// The text with its escapes undone; `nil` for what is no text, or none that is followed: a
  /// character by its name, half of a surrogate pair, an escape that Python refuses.
  ///
  /// Source: The Python Language Reference, section 2.4.1, "Escape sequences".
  static func text(of source: some StringProtocol, isRaw: Bool) -> String? {
    guard !isRaw else { return String(source) }
    var out = String.UnicodeScalarView()
    var rest = Array(source.unicodeScalars)[...]
    while let next = rest.popFirst() {
      guard next == "\\", let escaped = rest.popFirst() else {
        out.append(next)
        continue
      }
      switch escaped {
      case "\n": break
      case "\\", "'", "\"": out.append(escaped)
      case "a": out.append("\u{7}")
      case "b": out.append("\u{8}")
      case "f": out.append("\u{C}")
      case "n": out.append("\n")
      case "r": out.append("\r")
      case "t": out.append("\t")
      case "v": out.append("\u{B}")
      case "0"..."7":
        let more = rest.prefix { ("0"..."7").contains($0) }.prefix(2)
        rest = rest.dropFirst(more.count)
        guard let scalar = scalar([escaped] + more, radix: 8) else { return nil }
        out.append(scalar)
      case "x", "u", "U":
        let count = escaped == "x" ? 2 : escaped == "u" ? 4 : 8
        let digits = rest.prefix(count)
        rest = rest.dropFirst(count)
        guard digits.count == count, let scalar = scalar(Array(digits), radix: 16) else {
          return nil
        }
        out.append(scalar)
      case "N": return nil
      // What is no escape stays as it is, backslash and all.
      default: out.append(contentsOf: [next, escaped])
      }
    }
    return String(out)
  }

  private static func scalar(_ digits: [Unicode.Scalar], radix: Int) -> Unicode.Scalar? {
    let isPlain = digits.allSatisfy { $0.properties.isASCIIHexDigit }
    guard isPlain else { return nil }
    return UInt32(String(String.UnicodeScalarView(digits)), radix: radix)
      .flatMap { Unicode.Scalar($0) }
  }
}
