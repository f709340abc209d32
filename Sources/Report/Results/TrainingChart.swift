import Foundation

/// Two panels over the same epochs: the true losses, and what is printed.
///
/// Where the printed figure is the last batch's loss divided by the number of batches, the lower
/// axis is the upper one divided by that number, so that each dot stands exactly where the last
/// batch's ring stands, and the right-hand scale says which loss it came from.
enum TrainingChart {
  static func chart(_ figures: TrainingFigures) -> LineChart {
    LineChart(
      title: "Loss by epoch: as it is, and as it is printed", description: description(figures),
      xTitle: "epoch", xEnd: figures.epochs.count, panels: [losses(figures)] + printed(figures))
  }

  private static func losses(_ figures: TrainingFigures) -> LineChart.Panel {
    let batches = Double(figures.batches)
    var series: [LineChart.Series] = [
      .init(
        name: "each batch's loss", mark: .line,
        points: figures.losses.enumerated().map { .init(x: Double($0 + 1) / batches, y: $1) }),
      .init(name: "mean of the epoch", mark: .levels, points: points(figures) { $0.mean }),
    ]
    if figures.printsShareOfLastBatch {
      series.append(
        .init(
          name: "last batch of the epoch", mark: .rings, points: points(figures) { $0.last }))
    }
    if let chance = figures.chance {
      series.append(
        .init(
          name: "chance: ln \(figures.classes) = \(NumberText.fixed(chance, 4))", mark: .reference,
          points: [.init(x: 0, y: chance)]))
    }
    return LineChart.Panel(
      title: "The loss", series: series.filter { !$0.points.isEmpty }, range: range(figures),
      right: nil)
  }

  private static func printed(_ figures: TrainingFigures) -> [LineChart.Panel] {
    let here = points(figures) { $0.printed }
    let author = points(figures) { $0.author }
    guard !here.isEmpty || !author.isEmpty else { return [] }
    var series: [LineChart.Series] = [
      .init(name: "printed by this run", mark: .dots, points: here),
      .init(name: "printed by the notebook's author", mark: .diamonds, points: author),
    ]
    let batches = Double(figures.batches)
    guard figures.printsShareOfLastBatch else {
      let values = (here + author).map(\.y)
      return [
        LineChart.Panel(
          title: "What is printed", series: series.filter { !$0.points.isEmpty },
          range: AxisScale.range(holding: values), right: nil)
      ]
    }
    if let chance = figures.chance {
      let share = NumberText.fixed(chance / batches, 4)
      series.append(
        .init(
          name: "ln \(figures.classes) ÷ \(figures.batches) = \(share)", mark: .reference,
          points: [.init(x: 0, y: chance / batches)]))
    }
    let loss = range(figures)
    return [
      LineChart.Panel(
        title: "What is printed: the last batch's loss ÷ \(figures.batches) batches",
        series: series.filter { !$0.points.isEmpty },
        range: loss.lowerBound / batches...loss.upperBound / batches,
        right: .init(factor: batches, title: "× \(figures.batches)"))
    ]
  }

  /// The loss axis: wide enough for the losses and, multiplied back, for the printed figures.
  private static func range(_ figures: TrainingFigures) -> ClosedRange<Double> {
    var values = figures.losses + [figures.chance].compactMap { $0 }
    if figures.printsShareOfLastBatch {
      let printed = figures.epochs.flatMap { [$0.printed, $0.author] }.compactMap { $0 }
      values += printed.map { $0 * Double(figures.batches) }
    }
    return AxisScale.range(holding: values)
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
        ? ", each the last batch's loss divided by \(figures.batches)" : ""
      sentences.append(
        """
        This run prints \(NumberText.fixed(low, 4)) to \(NumberText.fixed(high, 4))\(meaning).
        """)
    }
    let author = figures.epochs.compactMap(\.author)
    if let low = author.min(), let high = author.max() {
      sentences.append(
        "The notebook's author saw \(NumberText.fixed(low, 4)) to \(NumberText.fixed(high, 4)).")
    }
    return sentences.joined(separator: " ")
  }
}
