/// The files of a ZIP archive (PKWARE's APPNOTE 6.3) that lies in memory, as far as Python's wheels
/// need it: stored or deflated, in one part, without ZIP64 and without passwords.
///
/// Sums of the files are not compared: who unpacks a wheel knows its SHA-256.
public struct ZipArchive {
  /// Why an archive cannot be read.
  public enum Problem: Error, Equatable, CustomStringConvertible {
    case notOne
    case damaged
    case unsupported
    case missing(String)
    /// A file is larger than it may be.
    case tooLarge(String, limit: Int)

    public var description: String {
      switch self {
      case .notOne: "not a ZIP archive, or cut off"
      case .damaged: "a damaged ZIP archive"
      case .unsupported: "a ZIP archive of a kind that is not read: in parts, ZIP64 or encrypted"
      case .missing(let name): "there is no \(name) in it"
      case .tooLarge(let name, let limit):
        "\(name) is larger than the \(ByteCount.text(limit)) that it should have"
      }
    }
  }

  private struct Entry {
    var flags: Int
    var method: Int
    var packedSize: Int
    /// Where its local header starts.
    var start: Int
  }

  private let bytes: UnsafeRawBufferPointer
  private var entries: [String: Entry] = [:]

  /// Reads an archive's list of files.
  ///
  /// - Parameter bytes: must outlive the archive.
  public init(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
    self.bytes = bytes
    guard let end = Self.end(of: bytes) else { throw .notOne }
    let (count, size, start) = (
      try short(end + 10), try long(end + 12), try long(end + 16)
    )
    guard try short(end + 4) == 0, try short(end + 8) == count, count < 0xFFFF,
      start < 0xFFFF_FFFF
    else { throw .unsupported }
    guard start + size <= end else { throw .damaged }
    var place = start
    for _ in 0..<count {
      guard try long(place) == 0x0201_4B50 else { throw .damaged }
      let nameLength = try short(place + 28)
      let next = place + 46 + nameLength + (try short(place + 30)) + (try short(place + 32))
      guard next <= start + size else { throw .damaged }
      let name = String(decoding: bytes[(place + 46)..<(place + 46 + nameLength)], as: UTF8.self)
      let entry = Entry(
        flags: try short(place + 8), method: try short(place + 10),
        packedSize: try long(place + 20), start: try long(place + 42))
      // Which of two files of one name is meant cannot be known.
      guard entries.updateValue(entry, forKey: name) == nil else { throw .damaged }
      place = next
    }
  }

  /// The names of its files.
  public var names: [String] { entries.keys.sorted() }

  /// Hands over what a file holds, a piece at a time.
  ///
  /// - Parameter limit: bytes that it may hold.
  public func unpack(
    _ name: String, limit: Int, _ take: (ArraySlice<UInt8>) -> Void
  ) throws(Problem) {
    guard let entry = entries[name] else { throw .missing(name) }
    guard entry.flags & 1 == 0, entry.packedSize < 0xFFFF_FFFF else { throw .unsupported }
    guard try long(entry.start) == 0x0403_4B50 else { throw .damaged }
    let start = entry.start + 30 + (try short(entry.start + 26)) + (try short(entry.start + 28))
    guard start + entry.packedSize <= bytes.count else { throw .damaged }
    let packed = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + entry.packedSize)])
    switch entry.method {
    case 0:
      guard packed.count <= limit else { throw .tooLarge(name, limit: limit) }
      take(ArraySlice(packed))
    case 8:
      do throws(Inflation.Problem) {
        try Inflation.unpack(packed, frame: .none, limit: limit, take)
      } catch {
        throw error == .tooLarge ? .tooLarge(name, limit: limit) : .damaged
      }
    default: throw .unsupported
    }
  }

  /// Where the record at the archive's end starts; a comment of 64 KB at most may follow it.
  private static func end(of bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let first = max(0, bytes.count - 22 - 0xFFFF)
    return (first...(bytes.count - 22)).last { place in
      bytes[place] == 0x50 && bytes[place + 1] == 0x4B && bytes[place + 2] == 5
        && bytes[place + 3] == 6
    }
  }

  private func short(_ place: Int) throws(Problem) -> Int {
    guard place >= 0, place + 2 <= bytes.count else { throw .damaged }
    return Int(bytes[place]) | Int(bytes[place + 1]) << 8
  }

  private func long(_ place: Int) throws(Problem) -> Int {
    try short(place) | (try short(place + 2)) << 16
  }
}
