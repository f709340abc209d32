/// What BERT's tokenizer takes a character for.
///
/// Hugging Face's tokenizers ask tables of Unicode 8 for general categories, so a character that was
/// assigned later belongs to none: it is kept, is no punctuation and no accent. Swift's properties
/// tell when a character was assigned; the few whose category changed since are listed.
enum BertCharacters {
  /// Null, the replacement character and the categories Cc, Cf and Co, white space aside.
  static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\0", "\u{FFFD}": return true
    case "\t", "\n", "\r": return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .privateUse: return true
    case .format: return isOfUnicode8(scalar)
    default: return false
    }
  }

  /// The property White_Space, where controls other than tab and line ends were dropped before.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// What stands as a word of its own: ASCII that is neither letter, digit, space nor control, and
  /// the categories P*.
  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
    case 0..<0x80: return false
    case 0x166D, 0x111C9: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return isOfUnicode8(scalar)
    default: return false
    }
  }

  /// The category Mn: what is stripped of a letter once it is decomposed.
  static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x300: false
    case 0x1734, 0x1171E: true
    case 0x1885, 0x1886, 0xA9BD, 0x111C9: false
    default: scalar.properties.generalCategory == .nonspacingMark && isOfUnicode8(scalar)
    }
  }

  /// The blocks of ideographs, each of which is a word of its own.
  ///
  /// Hugging Face's list, which begins extension E at U+2B920 where BERT's own begins at U+2B820.
  static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x20000...0x2A6DF,
      0x2A700...0x2B81F, 0x2B920...0x2CEAF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }

  private static func isOfUnicode8(_ scalar: Unicode.Scalar) -> Bool {
    guard let age = scalar.properties.age else { return false }
    return age.major <= 8
  }
}
