import Records

/// How far a model's numbers are from what they should be, and its losses batch by batch.
enum ScoreResults {
  private static let words: [(key: ResultMember, words: String)] = [
    (key: .mse, words: "mean squared error"), (key: .mae, words: "mean absolute error"),
    (key: .r2, words: "R², the share of the variance that is explained"),
  ]

  static func view(_ reader: inout ResultReader) -> ResultView? {
    var facts: [(name: String, value: [ReportInline])] = []
    let regression = reader.take(.regression)
    if let regression {
      facts.append(("rows scored", ResultText.count(regression[.rows])))
      facts += figures(regression)
    }
    if let loss = reader.take(.loss)?.number {
      facts.append(("loss over all rows", ResultText.number(loss)))
    }
    let mean = reader.take(.meanBatchLoss)?.number
    if let mean { facts.append(("mean of the batches’ losses", ResultText.number(mean))) }
    var blocks: [ReportBlock] = facts.isEmpty ? [] : [.table(.facts("Scores", facts))]
    if let losses = reader.take(.batchLosses)?.array, !losses.isEmpty {
      let rows = losses.prefix(200).enumerated().map { batch, loss in
        [[.text("\(batch + 1)")], ResultText.number(loss.number)]
      }
      let table = ReportTable(
        losses.count > 200 ? "Loss by batch, the first 200" : "Loss by batch",
        columns: [.number("batch"), .number("loss")], rows: rows)
      blocks.append(
        .fold(.init([.text("The loss of each batch")], staysShut: true, [.table(table)])))
    }
    guard !blocks.isEmpty else { return nil }
    let gist = regression?[.mse]?.number ?? mean
    return ResultView(
      gist: gist.map {
        (regression == nil ? "mean loss " : "mean squared error ") + NumberText.short($0)
      }, blocks: blocks)
  }

  /// The simplest guess, and how it fares.
  static func baseline(_ reader: inout ResultReader) -> ResultView? {
    guard let baseline = reader.take(.baseline), baseline.object != nil else { return nil }
    var facts: [(name: String, value: [ReportInline])] = []
    var gist = "each row’s last value"
    switch baseline[.guess] {
    case .string(let name)?:
      facts.append(("said of every row", [.text(name)]))
      gist = "always “\(ResultText.cut(name, 40))”"
    case .number(let number)?:
      facts.append(("said of every row", ResultText.number(number)))
      gist = "always \(NumberText.short(number))"
    default: facts.append(("said of each row", ["the last value of its window"]))
    }
    if let accuracy = baseline[.accuracy]?.number {
      facts.append(("accuracy", [.text(NumberText.percent(accuracy))]))
      gist += ": accuracy \(NumberText.percent(accuracy))"
    }
    facts += figures(baseline)
    if let mse = baseline[.mse]?.number { gist += ": mean squared error \(NumberText.short(mse))" }
    return ResultView(gist: gist, blocks: [.table(.facts("The simplest guess", facts))])
  }

  private static func figures(_ scores: JSONValue) -> [(name: String, value: [ReportInline])] {
    words.compactMap { key, words in
      scores[key]?.number.map { (words, ResultText.number($0)) }
    }
  }
}
