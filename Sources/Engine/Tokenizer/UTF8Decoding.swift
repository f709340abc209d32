/// Reads a character of valid UTF-8, as every `String` holds it.
enum UTF8Decoding {
  /// The character whose first byte is at a position, and how many bytes it takes.
  @inline(__always)
  static func scalar(
    in text: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> (scalar: Unicode.Scalar, width: Int) {
    let first = UInt32(text[position])
    func tail(_ index: Int) -> UInt32 {
      position + index < text.count ? UInt32(text[position + index]) & 0x3F : 0
    }
    let (value, width): (UInt32, Int) =
      switch first {
      case 0..<0x80: (first, 1)
      case 0..<0xE0: ((first & 0x1F) << 6 | tail(1), 2)
      case 0..<0xF0: ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
      default: ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
      }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
  }
}
