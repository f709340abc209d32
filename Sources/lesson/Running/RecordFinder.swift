import Files
import Foundation
import Host
import Lessons
import Records

/// Finds the record of an earlier run.
struct RecordFinder {
  var reports: URL
  /// The names of the lessons that can be run.
  var lessons: [String]

  /// By the name of its report, or by a path (with a slash) of its folder or of the file itself.
  func find(_ name: String) throws -> (url: URL, record: RunRecord) {
    var url =
      name.contains("/") ? URL(typed: name) : reports.appendingPathComponent(name)
    if url.lastPathComponent != ReportFiles.record { url.appendPathComponent(ReportFiles.record) }
    let folder = url.deletingLastPathComponent()
    try? ReportFolder.recover(folder.lastPathComponent, in: folder.deletingLastPathComponent())
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw Failure(.missing, "\(url.path): there is no such record\(hint(name))")
    }
    do {
      return (url, try RunRecordFile.read(from: url))
    } catch let error as RunRecordFile.Invalid {
      throw Failure(.invalid, error.description)
    } catch let problem as NamedFile.Problem {
      throw Failure(problem)
    } catch {
      throw Failure(.io, "\(url.path): \(FileProblem.text(error))")
    }
  }

  private func hint(_ name: String) -> String {
    guard !name.contains("/") else { return "" }
    if ReportFolder.isBeingWritten(name, in: reports) {
      return "; a run of it is going on, so wait until it has ended"
    }
    let unfinished = reports.appendingPathComponent("\(name).partial/\(ReportFiles.record)")
    if FileManager.default.fileExists(atPath: unfinished.path) {
      return "; its last run did not complete, see \(unfinished.deletingLastPathComponent().path)"
    }
    let names = names()
    if lessons.contains(name) {
      // A run with a profile or with other parameters has a longer name.
      let others = names.filter { $0.hasPrefix("\(name)-") }
      let there = others.isEmpty ? "" : "; there is \(others.joined(separator: ", "))"
      return "\(there); `lesson run \(name)` makes one"
    }
    guard !names.isEmpty else { return "; `lesson run` with a lesson's name makes one" }
    let nearest = NearestName.of(name, in: names).map { " Did you mean \($0)?" } ?? ""
    return ".\(nearest) Reports: \(names.joined(separator: ", "))"
  }

  /// The reports there are.
  private func names() -> [String] {
    let files = FileManager.default
    let folders = (try? files.contentsOfDirectory(atPath: reports.path)) ?? []
    return folders.filter {
      !$0.hasSuffix(".partial")
        && files.fileExists(
          atPath: reports.appendingPathComponent("\($0)/\(ReportFiles.record)").path)
    }.sorted()
  }
}
