import Foundation
import Lessons
import Records

/// A run whose values are wanted: its record in reports where that serves, else the lesson replayed.
struct RecordedRun {
  private let plan: LessonPlan
  private let installation: Installation
  private let options: RunOptions
  /// Where records lie.
  private let reports: URL

  /// - Parameter reports: the installation's own folder where it is left out.
  init(
    _ plan: LessonPlan, _ installation: Installation, _ options: RunOptions, reports: URL? = nil
  ) {
    (self.plan, self.installation, self.options) = (plan, installation, options)
    self.reports = reports ?? installation.reports
  }

  /// The record; standard error says where it is from.
  func record() throws -> RunRecord {
    let store = try installation.store(offline: options.offline)
    if !options.fresh, let record = try kept(store) { return record }
    let display = RunDisplay(quiet: options.quiet, printsResults: false)
    return try Replay(
      plan: plan, store: store, threads: options.threads, display: display, folder: nil,
      cache: options.cache(in: store.cache)
    ).run().record
  }

  private func kept(_ store: AssetStore) throws -> RunRecord? {
    let url = reports.appendingPathComponent(
      "\(plan.outputName)/\(ReportFiles.record)")
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    let assets: [LocatedAsset]
    do { assets = try store.expected(of: plan) } catch { throw Failure(error) }
    do {
      let record = try EarlierRun.judged(
        try RunRecordFile.read(from: url), for: plan, assets: assets)
      if !options.quiet { Terminal.errorLine("from the record \(url.relativePath)") }
      return record
    } catch {
      if !options.quiet {
        Terminal.errorLine("replaying: the record \(url.relativePath) does not serve: \(error)")
      }
    }
    return nil
  }
}
