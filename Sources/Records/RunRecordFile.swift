import Base
import Files
import Foundation

/// Reads and writes `run.json`.
public enum RunRecordFile {
  /// A record that cannot be used, with the reason.
  public struct Invalid: Error, CustomStringConvertible {
    public var description: String
  }

  /// The record in canonical form, with a closing newline.
  public static func data(_ record: RunRecord) throws -> Data {
    Data((try CanonicalJSON.text(record) + "\n").utf8)
  }

  /// Writes a record so that a reader finds the old one or the new one, never half of either.
  public static func write(_ record: RunRecord, to url: URL) throws {
    try NewFile.write(data(record), to: url)
  }

  /// More than any record of a lesson.
  private static let byteLimit = 1 << 30

  /// Whether some bytes are a record of this or another version.
  public static func isRecord(_ data: Data) -> Bool {
    struct Head: Decodable {
      var version: Int
      var resultsSHA256: String
      enum CodingKeys: String, CodingKey {
        case version = "schema_version"
        case resultsSHA256 = "results_sha256"
      }
    }
    return (try? JSONDecoder().decode(Head.self, from: data)) != nil
  }

  /// Reads a record.
  ///
  /// Throws ``Invalid`` where the file is no record of a version known here.
  public static func read(from url: URL) throws -> RunRecord {
    try record(
      in: try NamedFile.read(url, as: url.path, limit: byteLimit), path: url.path)
  }

  /// The same of a file's bytes; messages call it `path`.
  public static func record(in data: Data, path: String) throws -> RunRecord {
    guard let version = try? JSONDecoder().decode(Version.self, from: data).version else {
      throw Invalid(description: "\(path): not a run record (no schema_version)")
    }
    guard version == RunRecord.currentSchemaVersion else {
      throw Invalid(
        description: """
          \(path): schema_version \(version), but this version of lesson reads \
          \(RunRecord.currentSchemaVersion); run the lesson again
          """)
    }
    do {
      return try JSONDecoder().decode(RunRecord.self, from: data)
    } catch let error as DecodingError {
      throw Invalid(description: "\(path): not a run record: \(error)")
    }
  }

  private struct Version: Codable {
    var version: Int
    enum CodingKeys: String, CodingKey { case version = "schema_version" }
  }
}
