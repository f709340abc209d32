extension JSONReader {
  /// Reads a text in quotes (RFC 8259, section 7) and gives its bytes.
  mutating func string() throws(Refusal) -> JSONText {
    position += 1
    let start = position
    skipPlain()
    // Most texts hold no escape and are taken whole.
    if next == UInt8(ascii: "\"") {
      position += 1
      return .whole(UnsafeRawBufferPointer(rebasing: bytes[start..<position - 1]))
    }
    var text = Array(bytes[start..<position])
    while true {
      guard let byte = next else { throw refusal("the text ends within quotes") }
      guard byte >= 0x20 else {
        throw refusal("a line end, a tab or another control character stands within quotes")
      }
      if byte == UInt8(ascii: "\"") {
        position += 1
        return .pieces(text)
      }
      try appendEscape(to: &text)
      let plain = position
      skipPlain()
      text.append(contentsOf: bytes[plain..<position])
    }
  }

  private mutating func skipPlain() {
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
  }

  /// Reads a backslash and what follows it.
  private mutating func appendEscape(to text: inout [UInt8]) throws(Refusal) {
    let start = position
    position += 1
    guard let letter = next.map(Unicode.Scalar.init) else {
      throw refusal("the text ends within quotes")
    }
    position += 1
    switch letter {
    case "\"", "\\", "/": text.append(UInt8(ascii: letter))
    case "b": text.append(0x08)
    case "f": text.append(0x0C)
    case "n": text.append(0x0A)
    case "r": text.append(0x0D)
    case "t": text.append(0x09)
    case "u": try appendUnicode(to: &text, start: start)
    default:
      position = start
      throw refusal("a backslash stands before no escape of JSON's; write it twice")
    }
  }

  /// Reads the digits after `\u`, of both halves where it is a pair.
  private mutating func appendUnicode(to text: inout [UInt8], start: Int) throws(Refusal) {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) {
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      return
    }
    let afterFirst = position
    if first < 0xDC00, skip("\\u") {
      let second = try fourDigits()
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        return
      }
      position = afterFirst
    }
    guard allowsPython else {
      position = start
      let half = String(decoding: bytes[start..<afterFirst], as: UTF8.self)
      throw refusal("\(half) is half of a surrogate pair, which is no character by itself")
    }
    // What UTF-8 would be if it had surrogates; no text is read from it.
    text += [
      0xE0 | UInt8(first >> 12), 0x80 | UInt8(first >> 6 & 0x3F), 0x80 | UInt8(first & 0x3F),
    ]
  }

  private mutating func fourDigits() throws(Refusal) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw refusal("four hexadecimal digits are expected")
      }
      position += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
