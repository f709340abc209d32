/// Every batch's loss as a table, for whoever cannot see the chart's thin line: a row for each batch,
/// a column for each epoch.
enum BatchLosses {
  /// More would make the page heavy; the record has them all.
  private static let limit = 4000

  static func blocks(_ figures: TrainingFigures) -> [ReportBlock] {
    let losses = figures.losses
    guard figures.batches > 0, !losses.isEmpty else { return [] }
    guard losses.count <= limit else {
      let count = NumberText.count(losses.count)
      return [[.note("The losses of the \(count) batches, one by one, are in run.json.")]]
    }
    let epochs = (losses.count - 1) / figures.batches + 1
    let rows = (0..<min(figures.batches, losses.count)).map { batch -> [[ReportInline]] in
      [[.text("\(batch + 1)")]]
        + (0..<epochs).map { epoch in
          let place = epoch * figures.batches + batch
          return ResultText.fixed(losses.indices.contains(place) ? losses[place] : nil, 4)
        }
    }
    return [
      .fold(
        .init(
          ["Every batch’s loss as a table"], staysShut: true,
          [
            .table(
              ReportTable(
                "Loss by batch and epoch",
                columns: [.number("batch")] + (1...epochs).map { .number("epoch \($0)") },
                rows: rows))
          ]))
    ]
  }
}
