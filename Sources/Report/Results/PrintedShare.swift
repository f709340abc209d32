/// How a printed figure that is the last batch's loss divided by the number of batches comes about.
///
/// Kept shut, on paper too, since a lesson may ask for it. The second panel's axis is the first one's
/// divided by the number of batches: its dots make the same zigzag as the last batches' rings above,
/// and a right-hand scale says which loss each figure stands for.
enum PrintedShare {
  /// Nothing where the figures are printed in another way.
  static func blocks(_ figures: TrainingFigures) -> [ReportBlock] {
    guard figures.printsShareOfLastBatch else { return [] }
    let count = figures.batches
    return [
      .fold(
        .init(
          ["How the printed figures come about: open this when you have answered"],
          staysShut: true,
          [
            .paragraph([
              .text(
                """
                Each printed figure is the loss of the epoch’s last batch, divided by the \
                \(NumberText.count(count)) batches of an epoch.
                """)
            ]),
            .chart(.line(chart(figures))), .table(table(figures)),
            .paragraph([
              .note(
                """
                Every batch’s loss is in run.json. The printed figures are rounded to four \
                decimals, so multiplying back gives the last batch’s loss to two or three.
                """)
            ]),
          ]))
    ]
  }

  static func chart(_ figures: TrainingFigures) -> LineChart {
    let count = figures.batches
    let rings = LineChart.Series(
      name: "last batch of the epoch", mark: .rings,
      points: TrainingChart.points(figures) { $0.last })
    let dots = LineChart.Series(
      name: "last batch’s loss ÷ \(count)", mark: .dots,
      points: TrainingChart.points(figures) { $0.printed })
    let loss = TrainingChart.range(figures)
    let share = loss.lowerBound / Double(count)...loss.upperBound / Double(count)
    return LineChart(
      title: "The last batches’ losses, and the printed figures", description: description(figures),
      xTitle: "epoch", xEnd: figures.epochs.count,
      panels: [
        TrainingChart.panel(
          "The loss", [TrainingChart.eachBatch(figures), rings] + TrainingChart.chance(figures),
          range: loss),
        TrainingChart.panel(
          "What this run prints", [dots] + TrainingChart.chance(figures, dividedBy: count),
          range: share, right: .init(factor: Double(count), title: "× \(count)"), isShort: true),
      ])
  }

  private static func description(_ figures: TrainingFigures) -> String {
    let last = figures.epochs.compactMap(\.last)
    let printed = figures.epochs.compactMap(\.printed)
    guard let low = last.min(), let high = last.max(), let least = printed.min(),
      let most = printed.max()
    else { return "" }
    return """
      The last batches’ losses lie from \(NumberText.fixed(low, 4)) to \(NumberText.fixed(high, 4)). \
      The printed figures, \(NumberText.fixed(least, 4)) to \(NumberText.fixed(most, 4)), are these \
      divided by \(figures.batches).
      """
  }

  private static func table(_ figures: TrainingFigures) -> ReportTable {
    let rows = figures.epochs.map { epoch in
      [
        [.text("\(epoch.number)")], ResultText.fixed(epoch.printed, 4),
        ResultText.fixed(epoch.printed.map { $0 * Double(figures.batches) }, 3),
        ResultText.fixed(epoch.last, 3),
      ]
    }
    return ReportTable(
      "Printed figures and last batches",
      columns: [
        .number("epoch"), .number("printed here"), .number("printed × \(figures.batches)"),
        .number("loss of the last batch"),
      ],
      rows: rows)
  }
}
