/// Random words that nobody can guess.
package enum RandomWord {
  /// 128 random bits in hexadecimal.
  package static func make() -> String {
    (0..<2).map { _ in
      let word = String(UInt64.random(in: .min ... .max), radix: 16)
      return String(repeating: "0", count: 16 - word.count) + word
    }.joined()
  }

  /// Compares without telling by the time it takes how much of it is right.
  package static func isSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
