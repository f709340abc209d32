import Files
import Foundation
import Host
import Lessons
import Records
import Report

/// The folder of one report.
///
/// A run builds `NAME.partial` beside it, whose files take their place when the run is complete; what
/// was there stays until then. A run that was stopped in between is put into its place by the next
/// command that looks for it.
final class ReportFolder: Sendable {
  let folder: URL
  private let partial: URL
  /// Holds the lock on the partial folder for as long as this lives.
  private let descriptor: Int32

  /// Makes the partial folder anew.
  ///
  /// Throws `io` where that cannot be, or where another run has it, and `usage` where something of
  /// somebody else's would be lost.
  convenience init(name: String, in reports: URL) throws {
    try self.init(locking: name, in: reports)
    try recover()
    try place.check()
    try ReportPlace(folder: partial).check()
    try ReportPlace(folder: partial).clear()
    try makePartial()
  }

  /// Nobody may look into a report before it is done who may not afterwards.
  private func makePartial() throws {
    try OutputFile.makeFolder(partial)
    guard let permissions = Permissions(of: folder) else { return }
    try onDisk(partial) { try permissions.apply(toFolder: partial) }
  }

  private init(locking name: String, in reports: URL) throws {
    (folder, partial) = Self.places(of: name, in: reports)
    try Self.checkReports(reports)
    do {
      try NewFolder.make(reports)
    } catch {
      throw Self.unwritable(reports, error.words)
    }
    descriptor = open(
      Self.lock(name, in: reports), O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o666)
    guard descriptor >= 0 else { throw Self.unwritable(reports, POSIXError.last.words) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Failure(
        .io, "another run is writing \(folder.path); wait for it, or use --out with another folder")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private static func places(of name: String, in reports: URL) -> (folder: URL, partial: URL) {
    (reports.appendingPathComponent(name), reports.appendingPathComponent(name + ".partial"))
  }

  private static func lock(_ name: String, in reports: URL) -> String {
    reports.appendingPathComponent(".\(name).lock").path
  }

  private static func unwritable(_ reports: URL, _ reason: String) -> Failure {
    Failure(.io, "\(reports.path): cannot be written: \(reason). --out names another folder")
  }

  private var place: ReportPlace { ReportPlace(folder: folder) }

  /// Whether a run is writing the report at this moment.
  static func isBeingWritten(_ name: String, in reports: URL) -> Bool {
    let descriptor = open(
      lock(name, in: reports), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  /// Refuses a report that a run is writing at this moment.
  static func checkIdle(_ folder: URL) throws {
    let (name, reports) = (folder.lastPathComponent, folder.deletingLastPathComponent())
    guard isBeingWritten(name, in: reports) else { return }
    throw Failure(.io, "another run is writing \(folder.path); wait for it")
  }

  private static func checkReports(_ reports: URL) throws {
    do {
      try OutputFile.checkFolder(reports)
    } catch let failure as Failure {
      throw Failure(failure.status, failure.message + ". --out names another folder")
    }
  }

  /// Says before anything is computed whether a report could be written; changes nothing.
  static func check(_ name: String, in reports: URL) throws {
    let (folder, partial) = places(of: name, in: reports)
    try checkReports(reports)
    // What a run that was stopped has left, it puts into its place first.
    guard waiting(in: partial, for: folder) == nil else { return }
    try ReportPlace(folder: folder).check()
    try ReportPlace(folder: partial).check()
  }

  /// Removes the partial folder of a run that never started.
  func discard() { try? ReportPlace(folder: partial).clear() }

  /// Writes the record as it stands.
  func write(_ record: RunRecord) throws {
    let url = partial.appendingPathComponent(ReportFiles.record)
    let there = folder.appendingPathComponent(ReportFiles.record)
    try onDisk(url) {
      try RunRecordFile.write(
        record, to: url, like: Permissions(of: there) ?? Permissions(of: url))
    }
  }

  /// Writes record and report.
  ///
  /// A complete run takes its place; an unfinished one stays where it is.
  ///
  /// Returns the folder that they are in.
  func finish(_ record: RunRecord) throws -> URL {
    try write(record)
    try ReportFiles.write(ReportBuilder.build(record), to: partial, like: folder)
    guard record.status == .complete else { return partial }
    try takePlace()
    return folder
  }

  private func takePlace() throws {
    do {
      // A run may take long, and something may lie there meanwhile.
      try place.check(isOwn: true)
      try place.take(from: ReportPlace(folder: partial))
    } catch let failure as Failure {
      throw Failure(
        .io,
        "\(failure.message). The report is in \(partial.path), and takes its place with the "
          + "next run")
    }
  }

  // MARK: - After a stop

  /// Puts a report into its place whose run came to its end but was stopped before that.
  ///
  /// Does nothing where there is none, or where a run is going on.
  static func recover(_ name: String, in reports: URL) throws {
    let (folder, partial) = places(of: name, in: reports)
    guard waiting(in: partial, for: folder) != nil, !isBeingWritten(name, in: reports) else {
      return
    }
    try ReportFolder(locking: name, in: reports).recover()
  }

  /// The record of a complete run that waits for its place, where no later one is there.
  private static func waiting(in partial: URL, for folder: URL) -> RunRecord? {
    let read = { (folder: URL) in
      try? RunRecordFile.read(from: folder.appendingPathComponent(ReportFiles.record))
    }
    guard let record = read(partial), record.status == .complete else { return nil }
    guard let there = read(folder) else { return record }
    return there.startedAt < record.startedAt ? record : nil
  }

  private func recover() throws {
    guard let record = Self.waiting(in: partial, for: folder) else { return }
    // Files that have their place already are written once more: the same.
    try place.check(isOwn: true)
    try ReportFiles.write(ReportBuilder.build(record), to: partial, like: folder)
    try place.take(from: ReportPlace(folder: partial))
  }
}
