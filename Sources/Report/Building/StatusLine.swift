import Records

/// The line under a report's title, which says whether the report tells of a whole run.
enum StatusLine {
  static func status(of record: RunRecord) -> ReportStatus {
    let done = record.steps.count { $0.status == .complete }
    let progress = "\(done) of \(NumberText.count(record.steps.count, "step")) completed"
    switch record.status {
    case .complete:
      if let contradiction = contradiction(in: record, done: done) {
        return ReportStatus(
          kind: .inconsistent, headline: "Inconsistent record",
          detail: [.text("\(contradiction). Do not rely on this report: run the lesson again.")])
      }
      guard record.isWhole else { return part(record, done: done) }
      return ReportStatus(kind: .complete, headline: "Complete", detail: complete(record))
    case .failed:
      let step = record.steps.first { $0.status == .failed }
      let place = step.map { " at step \($0.id)" } ?? ""
      let reason = step?.error.map { ": \($0)" } ?? ""
      return unfinished("Failed run", "This run failed\(place)\(reason)", progress)
    case .interrupted:
      let step = record.steps.first { $0.status == .interrupted }
      let place = step.map { " in step \($0.id)" } ?? ""
      return unfinished("Interrupted run", "This run was stopped\(place)", progress)
    case .running, .pending, .skipped:
      return unfinished(
        "Unfinished run", "This run had not ended when the report was made", progress)
    }
  }

  private static func unfinished(_ headline: String, _ reason: String, _ progress: String)
    -> ReportStatus
  {
    let stop = reason.hasSuffix(".") ? "" : "."
    return ReportStatus(
      kind: .unfinished, headline: headline,
      detail: [
        .text(
          "\(reason)\(stop) \(progress); the report covers these alone, and nothing was judged.")
      ])
  }

  /// A run that was to be of some steps alone, and of which all that could be was judged.
  private static func part(_ record: RunRecord, done: Int) -> ReportStatus {
    let all = NumberText.count(record.steps.count, "step")
    return ReportStatus(
      kind: .unfinished, headline: "Part of the lesson",
      detail: [.text("This run was to be of \(done) of \(all), and skipped the others. ")]
        + complete(record))
  }

  private static func complete(_ record: RunRecord) -> [ReportInline] {
    let count = NumberText.count(record.steps.count { $0.status == .complete }, "step")
    let kept = record.steps.count { $0.fromCache }
    // What was computed in an earlier run took its time then.
    let seconds =
      kept == 0 ? record.seconds : record.steps.reduce(0) { $0 + max(0, $1.seconds) }
    let cached = kept == 0 ? "" : " (\(NumberText.count(kept)) of them in an earlier run)"
    var detail: [ReportInline] = [
      .text("\(count) computed in \(NumberText.duration(seconds))\(cached), seed \(record.seed)")
    ]
    if let variant = record.variant { detail.append(.text(", variant \(variant)")) }
    if let profile = record.profile { detail.append(.text(", profile \(profile)")) }
    let judged = record.expectations.filter { $0.check.verdict != .notApplicable }
    let counts = [(Verdict.fail, "not met"), (.error, "could not be judged")].compactMap {
      (verdict, words) -> (count: Int, words: String)? in
      let count = judged.count { $0.check.verdict == verdict }
      return count == 0 ? nil : (count, words)
    }
    if let first = counts.first {
      let all = NumberText.count(judged.count, "expectation")
      let more = counts.dropFirst().map { ", \($0.count) \($0.words)" }.joined()
      detail += [". ", .strong([.text("\(first.count) of \(all) \(first.words)\(more)")])]
    } else if !judged.isEmpty {
      let all = NumberText.count(judged.count, "expectation")
      detail.append(.text(judged.count == 1 ? ". The expectation is met" : ". All \(all) met"))
    }
    detail.append(".")
    return detail
  }

  /// Why a record that calls itself complete cannot be.
  private static func contradiction(in record: RunRecord, done: Int) -> String? {
    let ended: [RunStatus] = [.complete, .skipped]
    if done == 0 { return "The record says complete, but none of its steps is" }
    if let step = record.steps.first(where: { !ended.contains($0.status) }) {
      return "The record says complete, but its step \(step.id) is \(step.status.rawValue)"
    }
    guard let digest = try? RunRecord.resultsDigest(of: record.steps),
      digest == record.resultsSHA256
    else { return "The results do not have the digest that the record gives for them" }
    return nil
  }
}
