import Engine
import Foundation
import Host
import Records

/// Compares files with what the manifest says of them, and digests those that it says nothing of.
enum FileDigests {
  /// Checks size and SHA-256 of every file of an entry.
  ///
  /// Throws `invalid`, naming the first file that differs and how, `missing` where there is none,
  /// and `interrupted`.
  static func verify(
    _ entry: AssetManifest.Entry, in folder: URL, remedy: String, cancellation: Cancellation
  ) throws(AssetError) {
    for file in entry.files {
      let found = try digest(
        folder.appendingPathComponent(file.name), name: file.name, cancellation: cancellation)
      guard found.bytes == file.bytes else {
        throw AssetError(
          .invalid,
          """
          \(folder.path)/\(file.name): \(found.bytes) bytes instead of \(file.bytes): the file was \
          cut off or altered. \(remedy)
          """)
      }
      guard found.sha256 == file.sha256 else {
        throw AssetError(
          .invalid,
          """
          \(folder.path)/\(file.name): altered: SHA-256 is \(found.sha256) instead of \
          \(file.sha256). \(remedy)
          """)
      }
    }
  }

  /// Size and digest of a file, read in pieces so that it can be interrupted.
  static func digest(
    _ url: URL, name: String, cancellation: Cancellation
  ) throws(AssetError) -> AssetRecord.File {
    // A device or a pipe may never end, and merely opening a pipe may never return.
    guard !isSpecial(url) else {
      throw AssetError(.invalid, "\(url.path): a device, pipe or folder, and a file is expected")
    }
    do {
      let file = try FileHandle(forReadingFrom: url)
      defer { try? file.close() }
      let digest = SHA256Digest()
      var bytes = 0
      while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
        if cancellation.isCancelled { throw EngineError.interrupted }
        piece.withUnsafeBytes { digest.update($0) }
        bytes += piece.count
      }
      return AssetRecord.File(name: name, bytes: bytes, sha256: digest.hex())
    } catch EngineError.interrupted {
      throw AssetError(.interrupted, "interrupted")
    } catch {
      let kind: AssetError.Kind =
        FileManager.default.fileExists(atPath: url.path) ? .io : .missing
      throw AssetError(kind, "\(url.path): cannot be read: \(FileProblem.text(error))")
    }
  }

  private static func isSpecial(_ url: URL) -> Bool {
    var status = stat()
    return stat(url.path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }
}
