import Base
import CPictures
import Foundation

/// Pictures in files, PNG or JPEG, as Pillow's `open(...).convert("RGB")` gives them.
///
/// Files are not trusted: sizes are compared with limits before anything is allocated, and what is
/// damaged is refused and not painted over.
public enum PictureFile {
  /// Why bytes are no picture, in a few words.
  public struct Problem: Error, Equatable {
    /// For a message's end: the file's name is put before it.
    public var reason: String
  }

  /// Bytes that a file may have.
  static let mostBytes = 256 << 20
  private static let limits = picture_limits(
    pixels: 64 << 20, side: 32_768, scans: 100, working_bytes: 512 << 20)

  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF]

  /// The libraries that read pictures, with their versions.
  public static var libraries: [String] {
    [
      "libpng \(String(cString: picture_png_version()))",
      "libjpeg-turbo \(String(cString: picture_jpeg_version()))",
    ]
  }

  /// Reads a picture of three channels.
  ///
  /// - Throws: `unreadable`, or `invalidData` with what is wrong with it.
  public static func read(_ url: URL) throws(EngineError) -> Picture {
    let file = try MappedFile(url)
    do throws(Problem) {
      return try decode(file.bytes)
    } catch {
      throw .invalidData(path: file.path, line: nil, reason: error.reason)
    }
  }

  /// The same for bytes.
  public static func decode(_ bytes: UnsafeRawBufferPointer) throws(Problem) -> Picture {
    guard bytes.count <= mostBytes else {
      throw Problem(reason: "larger than \(ByteCount.text(mostBytes))")
    }
    let isPNG = bytes.starts(with: png)
    guard isPNG || bytes.starts(with: jpeg),
      let start = bytes.bindMemory(to: UInt8.self).baseAddress
    else {
      throw Problem(
        reason: bytes.isEmpty ? "the file is empty" : "neither a PNG nor a JPEG picture")
    }
    var result = picture()
    defer { picture_free(&result) }
    (isPNG ? picture_read_png : picture_read_jpeg)(start, bytes.count, limits, &result)
    guard let pixels = result.pixels else {
      let words = withUnsafeBytes(of: result.problem) { words in
        String(decoding: words.prefix { $0 != 0 }, as: UTF8.self)
      }
      let kind = isPNG ? "a PNG" : "a JPEG"
      throw Problem(reason: "\(kind) picture that cannot be read: \(OneLine.of(words, limit: 200))")
    }
    let (height, width) = (Int(result.height), Int(result.width))
    let size = height * width
    let planes = [UInt8](unsafeUninitializedCapacity: size * 3) { planes, count in
      for place in 0..<size {
        for channel in 0..<3 { planes[channel * size + place] = pixels[place * 3 + channel] }
      }
      count = size * 3
    }
    return Picture(channels: 3, height: height, width: width, bytes: planes)
  }
}
