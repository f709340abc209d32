import Records

/// What the notebook's author saw of a step, beside this run's figures.
///
/// A training's printed losses and a prediction's word stand where these are shown.
enum AuthorFigures {
  private static let shownElsewhere = [ResultKey.printedLoss.name, ResultKey.printedLabel.name]

  static func view(_ step: StepRecord) -> ResultView? {
    let figures = step.notebookPrinted.filter { !shownElsewhere.contains($0.key) }
      .sorted { $0.key < $1.key }
    guard !figures.isEmpty else { return nil }
    let table = ReportTable(
      "What the notebook’s author saw",
      columns: [.text("figure"), .number("printed by the notebook’s author"), .number("here")],
      rows: figures.map { name, author in
        let here = ResultPath(name, inStep: step.id)?.value(in: step.results)
        return [[.code(name)], text(author), here.map(text) ?? ["–"]]
      })
    return ResultView(blocks: [.table(table)])
  }

  private static func text(_ value: JSONValue) -> [ReportInline] {
    if let number = value.number { return ResultText.number(number) }
    return [.text(ResultText.plain(value, limit: 200))]
  }
}
