import CZlib

/// Writes pictures as PNG files whose pixels are not packed.
///
/// Packed ones would be other bytes with another zlib, and pages are compared byte by byte. Source: PNG
/// (third edition), 5 and 10; the blocks that are stored, RFC 1951, 3.2.4.
public enum StoredPNG {
  /// The file; `nil` where these are no pixels of such a picture.
  ///
  /// - Parameters:
  ///   - pixels: [height, width, channels].
  ///   - channels: 1 of grey, or 3 of red, green and blue.
  public static func file(pixels: [UInt8], height: Int, width: Int, channels: Int) -> [UInt8]? {
    let sides = 1...0xFFFF
    guard sides.contains(height), sides.contains(width), [1, 3].contains(channels),
      pixels.count == height * width * channels
    else { return nil }
    // Each line begins with its filter: none.
    let length = width * channels
    let lines = (0..<height).flatMap { [0] + pixels[$0 * length..<($0 + 1) * length] }
    let header =
      bigEndian(width) + bigEndian(height) + [8, channels == 1 ? 0 : 2, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
      + chunk("IDAT", stored(lines)) + chunk("IEND", [])
  }

  /// A zlib stream of blocks that are not packed.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    let most = 0xFFFF
    for start in stride(from: 0, to: bytes.count, by: most) {
      let block = bytes[start..<min(start + most, bytes.count)]
      let (low, high) = (UInt8(block.count & 0xFF), UInt8(block.count >> 8))
      stream += [block.endIndex == bytes.count ? 1 : 0, low, high, ~low, ~high]
      stream += block
    }
    return stream + bigEndian(Int(adler32(1, bytes, UInt32(bytes.count))))
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return bigEndian(content.count) + body + bigEndian(Int(crc32(0, body, UInt32(body.count))))
  }

  /// The four bytes of a number below 2^32.
  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
