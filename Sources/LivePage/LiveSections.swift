import Records
import Report

/// What the live page shows of a run, section by section.
///
/// Built from the same pieces as the report, so it looks alike and nothing in it can act.
struct LiveSections {
  let state: LiveRun.State

  /// The page's title: it never reads like that of a finished report.
  var title: String {
    guard state.ending == nil else { return "Ended – Lesson \(state.lesson)" }
    guard let progress = state.progress else { return "Starting – Lesson \(state.lesson)" }
    return "Running \(progress.index)/\(progress.count) – Lesson \(state.lesson)"
  }

  /// HTML by the id of the element that it fills.
  var sections: [String: String] {
    [
      "step": HTMLFragment.inline([.text(step)]), "pace": HTMLFragment.inline([.text(pace)]),
      "chart": HTMLFragment.text(chart), "printed": HTMLFragment.text(printed),
      "predictions": HTMLFragment.text(predictions), "steps": HTMLFragment.text(steps),
    ]
  }

  /// From 0 to 1; `nil` while nothing is counted.
  var fraction: Double? { (state.fetching ?? state.progress)?.work?.pace.fraction }

  private var step: String {
    if case .message(let message) = state.ending { return "The run ended: \(message)" }
    if let fetching = state.fetching { return fetching.id }
    guard let progress = state.progress else { return "Getting ready" }
    return "Step \(progress.index) of \(progress.count): \(progress.id)"
  }

  private var pace: String {
    guard state.ending == nil, let progress = state.fetching ?? state.progress,
      let work = progress.work
    else { return "" }
    let percent = "\(Int(work.pace.fraction * 100)) %"
    var parts = [
      state.fetching == nil
        ? "\(work.name) \(work.pace.done) of \(work.pace.total), \(percent)" : percent
    ]
    if let rate = progress.reviewsPerSecond { parts.append("\(Pace.text(rate)) reviews/s") }
    if let left = work.pace.secondsLeft { parts.append("\(Pace.minutes(left)) left in this step") }
    return parts.joined(separator: " · ")
  }

  /// The losses of the training in hand, or else of the last one that was completed.
  private var chart: [ReportBlock] {
    guard let record = state.record, let step = training(in: record) else { return [] }
    let heading = ReportBlock.heading(level: 3, content: ["Losses of ", .code(step.id)])
    return [heading] + HTMLFragment.results(of: step, in: record)
  }

  private func training(in record: RunRecord) -> StepRecord? {
    let kept = [ResultKey.losses, .batches, .epochs, .meanLoss, .printedLoss].map(\.name)
    if let progress = state.progress, !progress.losses.isEmpty,
      var step = record.step(progress.id), step.status == .running
    {
      let size = max(1, progress.batchesPerEpoch)
      let means = stride(from: 0, to: progress.losses.count / size * size, by: size).map { start in
        progress.losses[start..<start + size].reduce(0) { $0 + Double($1) } / Double(size)
      }
      step.results = [:]
      step.results[.losses] = .floats(progress.losses)
      step.results[.batches] = .int(progress.batchesPerEpoch)
      step.results[.epochs] = .int(progress.epochs)
      step.results[.meanLoss] = .array(means.map(JSONValue.number))
      return step
    }
    guard var last = record.steps.last(where: { $0.results[.losses] != nil }) else { return nil }
    last.results = last.results.filter { kept.contains($0.key) }
    return last
  }

  private var printed: [ReportBlock] {
    (state.record?.steps ?? []).filter { !$0.printed.isEmpty }.flatMap { step -> [ReportBlock] in
      [[.code(step.id)], .output(step.printed)]
    }
  }

  private var predictions: [ReportBlock] {
    let rows = (state.record?.steps ?? []).compactMap { step -> [[ReportInline]]? in
      guard let label = step.results[.printedLabel]?.string else { return nil }
      let probabilities = step.results[.probabilities]?.array?.compactMap(\.number) ?? []
      return [
        [.code(step.id)], [.text("“\(step.results[.text]?.string ?? "")”")], [.text(label)],
        [.text(step.results[.datasetLabel]?.string ?? "–")],
        [.text(probabilities.map(Self.percent).joined(separator: " / "))],
      ]
    }
    guard !rows.isEmpty else { return [] }
    let columns: [ReportTable.Column] = [
      .text("step"), .text("sentence"), .text("printed"), .text("the data set’s name"),
      .number("probabilities"),
    ]
    return [.table(ReportTable("Predictions so far", columns: columns, rows: rows))]
  }

  private static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    let tenths = Int((min(max(share, 0), 1) * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }

  private var steps: [ReportBlock] {
    guard let record = state.record else { return [] }
    let rows = record.steps.map { step -> [[ReportInline]] in
      [[.code(step.id)], [.text(Self.word(step))], [.text(Self.seconds(step))]]
    }
    return [
      .table(
        ReportTable(
          "Steps", columns: [.text("step"), .text("state"), .number("time")], rows: rows))
    ]
  }

  private static func word(_ step: StepRecord) -> String {
    switch step.status {
    case .pending: "to come"
    case .skipped: "skipped"
    case .running: "▶ running"
    case .complete: step.fromCache ? "✓ from the cache" : "✓ done"
    case .failed: "✗ failed"
    case .interrupted: "✗ interrupted"
    }
  }

  private static func seconds(_ step: StepRecord) -> String {
    guard step.status == .complete else { return "" }
    return step.seconds < 60
      ? "\(Pace.text(max(0, step.seconds))) s" : "\(Pace.minutes(step.seconds)) min"
  }
}
