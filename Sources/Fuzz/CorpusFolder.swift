import Foundation
import Records

/// Inputs as files.
enum CorpusFolder {
  /// Larger ones are not kept: they show nothing that a small one would not.
  static let keptBytes = 2048

  /// The files of a folder in the order of their names; none where there is no folder.
  static func inputs(in folder: URL) throws -> [[UInt8]] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .map { Array(try Data(contentsOf: folder.appendingPathComponent($0))) }
  }

  /// Writes an input under a name made of its digest.
  static func write(_ input: [UInt8], to folder: URL, prefix: String) throws -> URL {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let name = "\(prefix)-\(SHA256Digest.hex(of: Data(input)).prefix(12))"
    let url = folder.appendingPathComponent(name)
    try Data(input).write(to: url)
    return url
  }
}
