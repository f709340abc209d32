import Foundation
import Records

/// Rows the lesson holds out: how many the model gets right.
///
/// What it has to beat, a lesson may ask.
enum HeldOutResults {
  static func view(
    _ reader: inout ResultReader, _ step: StepRecord, _ context: ReportContext
  ) -> ResultView? {
    guard let held = reader.take(.heldOut), let accuracy = held[.accuracy]?.number else {
      return nil
    }
    let confusion = (held[.confusion]?.array ?? []).map { row in
      (row.array ?? []).compactMap(\.int)
    }
    let rows = held[.rows]?.number ?? ResultText.sum(confusion.joined())
    let largest = confusion.map(ResultText.sum).max()
    let commonerClass = largest.flatMap { rows > 0 ? $0 / rows : nil }
    var blocks: [ReportBlock] = [
      .table(.facts("On held-out rows", facts(held, rows, accuracy, confusion)))
    ]
    if !confusion.isEmpty { blocks.append(.table(matrix(confusion, context))) }
    blocks += shares(held, confusion, context)
    blocks += lastBatch(&reader, context)
    blocks += HeldOutComparison.blocks(upTo: step, commonerClass: commonerClass, context)
    return ResultView(
      gist: "accuracy \(NumberText.percent(accuracy)) on \(NumberText.count(rows)) held-out rows",
      blocks: blocks)
  }

  private static func facts(
    _ held: JSONValue, _ rows: Double, _ accuracy: Double, _ confusion: [[Int]]
  ) -> [(name: String, value: [ReportInline])] {
    let right = ResultText.sum(
      confusion.enumerated().compactMap { label, row in
        row.indices.contains(label) ? row[label] : nil
      })
    var facts: [(name: String, value: [ReportInline])] = [
      ("rows scored", [.text(NumberText.count(rows))]),
      ("accuracy", [.strong([.text(NumberText.percent(accuracy))])]),
    ]
    if !confusion.isEmpty { facts.append(("rows right", [.text(NumberText.count(right))])) }
    if let area = held[.rocAUC]?.number {
      facts.append(("area under the ROC curve", [.text(NumberText.fixed(area, 4))]))
    }
    if let loss = held[.meanLoss]?.number {
      facts.append(("mean loss", [.text(NumberText.fixed(loss, 4))]))
      if confusion.count > 1 {
        facts.append(
          (
            "mean loss of guessing, ln \(confusion.count)",
            [.text(NumberText.fixed(log(Double(confusion.count)), 4))]
          ))
      }
    }
    return facts
  }

  /// The same of a loader's last batch alone.
  private static func lastBatch(
    _ reader: inout ResultReader, _ context: ReportContext
  ) -> [ReportBlock] {
    guard let last = reader.take(.lastBatch), let rows = last[.rows]?.number,
      let accuracy = last[.accuracy]?.number
    else { return [] }
    let confusion = (last[.confusion]?.array ?? []).map { ($0.array ?? []).compactMap(\.int) }
    let blocks: [ReportBlock] = [
      .table(.facts("On the last batch", facts(last, rows, accuracy, confusion))),
      .table(matrix(confusion, context)),
    ]
    return [
      .fold(
        .init(
          ["The last batch alone"], staysShut: true,
          blocks + shares(last, confusion, context)))
    ]
  }

  /// The true class down, the prediction across.
  private static func matrix(_ confusion: [[Int]], _ context: ReportContext) -> ReportTable {
    ReportTable(
      "Confusion matrix",
      columns: [.text("the row’s label")]
        + confusion.indices.map { .number("predicted \(context.className($0))") },
      rows: confusion.enumerated().map { label, row in
        [[.text(context.className(label))]] + row.map { [.text(NumberText.count($0))] }
      })
  }

  /// Precision, recall and F1, class by class in the order of the labels, and their mean.
  private static func shares(
    _ held: JSONValue, _ confusion: [[Int]], _ context: ReportContext
  ) -> [ReportBlock] {
    guard let classes = held[.classes]?.object, !classes.isEmpty else { return [] }
    let known = context.classNames.filter { classes[$0] != nil }
    let names = known + classes.keys.filter { !known.contains($0) }.sorted()
    var rows = names.map { name in
      [[.text(name)]] + cells(classes[name])
    }
    if let macro = held[.macro] { rows.append([["mean of the classes (macro)"]] + cells(macro)) }
    return [
      .table(
        ReportTable(
          "Scores by class",
          columns: [.text("class"), .number("precision"), .number("recall"), .number("F1")],
          rows: rows)),
      .paragraph([
        .note(
          """
          Precision: of the rows given this class, the share that have it. Recall: of the rows \
          that have it, the share given it. F1: their harmonic mean.
          """)
      ]),
    ]
  }

  private static func cells(_ shares: JSONValue?) -> [[ReportInline]] {
    [ResultMember.precision, .recall, .f1].map { ResultText.fixed(shares?[$0]?.number, 3) }
  }
}
