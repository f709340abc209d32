import CZlib

/// Unpacks what zlib has packed (RFC 1951), a piece at a time, so that not all of it need be in
/// memory.
public enum Inflation {
  /// The library that does it, with its version.
  public static var library: String { "zlib \(String(cString: zlibVersion()))" }

  /// What the packed bytes are wrapped in, as zlib's count of window bits says it.
  enum Frame: Int32 {
    /// Members of gzip's (RFC 1952), one after the other.
    case gzip = 31
    /// Nothing, as in a ZIP archive.
    case none = -15
  }

  enum Problem: Error {
    case damaged
    case cutOff
    /// More would come out than may.
    case tooLarge
  }

  /// Bytes that are unpacked at once.
  private static let pieceSize = 1 << 16

  /// Hands over what comes out.
  ///
  /// - Parameter limit: bytes that may come out.
  static func unpack(
    _ packed: UnsafeRawBufferPointer, frame: Frame, limit: Int,
    _ take: (ArraySlice<UInt8>) -> Void
  ) throws(Problem) {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard packed.count <= Int(UInt32.max),
      inflateInit2_(&stream, frame.rawValue, ZLIB_VERSION, size) == Z_OK
    else { throw .damaged }
    defer { inflateEnd(&stream) }
    // zlib does not write to what it reads, whatever its type says.
    stream.next_in = UnsafeMutablePointer(
      mutating: packed.bindMemory(to: UInt8.self).baseAddress)
    stream.avail_in = UInt32(packed.count)
    var piece = [UInt8](repeating: 0, count: pieceSize)
    var total = 0
    while true {
      let status = piece.withUnsafeMutableBufferPointer { piece in
        stream.next_out = piece.baseAddress
        stream.avail_out = UInt32(piece.count)
        return inflate(&stream, Z_NO_FLUSH)
      }
      let count = pieceSize - Int(stream.avail_out)
      total += count
      guard total <= limit else { throw .tooLarge }
      take(piece[..<count])
      switch status {
      case Z_STREAM_END where stream.avail_in == 0: return
      case Z_STREAM_END where frame == .gzip:
        guard inflateReset(&stream) == Z_OK else { throw .damaged }
      case Z_OK: continue
      case Z_BUF_ERROR where stream.avail_in == 0: throw .cutOff
      default: throw .damaged
      }
    }
  }
}
