import Foundation
import Lessons
import Records
import Report

/// The folder of one report.
///
/// A run builds `NAME.partial` beside it, which takes its place in one rename when the run is
/// complete; what was there stays until then.
final class ReportFolder: Sendable {
  let folder: URL
  private let partial: URL
  /// Holds the lock on the partial folder for as long as this lives.
  private let descriptor: Int32

  /// Makes the partial folder anew.
  ///
  /// Throws `io` where that cannot be, or where another run has it.
  init(name: String, in reports: URL) throws {
    folder = reports.appendingPathComponent(name)
    partial = reports.appendingPathComponent(name + ".partial")
    let lock = reports.appendingPathComponent(".\(name).lock").path
    do {
      try FileManager.default.createDirectory(at: reports, withIntermediateDirectories: true)
    } catch {
      throw Self.unwritable(reports, FileProblem.text(error))
    }
    descriptor = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Self.unwritable(reports, String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw Failure(
        .io, "another run is writing \(folder.path); wait for it, or use --out with another folder")
    }
    try onDisk(partial) {
      if FileManager.default.fileExists(atPath: partial.path) {
        try FileManager.default.removeItem(at: partial)
      }
      try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
    }
  }

  private static func unwritable(_ reports: URL, _ reason: String) -> Failure {
    Failure(.io, "\(reports.path): cannot be written: \(reason). --out names another folder")
  }

  deinit { close(descriptor) }

  /// Removes the partial folder of a run that never started.
  func discard() { try? FileManager.default.removeItem(at: partial) }

  /// Writes the record as it stands.
  func write(_ record: RunRecord) throws {
    let url = partial.appendingPathComponent(ReportFiles.record)
    try onDisk(url) { try RunRecordFile.write(record, to: url) }
  }

  /// Writes record and report.
  ///
  /// A complete run takes its place; an unfinished one stays where it is.
  ///
  /// Returns the folder that they are in.
  func finish(_ record: RunRecord) throws -> URL {
    try write(record)
    try ReportFiles.write(ReportBuilder.build(record), to: partial)
    guard record.status == .complete else { return partial }
    let files = FileManager.default
    let old = folder.appendingPathExtension("old")
    try onDisk(folder) {
      if files.fileExists(atPath: old.path) { try files.removeItem(at: old) }
      let replaces = files.fileExists(atPath: folder.path)
      if replaces { try files.moveItem(at: folder, to: old) }
      try files.moveItem(at: partial, to: folder)
      if replaces { try files.removeItem(at: old) }
    }
    return folder
  }
}
