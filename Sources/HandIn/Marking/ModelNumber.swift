/// The number that an author writes for people: `1,032 weights`, `−0.5`, `0.693 ± 0.001`, `1.6 %`.
///
/// Of a student such a number is left to a person, for whom a comma may be a decimal one. In a model
/// answer it parts the thousands, since the rest of the lesson is written so.
enum ModelNumber {
  private static let spaces: Set<Character> = [
    "\u{A0}", "\u{202F}", "\u{2009}", "'", "’", "_", ",",
  ]
  /// Words that make the number another one, or name several.
  private static let refused: Set<String> = [
    "hundred", "thousand", "million", "billion", "trillion", "dozen", "hundreds", "thousands",
    "millions", "billions", "dozens", "halves", "thirds", "quarters", "tenths", "hundredths",
    "thousandths", "millionths", "mille", "permille", "ppm", "k", "or", "to",
  ]
  /// Letters that multiply where they stand alone.
  private static let factors: Set<Substring> = ["K", "M", "G", "B", "T"]

  /// Whether a line says that its number counts hundredths.
  static func isPercentage(_ text: Substring) -> Bool {
    let text = text.lowercased()
    return text.contains("%") || text.contains("percent") || text.contains("per cent")
  }

  /// `nil` where it is not one number, with a tolerance and a unit at most.
  static func read(_ text: Substring) -> Double? {
    let isMark = { (character: Character) in
      character.isWhitespace || "*`≈~=".contains(character)
    }
    var rest = text.drop(while: isMark)
    while let last = rest.last, isMark(last) || last == "." { rest.removeLast() }
    guard let number = take(&rest) else { return nil }
    for sign in ["±", "+/-", "+-"] where trimmed(rest).hasPrefix(sign) {
      rest = trimmed(rest).dropFirst(sign.count)
      rest = trimmed(rest)
      guard take(&rest) != nil else { return nil }
      break
    }
    return isUnit(rest) ? number : nil
  }

  private static func trimmed(_ text: Substring) -> Substring { text.drop(while: \.isWhitespace) }

  /// A number at the beginning, which is taken off.
  private static func take(_ text: inout Substring) -> Double? {
    var digits = ""
    var rest = text
    if let sign = rest.first, "+-−".contains(sign) {
      if sign != "+" { digits = "-" }
      rest.removeFirst()
    }
    let whole = rest.prefix { isDigit($0) || spaces.contains($0) }
    guard let plain = withoutGroups(whole) else { return nil }
    digits += plain
    rest = rest.dropFirst(whole.count)
    if rest.first == ".", let next = rest.dropFirst().first, isDigit(next) {
      let decimals = rest.dropFirst().prefix(while: isDigit)
      digits += "." + decimals
      rest = rest.dropFirst(1 + decimals.count)
    }
    if let mark = rest.first, mark == "e" || mark == "E" {
      let sign = rest.dropFirst().first.map { "+-−".contains($0) } == true
      let exponent = rest.dropFirst(sign ? 2 : 1).prefix(while: isDigit)
      if !exponent.isEmpty {
        let isNegative = sign && rest.dropFirst().first != "+"
        digits += "e" + (isNegative ? "-" : "") + exponent
        rest = rest.dropFirst((sign ? 2 : 1) + exponent.count)
      }
    }
    guard let number = Double(digits), number.isFinite else { return nil }
    text = rest
    return number
  }

  /// Digits whose groups of three may be parted, by one mark throughout: `1,032`.
  ///
  /// A group after a leading zero would be decimals: `0,693`.
  private static func withoutGroups(_ text: Substring) -> String? {
    let groups = text.split(omittingEmptySubsequences: false) { spaces.contains($0) }
    guard groups.count > 1 else { return String(text) }
    guard (1...3).contains(groups[0].count), groups[0].first != "0",
      groups.dropFirst().allSatisfy({ $0.count == 3 }), Set(text.filter(spaces.contains)).count == 1
    else { return nil }
    return groups.joined()
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// Nothing, or a few words of which none is a number.
  private static func isUnit(_ text: Substring) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let first = words.first?.first else { return true }
    let isApart = text.first?.isWhitespace == true || "%°€$£".contains(first)
    return isApart && (first.isLetter || "%°€$£µ".contains(first)) && words.count <= 4
      && words.allSatisfy { word in
        word.first.map { !$0.isNumber && !"+-−".contains($0) } == true
          && !refused.contains(word.lowercased()) && !factors.contains(word)
      }
  }
}
