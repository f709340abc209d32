import Records

/// Every held-out score of a run up to one of its steps, so that before and after stand side by
/// side.
enum HeldOutComparison {
  private struct Score {
    var step: String
    var accuracy: Double
    var value: JSONValue
  }

  /// Nothing where the step's is the first.
  static func blocks(
    upTo step: StepRecord, commonerClass: Double?, _ context: ReportContext
  ) -> [ReportBlock] {
    let steps = context.record.steps
    guard let place = steps.firstIndex(where: { $0.id == step.id }) else { return [] }
    let scores = steps[...place].compactMap { earlier -> Score? in
      guard let value = earlier.results[.heldOut], let accuracy = value[.accuracy]?.number
      else { return nil }
      return Score(step: earlier.id, accuracy: accuracy, value: value)
    }
    guard scores.count > 1 else { return [] }
    return [
      .chart(.bars(chart(scores, commonerClass))),
      .table(
        ReportTable(
          "Held-out scores of this run so far",
          columns: [
            .text("step"), .number("rows"), .number("accuracy"), .number("mean loss"),
            .number("macro F1"),
          ],
          rows: scores.map { score in
            [
              [.code(score.step)], ResultText.count(score.value[.rows]),
              [.text(NumberText.percent(score.accuracy))],
              ResultText.fixed(score.value[.meanLoss]?.number, 4),
              ResultText.fixed(score.value[.macro]?[.f1]?.number, 3),
            ]
          })),
    ]
  }

  private static func chart(_ scores: [Score], _ commonerClass: Double?) -> BarChart {
    let figures = scores.map { "\($0.step) \(NumberText.percent($0.accuracy))" }
    var description = "Accuracy on held-out rows: \(figures.joined(separator: ", "))."
    if let commonerClass {
      description += """
         Always answering the commoner class gets \(NumberText.percent(commonerClass)).
        """
    }
    return BarChart(
      title: "Accuracy on held-out rows so far", description: description,
      bars: scores.enumerated().map { index, score in
        BarChart.Bar(
          name: score.step, value: score.accuracy, text: NumberText.percent(score.accuracy),
          isStressed: index == scores.count - 1)
      },
      end: 1,
      reference: commonerClass.map { .init(value: $0, name: "always the commoner class") })
  }
}
