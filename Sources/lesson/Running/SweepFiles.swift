import Comparison
import Foundation
import HandIn
import Lessons
import Records
import Report

/// Where a sweep's reports, logs and summary lie.
struct SweepFiles {
  let reports: URL
  private let folder: URL

  /// - Parameter name: of the folder for the summary.
  init(reports: URL, name: String) {
    self.reports = reports
    folder = reports.appendingPathComponent(name)
  }

  /// The record of a run that was made already; `nil` where there is none that serves.
  func kept(_ plan: LessonPlan, _ store: AssetStore) throws -> RunRecord? {
    let url = reports.appendingPathComponent("\(plan.outputName)/\(ReportFiles.record)")
    guard FileManager.default.fileExists(atPath: url.path),
      let record = try? RunRecordFile.read(from: url)
    else { return nil }
    let assets: [LocatedAsset]
    do { assets = try store.expected(of: plan) } catch { throw Failure(error) }
    return try? EarlierRun.judged(record, for: plan, assets: assets)
  }

  /// The record of a run that has just been made.
  func record(_ name: String) throws -> RunRecord {
    let url = reports.appendingPathComponent("\(name)/\(ReportFiles.record)")
    return try onDisk(url) { try RunRecordFile.read(from: url) }
  }

  private var table: OutputFile {
    let page = folder.appendingPathComponent("sweep.html")
    return OutputFile(folder.appendingPathComponent("sweep.csv"), .table(beside: page))
  }

  /// Refuses, before anything runs, a place where the summary cannot be written.
  func check() throws {
    for file in ReportFiles.files(in: folder, stem: "sweep", pages: .sealed) + [table] {
      try file.check()
    }
  }

  /// Refuses a log that would be written over something else.
  func checkLog(of name: String) throws { try log(of: name).check() }

  /// The file that a run's output goes into.
  func log(of name: String) -> OutputFile {
    OutputFile(folder.appendingPathComponent("logs/\(name).txt"), .log)
  }

  /// Writes the summary and returns the folder that it is in.
  func write(_ sweep: Sweep) throws -> URL {
    let csv = SweepText.csv(sweep)
    try ReportFiles.write(
      SweepPage.document(sweep), to: folder, stem: "sweep", beside: table.digests(with: csv))
    try table.write(csv)
    return folder
  }
}
