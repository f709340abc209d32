import Engine
import Records

/// How a model of layers is scored on a table's rows.
struct NetworkScoring: Sendable {
  private static let rows = Argument(
    "rows", ArgumentType<BoundName>.bound(.table, .rowLoader).optional, default: nil, "none",
    "Of a model of layers: a table, which goes through it at once, or a table's loader.")
  private static var loss: Argument<CatalogueChoice?> {
    Argument(
      "loss", ArgumentType.entry("loss", of: LossCatalogue.entries).optional, default: nil, "none",
      "Of a model of layers: a loss to compute over the rows, and with a loader over each batch.")
  }
  private static let inverse = InverseScale.argument(
    """
    Of numbers: a scale, by which outputs and target are given back as they were before they are scored. A \
    `loss` is computed of the scaled ones.
    """
  )

  static var arguments: [ArgumentDescription] {
    [
      rows.description, loss.description, OutputReading.threshold.description, inverse.description,
    ]
  }

  static let results = [
    ResultDescription(
      .regression,
      """
      Of numbers: mean squared error, mean absolute error, and the share of the target's variance \
      that is explained, all over all rows. With `inverse` they are in the units that the target had before it was scaled.
      """),
    ResultDescription(.loss, "With `loss`: over all rows at once."),
    ResultDescription(.batchLosses, "With `loss` and a loader: one a batch."),
    ResultDescription(
      .meanBatchLoss,
      "With `loss` and a loader: their plain mean, which counts a short batch as much as a full one."
    ),
    ResultDescription(
      .lastBatch,
      """
      Of classes, with a loader: the same as `held_out` for the last batch alone, which is what a cell \
      scores that looks at a loop's variables after the loop.
      """),
  ]

  /// The arguments, read.
  struct Arguments {
    var rows: BoundName?
    var loss: CatalogueChoice?
    var threshold: Double?
    var inverse: BoundName?

    init?(_ reader: ActionReader) {
      let rows = reader.read(NetworkScoring.rows)
      let loss = reader.read(NetworkScoring.loss)
      let threshold = reader.read(OutputReading.threshold)
      let inverse = reader.read(NetworkScoring.inverse)
      guard let rows, let loss, let threshold, let inverse else { return nil }
      (self.rows, self.loss, self.threshold, self.inverse) = (rows, loss, threshold, inverse)
    }

    /// Reports what only a model of layers has a use for.
    func checkUnused(by model: String, _ reader: ActionReader) -> Bool {
      let used = [
        rows.map { _ in NetworkScoring.rows.name }, loss.map { _ in NetworkScoring.loss.name },
        threshold.map { _ in OutputReading.threshold.name },
        inverse.map { _ in NetworkScoring.inverse.name },
      ]
      guard let name = used.compactMap({ $0 }).first else { return true }
      reader.report(
        "wrong-type", at: reader.range(of: name),
        "`\(name)` is for a model of layers, and `\(model)` is none")
      return false
    }
  }

  let network: PlannedNetwork
  let rows: String
  let hasBatches: Bool
  let loss: CatalogueChoice?
  /// How the target goes into the loss.
  let target: TargetForm?
  let column: TableOutline.Column
  let reading: OutputReading
  let inverse: InverseScale?
  /// Rows that go through at once, and values of the layers' outputs for them.
  let batch: Int
  let outputs: Double
  /// Floating-point operations for all rows.
  let operations: Double

  /// - Returns: `nil` where a diagnostic has been reported.
  init?(_ reader: ActionReader, model: BoundName, _ arguments: Arguments) {
    guard case .network(let network) = model.value else { return nil }
    guard let rows = arguments.rows else {
      reader.report(
        "missing-argument", at: reader.action.name.range,
        "evaluate of a model of layers needs `rows`: a table or a table's loader")
      return nil
    }
    let (all, rest): (Int, Int)
    switch rows.value {
    case .table(let table): (batch, hasBatches, all, rest) = (table.rows, false, table.rows, 0)
    case .rowLoader(let loader):
      (batch, hasBatches, all, rest) = (loader.batch, true, loader.rows, loader.rest)
    default: return nil
    }
    guard let fit = NetworkFit(model, rows: rows, reader),
      let outcome = fit.outcome(rows: batch, Self.rows.name),
      rest == 0 || fit.outcome(rows: rest, Self.rows.name) != nil,
      fit.isLikeTraining(Self.rows.name)
    else { return nil }
    guard let column = fit.table.targetColumn else {
      reader.report(
        "no-target", at: reader.range(of: Self.rows.name),
        "`\(rows.name)` has no target column, so there is nothing to compare with")
      return nil
    }
    guard
      let reading = OutputReading.reading(
        of: outcome.output, column, threshold: arguments.threshold, model: model.name,
        isRequired: true, reader),
      reading != .numbers
        || Self.check(outcome.output, rows: batch, column, model.name, reader)
    else { return nil }
    guard
      let scale = InverseScale.read(arguments.inverse, target: column, of: rows.name, reader)
    else { return nil }
    var target: TargetForm?
    if let loss = arguments.loss {
      guard let made = try? loss.make(LossCatalogue.entries),
        let form = fit.target(
          of: made, rows: batch, output: outcome.output, Self.loss.name)
      else { return nil }
      target = form
    }
    (self.network, self.rows, loss, self.target) = (network, rows.name, arguments.loss, target)
    (self.reading, outputs, self.column) = (reading, outcome.values, column)
    inverse = scale
    operations = outcome.operations * Double(all) / Double(max(1, batch))
  }

  /// Whether there is an output for every number of the target.
  private static func check(
    _ output: [Int], rows count: Int, _ column: TableOutline.Column, _ model: String,
    _ reader: ActionReader
  ) -> Bool {
    let target = [count] + (column.shape.isEmpty ? [1] : column.shape)
    guard output != target else { return true }
    reader.report(
      "shape-mismatch", at: reader.range(of: rows.name),
      "`\(model)` gives \(output), but the target '\(column.name)' is \(target)")
    return false
  }

  var absentResults: Set<ResultKey> {
    var absent: Set<ResultKey> = reading == .numbers ? [.heldOut] : [.regression]
    if reading == .numbers || !hasBatches { absent.insert(.lastBatch) }
    if loss == nil { absent.insert(.loss) }
    if loss == nil || !hasBatches { absent.formUnion([.batchLosses, .meanBatchLoss]) }
    return absent
  }

  func run(_ model: String, _ context: RunContext) throws(EngineError) {
    let network: LessonNetwork = try context.value(model)
    let outputs = try RowOutputs(rows, through: network, context)
    var total: Double?
    if let loss, let target {
      total = try score(outputs, loss.make(LossCatalogue.entries), target, context)
    }
    guard let column = outputs.table.targetColumn else { return }
    if let names = reading.classNames {
      let rows = outputs.rows
      var area: Double?
      if names.count == 2 {
        area = AreaUnderCurve.roc(
          rows.map { (Double(reading.evidence(of: $0.output)), column.values[$0.row] == 1) })
      }
      context.results[.heldOut] = EvaluateAction.result(
        scores(rows, column, names), classNames: names, meanLoss: total, area: area)
      if hasBatches, let last = outputs.batches.last {
        context.results[.lastBatch] = EvaluateAction.result(
          scores(last.pairs, column, names), classNames: names, meanLoss: nil)
      }
    } else {
      let scaling = try inverse?.scaling(of: column, context)
      let scores = RegressionScores(
        outputs.rows.map { row, output in
          let (output, actual) = (output.map(Double.init), Array(column.row(row)))
          guard let scaling else { return (output, actual.map { Double(Float($0)) }) }
          return (scaling.undone(output), scaling.undone(actual))
        })
      var result = scores.results
      result[.rows] = .int(outputs.table.rows)
      context.results[.regression] = .members(result)
    }
  }

  private func scores(
    _ rows: [(row: Int, output: [Float])], _ column: Table.Column, _ names: [String]
  ) -> ClassificationScores {
    var scores = ClassificationScores(classes: names.count)
    for (row, output) in rows {
      scores.add(label: Int(column.values[row]), prediction: reading.prediction(output) ?? 0)
    }
    return scores
  }

  /// Notes the losses, and returns that of all rows.
  private func score(
    _ outputs: RowOutputs, _ loss: any Loss, _ target: TargetForm, _ context: RunContext
  ) throws(EngineError) -> Double {
    var losses: [Float] = []
    for batch in outputs.batches {
      losses.append(
        try loss.lossAndGradient(
          output: batch.output, target: target.rows(of: outputs.table.rows(batch.rows)).targets,
          weight: 1
        ).loss)
    }
    if hasBatches {
      context.results[.batchLosses] = .floats(losses)
      context.results[.meanBatchLoss] = .number(
        losses.reduce(0) { $0 + Double($1) } / Double(max(1, losses.count)))
    }
    var total = losses.first ?? 0
    if losses.count > 1 {
      let rows = outputs.batches.flatMap(\.rows)
      let shape = [rows.count] + outputs.batches[0].output.shape.dropFirst()
      let all = Tensor(shape: shape, values: outputs.batches.flatMap(\.output.array))
      total = try loss.lossAndGradient(
        output: all, target: target.rows(of: outputs.table.rows(rows)).targets, weight: 1
      ).loss
    }
    context.results[.loss] = .float(total)
    return JSONValue.float(total).number ?? 0
  }
}

extension RegressionScores {
  /// The scores as a record holds them.
  var results: [ResultMember: JSONValue] {
    var results: [ResultMember: JSONValue] = [.mse: .number(mse), .mae: .number(mae)]
    results[.r2] = r2.map(JSONValue.number)
    return results
  }
}
