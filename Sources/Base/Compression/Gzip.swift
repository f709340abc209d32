import CZlib

/// Unpacks gzip (RFC 1952), of one member or several.
public enum Gzip {
  /// Why bytes cannot be unpacked.
  public enum Problem: Error, Equatable, CustomStringConvertible {
    case damaged
    case cutOff
    /// More would come out than may.
    case tooLarge(limit: Int)

    public var description: String {
      switch self {
      case .damaged: "not gzip, or damaged"
      case .cutOff: "packed by gzip, and cut off"
      case .tooLarge(let limit): "unpacked it is larger than \(ByteCount.text(limit))"
      }
    }
  }

  /// Bytes that are unpacked at once.
  private static let pieceSize = 1 << 16
  /// Windows of any size, in a frame of gzip's.
  private static let windowBits: Int32 = 15 + 16

  /// - Parameter limit: bytes that may come out.
  public static func unpack(
    _ packed: UnsafeRawBufferPointer, limit: Int
  ) throws(Problem) -> [UInt8] {
    var stream = z_stream()
    guard packed.count <= Int(UInt32.max),
      inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .damaged }
    defer { inflateEnd(&stream) }
    // zlib does not write to what it reads, whatever its type says.
    stream.next_in = UnsafeMutablePointer(
      mutating: packed.bindMemory(to: UInt8.self).baseAddress)
    stream.avail_in = UInt32(packed.count)
    var unpacked: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: pieceSize)
    while true {
      let status = piece.withUnsafeMutableBufferPointer { piece in
        stream.next_out = piece.baseAddress
        stream.avail_out = UInt32(piece.count)
        return inflate(&stream, Z_NO_FLUSH)
      }
      let count = pieceSize - Int(stream.avail_out)
      guard unpacked.count + count <= limit else { throw .tooLarge(limit: limit) }
      unpacked += piece[..<count]
      switch status {
      case Z_STREAM_END where stream.avail_in == 0: return unpacked
      case Z_STREAM_END:
        guard inflateReset(&stream) == Z_OK else { throw .damaged }
      case Z_OK: continue
      case Z_BUF_ERROR where stream.avail_in == 0: throw .cutOff
      default: throw .damaged
      }
    }
  }
}
