/// A number that a lesson's author has typed into prose, for comparing it with the run.
package struct ProseNumber: Sendable, Equatable {
  package var value: Double
  /// How many decimals were written.
  package var places: Int
  /// Whether a percent sign or the word follows.
  package var isPercent: Bool
  /// The word before it and the one after it, in small letters; empty where none stands there.
  package var before: String
  package var after: String
}

/// Finds numbers in a run of text.
///
///     number -> digit+ ("," digit digit digit)* ("." digit+)? | "two" | … | "twelve"
///
/// What is part of a word (`BERT-4`, `9_1`, `v1.2`), of a version or of a larger number with an
/// exponent is passed over: it is a name, or too rare to be worth a rule.
struct ProseNumberScanner {
  /// A number, with the bytes that it and the word after it take in the text.
  struct Match {
    var number: ProseNumber
    /// Digits and the word after them: enough to find the place again.
    var text: String
    /// How many bytes of `text` are the number itself.
    var length: Int
  }

  private static let words: [String: Double] = [
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
  ]

  private let bytes: [UInt8]

  static func matches(in text: String) -> [Match] {
    let scanner = ProseNumberScanner(bytes: Array(text.utf8))
    var matches: [Match] = []
    var position = 0
    while let (match, end) = scanner.next(from: position) {
      if let match { matches.append(match) }
      position = end
    }
    return matches
  }

  /// The next word, and what number it is, from a place on; `nil` at the end of the text.
  private func next(from start: Int) -> (Match?, end: Int)? {
    guard let begin = bytes[start...].firstIndex(where: Self.isWordByte) else { return nil }
    var end = begin
    while end < bytes.count, isInside(end) { end += 1 }
    let word = string(begin..<end)
    let digits = word.replacing(",", with: "")
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let isDecimal =
      (1...2).contains(parts.count)
      && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(Self.isDigit) }
    guard let value = isDecimal ? Double(digits) : Self.words[word.lowercased()] else {
      return (nil, end)
    }
    let percentEnd = percent(from: end)
    let after = wordAfter(percentEnd ?? end)
    let number = ProseNumber(
      value: value, places: parts.count == 2 ? parts[1].utf8.count : 0,
      isPercent: percentEnd != nil, before: wordBefore(begin), after: string(after).lowercased())
    let textEnd = after.isEmpty ? end : after.upperBound
    return (Match(number: number, text: string(begin..<textEnd), length: end - begin), end)
  }

  /// Whether a byte goes on with the word before it: points and commas only between digits.
  private func isInside(_ index: Int) -> Bool {
    let byte = bytes[index]
    if Self.isWordByte(byte) { return true }
    guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "-"),
      index > 0, index + 1 < bytes.count
    else { return false }
    if byte == UInt8(ascii: "-") { return Self.isWordByte(bytes[index + 1]) }
    return Self.isDigit(bytes[index - 1]) && Self.isDigit(bytes[index + 1])
  }

  private func percent(from index: Int) -> Int? {
    // A space, an ordinary one or one that does not break.
    let spaces: [[UInt8]] = [[0x20], [0xC2, 0xA0], [0xE2, 0x80, 0xAF]]
    let space = spaces.first { bytes[index...].starts(with: $0) }
    let start = index + (space?.count ?? 0)
    if bytes[start...].first == UInt8(ascii: "%") { return start + 1 }
    let word = wordAfter(index)
    return string(word).lowercased() == "percent" ? word.upperBound : nil
  }

  private func wordAfter(_ index: Int) -> Range<Int> {
    guard index < bytes.count, bytes[index] == 0x20 else { return index..<index }
    let end = bytes[(index + 1)...].firstIndex { !Self.isWordByte($0) } ?? bytes.count
    return end == index + 1 ? index..<index : (index + 1)..<end
  }

  private func wordBefore(_ index: Int) -> String {
    guard index > 1, bytes[index - 1] == 0x20 else { return "" }
    let start = bytes[..<(index - 1)].lastIndex { !Self.isWordByte($0) }.map { $0 + 1 } ?? 0
    return string(start..<(index - 1)).lowercased()
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "/"): true
    default: false
    }
  }
}
