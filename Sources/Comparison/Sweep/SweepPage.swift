import Records
import Report

/// A sweep as a page: each result by combination, as a table and a chart, then every run.
package enum SweepPage {
  package static func document(_ sweep: Sweep) -> ReportDocument {
    let done = sweep.runs.count { $0.record != nil }
    let isWhole = done == sweep.runs.count
    return ReportDocument(
      lesson: OneLine.of(sweep.lesson), title: "Sweep: \(OneLine.of(sweep.title))",
      status: ReportStatus(
        kind: isWhole ? .complete : .unfinished,
        headline: isWhole ? "Complete" : "Unfinished sweep",
        detail: [.text("\(done) of \(Words.count(sweep.runs.count, "run")) completed.")]),
      blocks: combinations(sweep) + sweep.results.flatMap { result($0, sweep) } + runs(sweep))
  }

  private static func combinations(_ sweep: Sweep) -> [ReportBlock] {
    // Where seeds alone are varied there is one, and nothing to be said of it.
    guard !sweep.parameters.isEmpty else { return [] }
    let columns =
      [ReportTable.Column.number("no.")] + sweep.parameters.map { .text(OneLine.of($0)) }
    return [
      .heading(level: 2, content: ["What was varied"]),
      .table(
        ReportTable(
          "Combinations of parameters; the seeds of each are its runs",
          columns: columns + [.number("runs"), .number("complete")],
          rows: sweep.combinations.map { combination in
            [[.text("\(combination.number)")]] + combination.values.map { [.isolated(text($0))] }
              + [
                [.text("\(combination.runs.count)")],
                [.text("\(combination.runs.count { $0.record != nil })")],
              ]
          })),
    ]
  }

  private static func result(_ path: ResultPath, _ sweep: Sweep) -> [ReportBlock] {
    let name = OneLine.of(path.description)
    let spreads = sweep.combinations.map { ($0, sweep.spread(path, over: $0)) }
    let rows = spreads.map { combination, spread -> [[ReportInline]] in
      let head: [[ReportInline]] = [
        [.text("\(combination.number)")],
        [.isolated(OneLine.of(sweep.name(of: combination.values)))],
      ]
      guard case .numbers(let numbers) = spread else {
        return head + [[.isolated(SweepText.text(of: spread))]] + Array(repeating: [], count: 4)
      }
      let figures = [numbers.mean, numbers.deviation, numbers.min, numbers.max]
      return head + figures.map { [.text($0.map { SweepText.number($0) } ?? "–")] }
        + [[.text("\(numbers.count)")]]
    }
    let table = ReportTable(
      "\(name) by combination",
      columns: [
        .number("no."), .text("combination"), .number("mean"), .number("standard deviation"),
        .number("least"), .number("greatest"), .number("runs"),
      ], rows: rows)
    return [.heading(level: 2, content: [.text(name)])] + chart(path, spreads, sweep)
      + [.table(table)]
  }

  /// The mean of each combination as a level, each of its runs as a ring; nothing for texts.
  private static func chart(
    _ path: ResultPath, _ spreads: [(Sweep.Combination, Spread)], _ sweep: Sweep
  ) -> [ReportBlock] {
    var means: [(x: Double, y: Double)] = []
    var rings: [(x: Double, y: Double)] = []
    var words: [String] = []
    for (combination, spread) in spreads {
      guard case .numbers(let numbers) = spread else { continue }
      means.append((Double(combination.number), numbers.mean))
      let values = combination.runs.compactMap { $0.record.flatMap { path.value(in: $0)?.number } }
      for (index, value) in values.enumerated() {
        // Side by side within the combination's unit of the axis.
        let share = (Double(index) + 0.5) / Double(values.count)
        rings.append((Double(combination.number) - 0.9 + 0.8 * share, value))
      }
      words.append("\(combination.number): \(SweepText.number(numbers.mean))")
    }
    guard !means.isEmpty else { return [] }
    let title = "\(OneLine.of(path.description)) of every run"
    let shown = words.prefix(12).joined(separator: ", ") + (words.count > 12 ? ", …" : "")
    return [
      .chart(
        .line(
          .onePanel(
            title, description: "\(title), by combination. Means: \(shown).", xTitle: "combination",
            series: [("mean", .levels, means), ("a run", .rings, rings)])))
    ]
  }

  private static func runs(_ sweep: Sweep) -> [ReportBlock] {
    let columns: [ReportTable.Column] =
      [.number("run"), .text("report"), .number("seed"), .number("combination"), .text("status")]
      + sweep.results.map { .number(OneLine.of($0.description)) }
    let numbers = sweep.combinations.reduce(into: [Int: Int]()) { numbers, combination in
      for run in combination.runs { numbers[run.index] = combination.number }
    }
    let rows = sweep.runs.map { run -> [[ReportInline]] in
      [
        [.text("\(run.index)")], [.isolated(OneLine.of(run.name))], [.text("\(run.seed)")],
        [.text("\(numbers[run.index] ?? 0)")],
        [.isolated(run.status)],
      ]
        + sweep.results.map { path in
          [.isolated(run.record.flatMap { path.value(in: $0) }.map(text) ?? "–")]
        }
    }
    return [
      .heading(level: 2, content: ["Every run"]),
      .table(
        ReportTable("Runs; each has a report of its own", columns: columns, rows: rows)),
    ]
  }

  private static func text(_ value: JSONValue) -> String {
    OneLine.of(value.string ?? (try? CanonicalJSON.text(value)) ?? "", limit: 60)
  }
}
