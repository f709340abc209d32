import Files
import Foundation
import Host
import Records

/// Why something could not be kept, or cannot be taken from the cache.
struct CacheProblem: Error, Equatable {
  var message: String
}

/// Files that are there as a whole or not at all, whenever the machine stops.
enum DurableFile {
  /// Writes a file piece by piece beside its place, waits until it is on the disk, and moves it
  /// there.
  ///
  /// - Returns: its size and the SHA-256 over it.
  @discardableResult
  static func write(
    to url: URL,
    _ body: ((UnsafeRawBufferPointer) throws(CacheProblem) -> Void) throws(CacheProblem) -> Void
  ) throws(CacheProblem) -> (bytes: Int, sha256: String) {
    let digest = SHA256Digest()
    var count = 0
    do {
      let file = try NewFile(in: url.deletingLastPathComponent())
      try body { bytes throws(CacheProblem) in
        digest.update(bytes)
        count += bytes.count
        do throws(POSIXError) { try file.write(bytes) } catch { throw problem(url, error) }
      }
      try file.take(url.path, replaces: true)
    } catch let error as POSIXError {
      throw problem(url, error)
    } catch let error as CacheProblem {
      throw error
    } catch {
      throw CacheProblem(message: "\(url.path): cannot be written: \(error)")
    }
    return (count, digest.hex())
  }

  /// Writes a value as JSON under its own SHA-256.
  static func write(_ value: some Encodable, to url: URL) throws(CacheProblem) {
    let data: Data
    do {
      data = try JSONEncoder().encode(value)
    } catch {
      throw CacheProblem(message: "\(url.path): cannot be written: \(error)")
    }
    let lines = Data((SHA256Digest.hex(of: data) + "\n").utf8) + data
    try write(to: url) { output throws(CacheProblem) in
      var rest = lines[...]
      while !rest.isEmpty {
        let piece = [UInt8](rest.prefix(1 << 20))
        rest = rest.dropFirst(piece.count)
        try withBytes(of: piece, output)
      }
    }
  }

  /// Reads what ``write(_:to:)`` wrote; `nil` where there is no such file.
  ///
  /// Throws where it is damaged.
  static func read<Value: Decodable>(
    _ type: Value.Type, from url: URL
  ) throws(CacheProblem) -> Value? {
    let data: Data
    do throws(NamedFile.Problem) {
      data = try NamedFile.read(url, limit: .max - 1)
    } catch {
      if error.kind == .missing { return nil }
      throw CacheProblem(message: "\(url.lastPathComponent) cannot be read")
    }
    let parts = data.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
    guard parts.count == 2, parts[0].elementsEqual(SHA256Digest.hex(of: parts[1]).utf8),
      let value = try? JSONDecoder().decode(type, from: parts[1])
    else { throw CacheProblem(message: "\(url.lastPathComponent) is damaged") }
    return value
  }

  private static func withBytes(
    of bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(CacheProblem) -> Void
  ) throws(CacheProblem) {
    var problem: CacheProblem?
    bytes.withUnsafeBytes { bytes in
      do throws(CacheProblem) { try body(bytes) } catch { problem = error }
    }
    if let problem { throw problem }
  }

  private static func problem(_ url: URL, _ error: POSIXError) -> CacheProblem {
    CacheProblem(message: "\(url.path): cannot be written: \(FileProblem.text(error))")
  }
}
