import Records

/// A training step: its losses as chart and table, what moved, and what was computed.
enum TrainingResults {
  /// Epochs of a table that is open.
  private static let mostEpochsShown = 20

  static func view(
    _ reader: inout ResultReader, _ step: StepRecord, _ context: ReportContext
  ) -> ResultView? {
    guard
      let figures = TrainingFigures(
        &reader, notebookPrinted: step.notebookPrinted, context: context)
    else { return nil }
    let epochs = reader.take(.epochs)?.int ?? figures.epochs.count
    var blocks: [ReportBlock] = [.chart(.line(TrainingChart.chart(figures)))]
    let byEpoch = ReportBlock.table(losses(figures))
    blocks.append(
      figures.epochs.count <= mostEpochsShown
        ? byEpoch : .fold(.init(["Loss by epoch as a table"], staysShut: true, [byEpoch])))
    blocks += BatchLosses.blocks(figures)
    blocks += PrintedShare.blocks(figures)
    blocks += MovedResults.blocks(&reader)
    blocks += work(&reader)
    blocks += details(&reader)
    let first = figures.epochs.first?.mean
    let last = figures.epochs.last { $0.mean != nil }?.mean
    var gist =
      NumberText.count(epochs, "epoch") + " of "
      + NumberText.count(figures.batches, "batch", plural: "batches")
    if let first, let last {
      if let stopped = figures.stopped, stopped < epochs { gist += ", stopped after \(stopped)" }
      gist += ", mean loss \(NumberText.fixed(first, 4)) → \(NumberText.fixed(last, 4))"
    }
    return ResultView(gist: gist, blocks: blocks)
  }

  private static func losses(_ figures: TrainingFigures) -> ReportTable {
    let hasAuthor = figures.epochs.contains { $0.author != nil }
    var columns = [ReportTable.Column.number("epoch")]
    let last =
      figures.printed.count > figures.epochs.count(where: { $0.printed != nil }) ? ", last" : ""
    if hasAuthor { columns.append(.number("printed by the notebook’s author\(last)")) }
    columns.append(.number("printed here\(last)"))
    columns.append(.number("mean loss of the epoch"))
    let validates = figures.epochs.contains { $0.validation != nil }
    if validates { columns.append(.number("over the rows held out")) }
    let rows = figures.epochs.map { epoch in
      var row: [[ReportInline]] = [[.text("\(epoch.number)")]]
      if hasAuthor { row.append(ResultText.fixed(epoch.author, 4)) }
      row.append(ResultText.fixed(epoch.printed, 4))
      row.append(ResultText.fixed(epoch.mean, 4))
      if validates {
        let isBest = epoch.number == figures.best
        let value = ResultText.fixed(epoch.validation, 4)
        row.append(isBest ? [.strong(value), .note(" least")] : value)
      }
      return row
    }
    return ReportTable("Loss by epoch", columns: columns, rows: rows)
  }

  private static func work(_ reader: inout ResultReader) -> [ReportBlock] {
    guard let tokens = reader.take(.tokens)?.number else { return [] }
    let padded = reader.take(.paddedTokens)?.number ?? 0
    var text = "One epoch reads \(NumberText.count(tokens)) tokens."
    if padded > tokens {
      text += """
         Padded as the notebook pads them they fill \(NumberText.count(padded)) places. Padding \
        changes no result and is not computed here.
        """
    }
    return [.paragraph([.text(text)])]
  }

  private static func details(_ reader: inout ResultReader) -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    let final = reader.take(.final)?.object
    let isHead = final.map { $0.keys.contains("linear1.weight") } ?? true
    let model = isHead ? "head" : "model"
    if let final { blocks.append(TensorResults.table("The \(model) after training", final)) }
    if let norms = reader.take(.firstGradientNorms)?.object {
      blocks.append(
        .table(
          ReportTable(
            "Gradients of the first batch", columns: [.text("tensor"), .number("length")],
            rows: norms.sorted { $0.key < $1.key }.map { name, value in
              [[.code(name)], ResultText.fixed(value.number, 6)]
            })))
    }
    var facts: [(name: String, value: [ReportInline])] = []
    if let batch = reader.take(.firstBatch)?.array {
      let places = batch.map { ResultText.plain($0) }.joined(separator: ", ")
      facts.append(("rows of the first batch", [.text(places)]))
    }
    if let logits = reader.take(.firstLogits)?.array?.first?.array {
      let values = logits.compactMap(\.number).map { NumberText.fixed($0, 6) }
      facts.append(
        (
          "\(isHead ? "logits" : "outputs") of its first row",
          [.text(values.joined(separator: ", "))]
        ))
    }
    if let order = reader.take(.orderSHA256)?.string {
      facts.append(("SHA-256 of the order of rows", ResultText.digest(order)))
    }
    if !facts.isEmpty { blocks.append(.table(.facts("The first batch", facts))) }
    guard !blocks.isEmpty else { return [] }
    return [
      .fold(
        .init(
          [.text("Details: the first batch, its gradients, the \(model) after training")], blocks))
    ]
  }
}
