/// Makes characters that act instead of showing themselves visible.
///
/// Terminal escapes, other control characters, and characters that reorder or hide the text around
/// them would let a lesson, a review or an answer look like something else. They are shown as what
/// they are. Joiners and plain direction marks stay: emoji, Persian and Hebrew need them.
public enum VisibleText {
  /// The text with every such character shown as what it is.
  public static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: acts) else { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !acts(scalar) {
        out.append(scalar)
      } else if let picture = picture(of: scalar) {
        out.append(picture)
      } else {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - hex.count))
        out.append(contentsOf: "[U+\(padding)\(hex)]".unicodeScalars)
      }
    }
    return String(out)
  }

  /// Whether a character acts instead of showing itself.
  public static func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x2028, 0x2029: true  // line and paragraph separators
    case 0x202A...0x202E, 0x2066...0x2069: true  // embeddings, overrides, isolates
    case 0xFEFF, 0xFFF9...0xFFFB: true  // byte order mark, interlinear annotation
    case 0xE0000...0xE007F: true  // tags: invisible ASCII
    case 0xFDD0...0xFDEF: true  // not characters
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  /// Unicode's own pictures of the ASCII control characters.
  private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value)
    case 0x7F: Unicode.Scalar(0x2421)
    default: nil
    }
  }
}
