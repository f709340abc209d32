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

  /// - Parameter limit: bytes that may come out.
  public static func unpack(
    _ packed: UnsafeRawBufferPointer, limit: Int
  ) throws(Problem) -> [UInt8] {
    var unpacked: [UInt8] = []
    do throws(Inflation.Problem) {
      try Inflation.unpack(packed, frame: .gzip, limit: limit) { unpacked += $0 }
    } catch {
      switch error {
      case .damaged: throw .damaged
      case .cutOff: throw .cutOff
      case .tooLarge: throw .tooLarge(limit: limit)
      }
    }
    return unpacked
  }
}
