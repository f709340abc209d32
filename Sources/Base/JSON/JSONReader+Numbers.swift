extension JSONReader {
  /// Reads a number (RFC 8259, section 6).
  mutating func number() throws(Refusal) -> Double {
    let start = position
    if allowsPython, let number = pythonNumber() { return number }
    let isNegative = skip("-")
    guard let first = next, Self.isDigit(first) else {
      position = start
      throw refusal(Self.reason(bytes[start...]))
    }
    var whole: UInt64 = 0
    if first == UInt8(ascii: "0") {
      position += 1
      guard !(next.map(Self.isDigit) ?? false) else {
        position = start
        throw refusal("a number does not start with 0 and another digit")
      }
    } else {
      while let byte = next, Self.isDigit(byte) {
        // Wraps in numbers that are not read this way.
        whole = whole &* 10 &+ UInt64(byte - 0x30)
        position += 1
      }
    }
    let digits = position - start - (isNegative ? 1 : 0)
    let isWhole = try !skipFraction()
    // Every whole number of 15 digits is a double.
    if isWhole, digits <= 15 { return isNegative ? -Double(whole) : Double(whole) }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(text), number.isFinite || allowsPython else {
      position = start
      throw refusal("the number is too large to be computed with")
    }
    return number
  }

  /// Passes what follows a number's whole part; whether there was anything.
  private mutating func skipFraction() throws(Refusal) -> Bool {
    let start = position
    if skip(".") { try skipDigits("after a number's point") }
    if skip("e") || skip("E") {
      if !skip("-") { _ = skip("+") }
      try skipDigits("of a number's exponent")
    }
    return position > start
  }

  private mutating func skipDigits(_ place: String) throws(Refusal) {
    guard let first = next, Self.isDigit(first) else {
      throw refusal("the digits \(place) are missing")
    }
    while let byte = next, Self.isDigit(byte) { position += 1 }
  }

  private mutating func pythonNumber() -> Double? {
    if skip("NaN") { return .nan }
    if skip("Infinity") { return .infinity }
    return skip("-Infinity") ? -.infinity : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Why nothing starts with these bytes.
  private static func reason(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    for word in ["NaN", "Infinity", "-Infinity"] where bytes.starts(with: word.utf8) {
      return "\(word) is a number that Python writes, but no JSON; write null"
    }
    return "no value starts like this"
  }
}
