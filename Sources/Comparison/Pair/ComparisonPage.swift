import Records
import Report

/// Two runs beside each other as a page.
package enum ComparisonPage {
  package static func document(_ comparison: RecordComparison) -> ReportDocument {
    let lessons = [comparison.a, comparison.b].map { OneLine.of($0.record.lesson.id) }
    return ReportDocument(
      lesson: lessons[0] == lessons[1] ? lessons[0] : lessons.joined(separator: " and "),
      title: "Two runs compared",
      status: ReportStatus(
        kind: .complete, headline: "Compared", detail: [.text(comparison.summary + ".")]),
      blocks: sides(comparison) + inputs(comparison) + changes(comparison) + steps(comparison)
        + ComparisonCharts.blocks(comparison) + predictions(comparison) + verdicts(comparison)
        + times(comparison))
  }

  private static func sides(_ comparison: RecordComparison) -> [ReportBlock] {
    [
      .list(
        ordered: false, start: 1,
        items: [("A", comparison.a), ("B", comparison.b)].map { name, side in
          [
            .paragraph([
              .strong([.text(name)]), " ", .isolated(ComparisonText.side(side)),
            ])
          ]
        })
    ]
  }

  private static func inputs(_ comparison: RecordComparison) -> [ReportBlock] {
    let different = comparison.inputs.filter { !$0.isSame }
    let same = comparison.inputs.filter(\.isSame)
    var blocks: [ReportBlock] = [.heading(level: 2, content: ["What they started from"])]
    if different.isEmpty {
      blocks.append(.paragraph(["All of it is the same."]))
    } else {
      blocks.append(
        .table(
          ReportTable(
            "Inputs that differ", columns: [.text("input"), .text("A"), .text("B")],
            rows: different.map {
              [[.isolated($0.name)], [.isolated($0.a)], [.isolated($0.b)]]
            })))
    }
    if !same.isEmpty {
      let table = ReportTable(
        "Inputs that are the same", columns: [.text("input"), .text("both")],
        rows: same.map { [[.isolated($0.name)], [.isolated($0.a)]] })
      blocks.append(
        .fold(
          .init([.text("What is the same: \(Words.count(same.count, "input"))")], [.table(table)])))
    }
    return blocks
  }

  /// Where one is a variant of the other, its steps.
  private static func changes(_ comparison: RecordComparison) -> [ReportBlock] {
    guard let changes = comparison.changes else { return [] }
    return [.heading(level: 2, content: ["What B changes"])] + changes.blocks
  }

  private static func steps(_ comparison: RecordComparison) -> [ReportBlock] {
    guard !comparison.steps.isEmpty else { return [] }
    let table = ReportTable(
      "Results, step by step", columns: [.text("step"), .text("results")],
      rows: comparison.steps.map { [[.isolated(OneLine.of($0.id))], [.text($0.text)]] })
    let details = comparison.steps.filter { !$0.differences.isEmpty }.map { step in
      ReportBlock.fold(
        .init(
          [.isolated(OneLine.of(step.id)), .text(": what differs")],
          [
            .table(
              ReportTable(
                "What differs in \(OneLine.of(step.id))",
                columns: [.text("result"), .text("how"), .text("A | B")],
                rows: step.differences.map { difference in
                  [
                    [.isolated(OneLine.of(difference.path))], [.text(difference.agreement.text)],
                    [.isolated(OneLine.of(difference.text, limit: 300))],
                  ]
                }))
          ]))
    }
    return [.heading(level: 2, content: ["What came of it"]), .table(table)] + details
  }

  private static func predictions(_ comparison: RecordComparison) -> [ReportBlock] {
    guard !comparison.predictions.isEmpty else { return [] }
    return [
      .heading(level: 2, content: ["Predictions"]),
      .table(
        ReportTable(
          "What each run prints, with the probability it gives to its choice",
          columns: [.text("step"), .text("sentence"), .text("A"), .text("B")],
          rows: comparison.predictions.map {
            [[.isolated($0.step)], [.isolated($0.text)], [.isolated($0.a)], [.isolated($0.b)]]
          })),
    ]
  }

  private static func verdicts(_ comparison: RecordComparison) -> [ReportBlock] {
    guard !comparison.verdicts.isEmpty else { return [] }
    var blocks: [ReportBlock] = [.heading(level: 2, content: ["Expectations and claims"])]
    let different = comparison.verdicts.filter { !$0.isOneSided }
    if !different.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            "Those that come out differently", columns: [.text("which"), .text("A | B")],
            rows: different.map { [[.isolated($0.name)], [.text($0.text)]] })))
    }
    if comparison.oneSidedVerdicts > 0 {
      blocks.append(
        .paragraph([.text("Judged in one of the runs alone: \(comparison.oneSidedVerdicts).")]))
    }
    return blocks
  }

  private static func times(_ comparison: RecordComparison) -> [ReportBlock] {
    guard !comparison.steps.isEmpty else { return [] }
    return [
      .heading(level: 2, content: ["Time"]),
      .table(
        ReportTable(
          "Seconds by step; a cached step shows what it took when it was computed",
          columns: [.text("step"), .text("A | B")],
          rows: comparison.steps.map {
            [[.isolated(OneLine.of($0.id))], [.text(ComparisonText.times($0))]]
          })),
    ]
  }
}
