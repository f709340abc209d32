import Foundation
import Lessons
import Records

/// Finds the record of an earlier run.
struct RecordFinder {
  var reports: URL

  /// By the name of its report, or by a path (with a slash) of its folder or of the file itself.
  func find(_ name: String) throws -> (url: URL, record: RunRecord) {
    var url =
      name.contains("/") ? URL(fileURLWithPath: name) : reports.appendingPathComponent(name)
    if url.lastPathComponent != ReportFiles.record { url.appendPathComponent(ReportFiles.record) }
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw Failure(.missing, "\(url.path): there is no such record\(hint(name))")
    }
    do {
      return (url, try RunRecordFile.read(from: url))
    } catch let error as RunRecordFile.Invalid {
      throw Failure(.invalid, error.description)
    } catch {
      throw Failure(.io, "\(url.path): \(FileProblem.text(error))")
    }
  }

  private func hint(_ name: String) -> String {
    guard !name.contains("/") else { return "" }
    let unfinished = reports.appendingPathComponent("\(name).partial/\(ReportFiles.record)")
    if FileManager.default.fileExists(atPath: unfinished.path) {
      return "; the last run did not complete, see \(unfinished.deletingLastPathComponent().path)"
    }
    return "; `lesson run \(name)` makes one"
  }
}
