import Report

/// Finds the number or the choice in what a student typed.
///
/// What is not understood without doubt is left to the instructor: `nil`, never a wrong answer.
enum TypedValue {
  /// The number after `value:`, or the number that the first line is.
  static func number(in text: String) -> Double? {
    let keyed = keyed(["value", "answer"], in: text)
    if keyed.isEmpty { return firstLine(of: text).flatMap(number(alone:)) }
    let numbers = keyed.map(number(alone:))
    guard let first = numbers[0], numbers.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// The number that it is if points part the thousands, `1.000` a thousand; `nil` where none does.
  static func thousands(in text: String) -> Double? {
    let keyed = keyed(["value", "answer"], in: text)
    guard let typed = keyed.isEmpty ? firstLine(of: text) : keyed[0] else { return nil }
    let groups = bare(typed).split(separator: ".", omittingEmptySubsequences: false)
    guard groups.count > 1, groups.dropFirst().allSatisfy({ $0.count == 3 }),
      (1...3).contains(groups[0].drop { "+-−".contains($0) }.count)
    else { return nil }
    return number(alone: Substring(groups.joined()))
  }

  /// The letter or word after `choice:`, or the letter that the first line is or starts with.
  ///
  /// - Parameter options: the letters the question offers; empty where they are not known.
  static func choice(in text: String, options: [String]) -> String? {
    let keyed = keyed(["choice", "answer"], in: text)
    let found =
      keyed.isEmpty
      ? [firstLine(of: text).flatMap { choice(in: $0, isKeyed: false, options) }]
      : keyed.map { choice(in: $0, isKeyed: true, options) }
    guard let first = found[0]?.lowercased(), found.allSatisfy({ $0?.lowercased() == first })
    else { return nil }
    guard options.isEmpty || options.contains(where: { $0.lowercased() == first }) else {
      return nil
    }
    return first
  }

  /// The letter that the first line is or starts with, whatever the other lines say.
  static func firstChoice(of text: String, options: [String]) -> String? {
    guard let line = firstLine(of: text), keyed(["choice", "answer"], in: String(line)).isEmpty,
      let found = choice(in: line, isKeyed: false, options)?.lowercased(),
      options.isEmpty || options.contains(where: { $0.lowercased() == found })
    else { return nil }
    return found
  }

  /// What stands after a word and a colon, on the first such line; `nil` where no line has them.
  static func line(after word: String, in text: String) -> String? {
    entries([word], before: ":", in: text).first.map { String(bare($0)) }
  }

  private static func isSeparator(_ character: Character) -> Bool {
    ").:,;–-".contains(character)
  }

  /// What stands after one of some words and a colon, where something does.
  static func keyed(_ words: [String], in text: String) -> [Substring] {
    entries(words, before: ":=", in: text).filter { !bare($0).isEmpty }
  }

  /// What stands after one of some words and one of some marks, line by line, code apart.
  private static func entries(
    _ words: [String], before marks: String, in text: String
  ) -> [Substring] {
    var fence: Fence?
    return text.split(whereSeparator: \.isNewline).compactMap { line in
      fence = Fence.after(line, open: fence)
      guard fence == nil, let mark = line.firstIndex(where: { marks.contains($0) }),
        words.contains(bare(line[..<mark]).lowercased())
      else { return nil }
      return line[line.index(after: mark)...]
    }
  }

  private static func firstLine(of text: String) -> Substring? {
    text.split(whereSeparator: \.isNewline).first { !bare($0).isEmpty }
  }

  /// A text without white space and Markdown's marks around it.
  private static func bare(_ text: Substring) -> Substring {
    let isMark = { (c: Character) in c.isWhitespace || "*_`>#$\"'“”‘’".contains(c) }
    var text = text.drop(while: isMark)
    while let last = text.last, isMark(last) { text.removeLast() }
    return text
  }

  /// A text that is one number and nothing else: `0.6931`, `≈ −0.5`, `1e-3`, with a full stop.
  private static func number(alone text: Substring) -> Double? {
    var text = bare(text)
    while let first = text.first, "≈~=".contains(first) { text = bare(text.dropFirst()) }
    if text.last == "." { text = bare(text.dropLast()) }
    let plain = text.replacing("−", with: "-")
    let isNumber = plain.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    // A comma may be a decimal point or part the thousands: a person decides.
    guard isNumber, let number = Double(plain), number.isFinite else { return nil }
    return number
  }

  /// A line that is a choice, or starts with one and a bracket, stop or comma, and names no other.
  private static func choice(
    in line: Substring, isKeyed: Bool, _ options: [String]
  ) -> String? {
    var text = bare(line)
    if text.first == "(" || text.first == "[" { text = text.dropFirst() }
    let word = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard !word.isEmpty, isKeyed || word.count == 1 else { return nil }
    let rest = text.dropFirst(word.count).drop { "*_`".contains($0) }
    guard let next = rest.first else { return String(word) }
    guard isSeparator(next) || next == "]" else { return nil }
    let others = rest.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map { $0.lowercased() }
    let namesAnother = others.contains { other in
      other != word.lowercased()
        && (options.isEmpty ? other.count == 1 : options.contains { $0.lowercased() == other })
    }
    return namesAnother ? nil : String(word)
  }
}
