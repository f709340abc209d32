import Base
import Files
import Foundation

/// Reads and writes `run.json`.
package enum RunRecordFile {
  /// A record that cannot be used, with the reason.
  package struct Invalid: Error, CustomStringConvertible {
    package var description: String
  }

  /// The record in canonical form with a digest over itself, and a closing newline.
  package static func data(_ record: RunRecord) throws -> Data {
    Data(try DigestMember.sealed(CanonicalJSON.value(record)).utf8)
  }

  /// Writes a record so that a reader finds the old one or the new one, never half of either.
  ///
  /// - Parameter permissions: what mode and owner it gets; those of a new file without.
  package static func write(
    _ record: RunRecord, to url: URL, like permissions: Permissions? = nil
  ) throws {
    try NewFile.write(data(record), to: url) { descriptor throws(POSIXError) in
      try permissions?.apply(to: descriptor)
    }
  }

  /// More than any record of a lesson.
  private static let byteLimit = 1 << 30

  /// Whether a text is a record that nobody has changed since it was written.
  ///
  /// - Parameter carried: the record that the page beside it carries. Records of earlier versions
  ///   have no digest over themselves, and are told by that.
  package static func isUnchanged(_ text: String, carried: JSONValue?) -> Bool {
    if DigestMember.isUnchanged(text) { return true }
    guard let carried else { return false }
    return (try? CanonicalJSON.text(carried) + "\n") == text
  }

  /// Reads a record.
  ///
  /// Throws ``Invalid`` where the file is no record of a version known here.
  package static func read(from url: URL) throws -> RunRecord {
    try record(
      in: try NamedFile.read(url, as: url.path, limit: byteLimit), path: url.path)
  }

  /// The same of a file's bytes; messages call it `path`.
  package static func record(in data: Data, path: String) throws -> RunRecord {
    if let failure = JSONReader.failure(in: data) {
      throw Invalid(
        description: """
          \(path):\(failure.line):\(failure.column): not JSON from here on: \(failure.reason)
          """)
    }
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
      throw Invalid(description: "\(path): not a run record: \(DecodingProblem.text(error))")
    }
  }

  private struct Version: Codable {
    var version: Int
    enum CodingKeys: String, CodingKey { case version = "schema_version" }
  }
}
