/// Words, of which no two look alike: an accented letter may be one character or two.
struct Spellings {
  /// The bytes of each word.
  private var known: [String: [UInt8]] = [:]

  var words: Set<String> { Set(known.keys) }
  var count: Int { known.count }

  func contains(_ word: String) -> Bool { known[word] != nil }

  /// Adds a word; `false` where it is there in other characters.
  mutating func insert(_ word: String) -> Bool {
    // Swift takes both for one word, and Python for two.
    if let first = known[word] { return word.utf8.elementsEqual(first) }
    known[word] = Array(word.utf8)
    return true
  }

  /// For a message's end.
  static func problem(_ word: String) -> String {
    "'\(word)' is written in two ways here that look the same, with an accented letter as one character and as two: write it in one"
  }
}
