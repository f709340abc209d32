import Foundation
import Lessons
import Records

/// The runs of a lesson's variants that lie among the reports, for the lesson's own report.
struct VariantRuns {
  let reports: URL

  /// Complete runs of variants that a question of the record asks about, or that a student has written,
  /// with what the record was run with: one for each variant.
  ///
  /// What a student has written counts while it stands in their answers as it was run.
  ///
  /// - Parameter own: the student's variants as their answers have them.
  func beside(_ record: RunRecord, own: [OwnVariant]) -> [BesideRun] {
    guard record.variant == nil, record.isWhole else { return [] }
    let asked = record.questions.compactMap(\.variant)
    guard !asked.isEmpty || !own.isEmpty else { return [] }
    var found: [BesideRun] = []
    for run in records(of: record) where run.variant != nil && Self.fits(run, record) {
      let isWanted = run.own.map(own.contains) ?? asked.contains(run.variant ?? "")
      let isNew = !found.contains { $0.variant == run.variant }
      if isWanted, isNew { found.append(BesideRun(run)) }
    }
    return found.sorted { ($0.variant ?? "") < ($1.variant ?? "") }
  }

  /// Whether a run differs from another in its variant alone.
  private static func fits(_ run: RunRecord, _ record: RunRecord) -> Bool {
    run.isWhole && run.lesson.id == record.lesson.id && run.seed == record.seed
      && run.lessonSHA256 == record.lessonSHA256 && run.parameters == record.parameters
      && run.profile == record.profile && run.assets == record.assets
      && run.engine.version == record.engine.version
      && run.engine.rounding == record.engine.rounding
      && (try? RunRecord.resultsDigest(of: run.steps)) == run.resultsSHA256
  }

  /// The records of reports whose folders are called after the lesson.
  private func records(of record: RunRecord) -> [RunRecord] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: reports.path)) ?? []
    return names.filter { $0.hasPrefix(record.lesson.id + "-") && !$0.hasSuffix(".partial") }
      .sorted().compactMap { name in
        try? RunRecordFile.read(
          from: reports.appendingPathComponent("\(name)/\(ReportFiles.record)"))
      }
  }
}
