import Foundation

/// Panels over the same epochs: the true losses, what this run prints, what the author saw.
///
/// Where the printed figure is the last batch's loss divided by the number of batches, the second
/// axis is the first one divided by that number: its dots make the same zigzag as the last batches'
/// rings above, and a right-hand scale says which loss each figure stands for.
enum TrainingChart {
  static func chart(_ figures: TrainingFigures) -> LineChart {
    let panels = [losses(figures), printed(figures), author(figures)]
    return LineChart(
      title: "Loss by epoch: as it is, and as it is printed", description: description(figures),
      xTitle: "epoch", xEnd: figures.epochs.count,
      panels: panels.filter { panel in panel.series.contains { $0.mark != .reference } })
  }

  private static func losses(_ figures: TrainingFigures) -> LineChart.Panel {
    let batches = Double(figures.batches)
    var series: [LineChart.Series] = [
      .init(
        name: "each batch", mark: .line,
        points: figures.losses.enumerated().map { .init(x: Double($0 + 1) / batches, y: $1) }),
      .init(name: "mean of the epoch", mark: .levels, points: points(figures) { $0.mean }),
    ]
    if figures.printsShareOfLastBatch {
      series.append(
        .init(
          name: "last batch of the epoch", mark: .rings, points: points(figures) { $0.last }))
    }
    series += chance(figures, dividedBy: 1)
    return panel("The loss", series, range: range(figures), right: nil)
  }

  private static func printed(_ figures: TrainingFigures) -> LineChart.Panel {
    let name = figures.printsShareOfLastBatch ? "last batch’s loss ÷ \(figures.batches)" : "printed"
    let series = LineChart.Series(
      name: name, mark: .dots, points: points(figures) { $0.printed })
    guard figures.printsShareOfLastBatch else {
      return panel(
        "What this run prints", [series], range: AxisScale.range(holding: series.points.map(\.y)),
        right: nil, isShort: true)
    }
    let batches = figures.batches
    let loss = range(figures)
    return panel(
      "What this run prints",
      [series] + chance(figures, dividedBy: batches),
      range: loss.lowerBound / Double(batches)...loss.upperBound / Double(batches),
      right: scale(batches), isShort: true)
  }

  private static func author(_ figures: TrainingFigures) -> LineChart.Panel {
    let series = LineChart.Series(
      name: "printed for the author", mark: .diamonds, points: points(figures) { $0.author })
    let divisor = figures.printsShareOfLastBatch ? figures.batches : 1
    let chance = chance(figures, dividedBy: divisor)
    let values = (figures.printsShareOfLastBatch ? chance + [series] : [series]).flatMap(\.points)
    return panel(
      "What the notebook’s author saw", [series] + (divisor > 1 ? chance : []),
      range: AxisScale.range(holding: values.map(\.y)),
      right: divisor > 1 ? scale(divisor) : nil, isShort: true)
  }

  private static func scale(_ batches: Int) -> LineChart.RightScale {
    .init(factor: Double(batches), title: "× \(batches)")
  }

  /// The loss of guessing, on an axis of losses divided by a number.
  private static func chance(_ figures: TrainingFigures, dividedBy divisor: Int)
    -> [LineChart.Series]
  {
    guard let chance = figures.chance else { return [] }
    let value = chance / Double(divisor)
    let name = divisor == 1 ? "chance: ln \(figures.classes)" : "ln \(figures.classes) ÷ \(divisor)"
    return [
      .init(
        name: "\(name) = \(NumberText.fixed(value, 4))", mark: .reference,
        points: [.init(x: 0, y: value)])
    ]
  }

  private static func range(_ figures: TrainingFigures) -> ClosedRange<Double> {
    AxisScale.range(holding: figures.losses + [figures.chance].compactMap { $0 })
  }

  private static func panel(
    _ title: String, _ series: [LineChart.Series], range: ClosedRange<Double>,
    right: LineChart.RightScale?, isShort: Bool = false
  ) -> LineChart.Panel {
    LineChart.Panel(
      title: title, series: series.filter { !$0.points.isEmpty }, range: range, right: right,
      isShort: isShort)
  }

  private static func points(
    _ figures: TrainingFigures, _ value: (TrainingFigures.Epoch) -> Double?
  ) -> [LineChart.Point] {
    figures.epochs.compactMap { epoch in
      value(epoch).map { .init(x: Double(epoch.number), y: $0) }
    }
  }

  private static func description(_ figures: TrainingFigures) -> String {
    let low = figures.losses.min() ?? 0
    let high = figures.losses.max() ?? 0
    var sentences = [
      """
      \(NumberText.count(figures.losses.count, "batch loss", plural: "batch losses")), from \
      \(NumberText.fixed(low, 4)) to \(NumberText.fixed(high, 4)).
      """
    ]
    let means = figures.epochs.compactMap(\.mean)
    if let first = means.first, let last = means.last, means.count > 1 {
      sentences.append(
        """
        The mean of an epoch goes from \(NumberText.fixed(first, 4)) to \
        \(NumberText.fixed(last, 4)).
        """)
    }
    if let chance = figures.chance {
      sentences.append(
        "Guessing has a loss of ln \(figures.classes) = \(NumberText.fixed(chance, 4)).")
    }
    let printed = figures.epochs.compactMap(\.printed)
    if let low = printed.min(), let high = printed.max() {
      let meaning =
        figures.printsShareOfLastBatch
        ? ", each the last batch’s loss divided by \(figures.batches)" : ""
      sentences.append(
        """
        This run prints \(NumberText.fixed(low, 4)) to \(NumberText.fixed(high, 4))\(meaning).
        """)
    }
    let author = figures.epochs.compactMap(\.author)
    if let low = author.min(), let high = author.max() {
      sentences.append(
        "The notebook’s author saw \(NumberText.fixed(low, 4)) to \(NumberText.fixed(high, 4)).")
    }
    return sentences.joined(separator: " ")
  }
}
