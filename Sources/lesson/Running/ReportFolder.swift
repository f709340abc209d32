import Foundation
import Host
import Lessons
import Records
import Report

/// The folder of one report.
///
/// A run builds `NAME.partial` beside it, which takes its place when the run is complete; what was
/// there stays until then.
final class ReportFolder: Sendable {
  let folder: URL
  private let partial: URL
  /// Where the report that was there lies while another takes its place.
  private let old: URL
  /// Holds the lock on the partial folder for as long as this lives.
  private let descriptor: Int32

  /// Makes the partial folder anew.
  ///
  /// Throws `io` where that cannot be, or where another run has it.
  init(name: String, in reports: URL) throws {
    folder = reports.appendingPathComponent(name)
    partial = reports.appendingPathComponent(name + ".partial")
    old = reports.appendingPathComponent(name + ".old")
    let lock = Self.lock(name, in: reports)
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
      throw Failure(
        .io, "another run is writing \(folder.path); wait for it, or use --out with another folder")
    }
    try onDisk(folder) { try recover() }
    try onDisk(partial) {
      if FileManager.default.fileExists(atPath: partial.path) {
        try FileManager.default.removeItem(at: partial)
      }
      try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
    }
  }

  private static func lock(_ name: String, in reports: URL) -> String {
    reports.appendingPathComponent(".\(name).lock").path
  }

  /// Whether a run is writing the report at this moment.
  static func isBeingWritten(_ name: String, in reports: URL) -> Bool {
    let descriptor = open(lock(name, in: reports), O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
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
    try onDisk(folder) { try takePlace() }
    return folder
  }

  /// Moves the partial folder to its place; a report that stands there is moved aside first, for no
  /// rename replaces a folder with something in it.
  private func takePlace() throws {
    let files = FileManager.default
    guard files.fileExists(atPath: folder.path) else {
      return try files.moveItem(at: partial, to: folder)
    }
    try files.moveItem(at: folder, to: old)
    do {
      try files.moveItem(at: partial, to: folder)
    } catch {
      try files.moveItem(at: old, to: folder)
      throw error
    }
    try files.removeItem(at: old)
  }

  /// Puts back, or removes, the report that a run moved aside before it was killed.
  private func recover() throws {
    let files = FileManager.default
    guard files.fileExists(atPath: old.path) else { return }
    if files.fileExists(atPath: folder.path) {
      try files.removeItem(at: old)
    } else {
      try files.moveItem(at: old, to: folder)
    }
  }
}
