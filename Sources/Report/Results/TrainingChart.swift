import Foundation

/// Panels over the same epochs: the true losses, and what the cell prints, here and for the author.
///
/// How a printed figure comes about is not said here: a lesson asks for it. `PrintedShare` tells it.
enum TrainingChart {
  /// Of more printed figures a line tells more, and takes less room in the page.
  private static let mostDots = 300

  static func chart(_ figures: TrainingFigures) -> LineChart {
    let panels = [losses(figures), printed(figures)]
    return LineChart(
      title: "Loss by epoch: as it is, and as it is printed", description: description(figures),
      xTitle: "epoch", xEnd: figures.epochs.count,
      panels: panels.filter { panel in panel.series.contains { $0.mark != .reference } })
  }

  private static func losses(_ figures: TrainingFigures) -> LineChart.Panel {
    let series: [LineChart.Series] = [
      eachBatch(figures),
      .init(name: "mean of the epoch", mark: .levels, points: points(figures) { $0.mean }),
      .init(
        name: "over the rows held out", mark: .diamonds, points: points(figures) { $0.validation }),
    ]
    return panel("The loss", series + chance(figures), range: range(figures))
  }

  private static func printed(_ figures: TrainingFigures) -> LineChart.Panel {
    let series: [LineChart.Series] = [
      .init(
        name: "in this run", mark: figures.printed.count > mostDots ? .line : .dots,
        points: figures.printed),
      .init(name: "for the notebook’s author", mark: .diamonds, points: figures.author),
    ]
    return panel(
      "What the cell prints", series,
      range: AxisScale.range(holding: series.flatMap(\.points).map(\.y)), isShort: true)
  }

  static func eachBatch(_ figures: TrainingFigures) -> LineChart.Series {
    let batches = Double(figures.batches)
    return .init(
      name: "each batch", mark: .line,
      points: figures.losses.enumerated().map { .init(x: Double($0 + 1) / batches, y: $1) })
  }

  /// The loss of guessing, on an axis of losses divided by a number.
  static func chance(_ figures: TrainingFigures, dividedBy divisor: Int = 1) -> [LineChart.Series] {
    guard let chance = figures.chance else { return [] }
    let value = chance / Double(divisor)
    let name = divisor == 1 ? "chance: ln \(figures.classes)" : "ln \(figures.classes) ÷ \(divisor)"
    return [
      .init(
        name: "\(name) = \(NumberText.fixed(value, 4))", mark: .reference,
        points: [.init(x: 0, y: value)])
    ]
  }

  /// The axis of the losses.
  static func range(_ figures: TrainingFigures) -> ClosedRange<Double> {
    AxisScale.range(
      holding: figures.losses + figures.epochs.compactMap(\.validation)
        + [figures.chance].compactMap { $0 })
  }

  static func panel(
    _ title: String, _ series: [LineChart.Series], range: ClosedRange<Double>,
    right: LineChart.RightScale? = nil, isShort: Bool = false
  ) -> LineChart.Panel {
    LineChart.Panel(
      title: title, series: series.filter { !$0.points.isEmpty }, range: range, right: right,
      isShort: isShort)
  }

  static func points(
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
    if let best = figures.best, let stopped = figures.stopped,
      let least = figures.epochs.compactMap(\.validation).min()
    {
      sentences.append(
        """
        Over the rows held out the loss is least after epoch \(best): \
        \(NumberText.fixed(least, 4)). The training ended after epoch \(stopped).
        """)
    }
    if let chance = figures.chance {
      sentences.append(
        "Guessing has a loss of ln \(figures.classes) = \(NumberText.fixed(chance, 4)).")
    }
    let printed = figures.printed.map(\.y)
    if let low = printed.min(), let high = printed.max() {
      sentences.append(
        "This run prints \(NumberText.fixed(low, 4)) to \(NumberText.fixed(high, 4)).")
    }
    let author = figures.author.map(\.y)
    if let low = author.min(), let high = author.max() {
      sentences.append(
        "The notebook’s author saw \(NumberText.fixed(low, 4)) to \(NumberText.fixed(high, 4)).")
    }
    return sentences.joined(separator: " ")
  }
}
