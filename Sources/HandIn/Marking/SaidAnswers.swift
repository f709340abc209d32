import Records

/// What the prose of a model answer says that the answer is, in words of its own.
///
/// The line `value: …` or `choice: …` is what counts; these are looked at so that nothing beside it
/// says otherwise.
enum SaidAnswers {
  // MARK: - Numbers

  /// The numbers that are called the answer.
  static func numbers(in prose: String) -> [Double] {
    let before = prose.matches(
      of:
        /(?i)\b(?:answer|solution)\s*(?:is|are|was|equals|=|:)\s*(?:(?:then|thus|therefore|about|roughly|exactly|just|only|so)\s+)?/
    ).compactMap { number(at: prose[$0.range.upperBound...]) }
    let behind = prose.matches(
      of:
        /(?i)(?:is|are|would be)\s+(?:the\s+|thus\s+|therefore\s+)*(?:right|correct|answer|solution)\b/
    ).compactMap { number(before: prose[..<$0.range.lowerBound]) }
    return before + behind
  }

  /// The numbers of a text that are another one but for one digit, or for two that have changed
  /// places: what is left where a number was corrected in one place alone.
  static func slips(of number: Double, among numbers: [Double]) -> [Double] {
    let digits = Array(CanonicalJSON.number(number).utf8)
    guard digits.count(where: isDigit) >= 3 else { return [] }
    return numbers.filter { other in
      let others = Array(CanonicalJSON.number(other).utf8)
      guard others.count == digits.count else { return false }
      let differing = digits.indices.filter { digits[$0] != others[$0] }
      guard differing.allSatisfy({ isDigit(digits[$0]) && isDigit(others[$0]) }) else {
        return false
      }
      return switch differing.count {
      case 1: true
      case 2:
        differing[1] == differing[0] + 1 && digits[differing[0]] == others[differing[1]]
          && digits[differing[1]] == others[differing[0]]
      default: false
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Spaces that part the digits of a number end no word.
  private static func isSpace(_ character: Character) -> Bool {
    character.isWhitespace && character != "\u{A0}" && character != "\u{202F}"
  }

  private static func isMark(_ character: Character) -> Bool {
    "()[],;:.!?*_`\"'“”‘’".contains(character)
  }

  private static func number(at text: Substring) -> Double? {
    ModelNumber.read(text.prefix { !isSpace($0) }.without(isMark))
  }

  private static func number(before text: Substring) -> Double? {
    let text = text.without(isSpace)
    let start = text.lastIndex(where: isSpace).map { text.index(after: $0) } ?? text.startIndex
    return ModelNumber.read(text[start...].without(isMark))
  }

  // MARK: - Choices

  /// The options that are called the answer, in small letters.
  ///
  /// - Parameter options: those of the question; where they are not known, any letter is one.
  static func choices(in prose: String, options: [String]) -> [String] {
    let known = Set(options.map { $0.lowercased() })
    let isOption = { (word: String) in
      known.isEmpty ? word.count == 1 && word.first?.isLetter == true : known.contains(word)
    }
    let named =
      prose.matches(
        of:
          /(?i)\b(?:answer|choice|option|solution|right|correct)(?:\s+(?:one|answer|choice|option))?\s*(?:\b(?:is|was)\b|=|:)\s*(?:thus\s+|therefore\s+|option\s+)?[("'“‘*`\[]*([\p{L}\p{N}_]+)/
      ).map(\.output.1)
      + prose.matches(
        of:
          /(?i)\b(?:so|hence|therefore|thus|it\s+is|it's|must\s+be|choose|pick|take)\s+(?:option\s+)?[("'“‘*`\[]*([\p{L}\p{N}_])\b/
      ).map(\.output.1).filter { isLast($0, in: prose) }
    let praised = prose.matches(
      of:
        /(?i)\b([\p{L}\p{N}_]+)[)"'”’*`\]]*\s+(?:is|was|are|must\s+be)\s+(?:the\s+|thus\s+|therefore\s+|clearly\s+)*(?:right|correct|true|answer|solution)\b/
    ).map(\.output.1)
    return (named.filter { !isArticle($0) || isLast($0, in: prose) } + praised)
      .map { $0.lowercased() }.filter(isOption)
  }

  private static func isArticle(_ word: Substring) -> Bool {
    ["a", "i"].contains(word.lowercased())
  }

  /// Whether a word ends there what is said, as an article never does.
  private static func isLast(_ word: Substring, in text: String) -> Bool {
    let next = text[word.endIndex...].drop { ")*_`\"'”’]".contains($0) }.first
    return next.map { $0.isNewline || !$0.isWhitespace && !$0.isLetter && !$0.isNumber } ?? true
  }
}

extension Substring {
  /// Without the characters at both ends that are to go.
  func without(_ isOut: (Character) -> Bool) -> Substring {
    var text = drop(while: isOut)
    while let last = text.last, isOut(last) { text.removeLast() }
    return text
  }
}
