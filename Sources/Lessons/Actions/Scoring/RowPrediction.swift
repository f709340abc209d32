import Engine
import Records

/// What a model of layers makes of a table's rows.
struct RowPrediction: Sendable {
  private static let inverse = InverseScale.argument(
    "Of rows: a scale, by which what is predicted and what it is are given back as they were.")

  private static let keep = Argument(
    "keep", .choice(["all", "first_of_each_batch"]), default: "all", "all",
    "Of a loader's rows: which predictions are kept.")

  static let arguments = [
    OutputReading.threshold.description, inverse.description, keep.description,
  ]

  static let results = [
    ResultDescription(.predictions, shape(isSingle: true, of: .numbers), rowsHelp)
  ]

  private static let rowsHelp = """
    Of rows: a list of what each row's place in the data is, what the model gives, and where there is \
    a target what it is; of classes with their names.
    """

  private static func shape(isSingle: Bool, of reading: OutputReading) -> ResultShape {
    let number: ResultShape = isSingle ? .number : .list(.number)
    guard let names = reading.classNames else {
      return .list(.members([.row: .number, .predicted: number, .actual: number]))
    }
    return .list(
      .members([
        .row: .number, .output: number, .predicted: .oneOf(names), .actual: .oneOf(names),
      ]))
  }

  /// The arguments, read.
  struct Arguments {
    var threshold: Double?
    var inverse: BoundName?
    var keepsFirst: Bool

    init?(_ reader: ActionReader) {
      let threshold = reader.read(OutputReading.threshold)
      let inverse = reader.read(RowPrediction.inverse)
      let keep = reader.read(RowPrediction.keep)
      guard let threshold, let inverse, let keep else { return nil }
      (self.threshold, self.inverse, keepsFirst) = (threshold, inverse, keep != "all")
    }

    /// Reports what only a model of layers has a use for.
    func checkUnused(by model: String, _ reader: ActionReader) -> Bool {
      let used = [
        threshold.map { _ in OutputReading.threshold.name },
        inverse.map { _ in RowPrediction.inverse.name },
        keepsFirst ? RowPrediction.keep.name : nil,
      ]
      guard let name = used.compactMap({ $0 }).first else { return true }
      reader.report(
        "wrong-type", at: reader.range(of: name),
        "`\(name)` is for a model of layers, and `\(model)` is none")
      return false
    }
  }

  let network: PlannedNetwork
  /// Floating-point operations for all rows.
  let operations: Double
  let model: String
  let rows: String
  let inverse: InverseScale?
  let reading: OutputReading
  /// Whether each row has one output.
  let isSingle: Bool
  let hasTarget: Bool
  /// Whether of each batch the first row alone is kept.
  let keepsFirst: Bool
  let hasBatches: Bool

  /// - Returns: `nil` where a diagnostic has been reported.
  init?(_ reader: ActionReader, _ text: String, model: BoundName, _ arguments: Arguments) {
    guard case .network(let network) = model.value else { return nil }
    let rows: BoundName
    do throws(ArgumentProblem) {
      rows = try reader.scope.bound(text, kinds: [.table, .rowLoader])
    } catch {
      reader.scope.report(error, at: reader.range(of: ""))
      return nil
    }
    let count, all: Int
    var rest = 0
    switch rows.value {
    case .table(let table):
      guard !arguments.keepsFirst else {
        reader.report(
          "wrong-kind", at: reader.range(of: Self.keep.name),
          "`\(rows.name)` is a table, and goes through the model at once: a loader has batches")
        return nil
      }
      (count, all) = (table.rows, table.rows)
    case .rowLoader(let loader):
      (count, all, rest) = (loader.batch, loader.rows, loader.rest)
    default: return nil
    }
    guard let fit = NetworkFit(model, rows: rows, reader),
      let outcome = fit.outcome(rows: count, ""), rest == 0 || fit.outcome(rows: rest, "") != nil,
      fit.isLikeTraining("")
    else { return nil }
    var reading = OutputReading.numbers
    if let column = fit.table.targetColumn {
      guard
        let read = OutputReading.reading(
          of: outcome.output, column, threshold: arguments.threshold, model: model.name,
          isRequired: arguments.threshold != nil, reader)
      else { return nil }
      reading = read
    }
    guard
      let scale = InverseScale.read(
        arguments.inverse, target: fit.table.targetColumn, of: rows.name, reader),
      scale == nil || Self.hasWidth(of: fit.table.targetColumn, outcome.output, model.name, reader)
    else { return nil }
    (self.network, self.model, self.rows) = (network, model.name, rows.name)
    operations = outcome.operations * Double(all) / Double(max(1, count))
    (inverse, self.reading) = (scale, reading)
    keepsFirst = arguments.keepsFirst
    isSingle = outcome.output.dropFirst().reduce(1, *) == 1
    hasTarget = fit.table.target != nil
    if case .rowLoader = rows.value { hasBatches = true } else { hasBatches = false }
  }

  /// Whether the outputs can go back by the scale of a target of several values; reports it where not.
  private static func hasWidth(
    of column: TableOutline.Column?, _ output: [Int], _ model: String, _ reader: ActionReader
  ) -> Bool {
    guard let column else { return true }
    let (width, given) = (column.shape.reduce(1, *), output.dropFirst().reduce(1, *))
    guard width != 1, width != given else { return true }
    reader.report(
      "shape-mismatch", at: reader.range(of: inverse.name),
      "the target '\(column.name)' has \(width) values a row, each with a scale of its own, and "
        + "`\(model)` gives \(given)")
    return false
  }

  var results: [ResultDescription] {
    var shape = Self.shape(isSingle: isSingle, of: reading)
    if !hasTarget, case .list(.object(var members)) = shape {
      members[ResultMember.actual.name] = nil
      shape = .list(.object(members))
    }
    return [ResultDescription(.predictions, shape, Self.rowsHelp)]
  }

  func run(_ context: RunContext) throws(EngineError) {
    let network: LessonNetwork = try context.value(model)
    let outputs = try RowOutputs(rows, through: network, context)
    let rows = keepsFirst ? outputs.firstRows : outputs.rows
    let column = outputs.table.targetColumn
    let scaling = try column.flatMap { (column) throws(EngineError) in
      try inverse?.scaling(of: column, context)
    }
    context.results[.predictions] = .array(
      rows.map { row, output in
        var value: [ResultMember: JSONValue] = [.row: .int(outputs.table.places[row])]
        if let names = reading.classNames {
          value[.output] = number(output.map(JSONValue.float))
          value[.predicted] = .string(names[reading.prediction(output) ?? 0])
          value[.actual] = column.map { .string(names[Int($0.values[row])]) }
        } else {
          value[.predicted] = number(
            scaling.map { $0.undone(output.map(Double.init)).map(JSONValue.number) }
              ?? output.map(JSONValue.float))
          value[.actual] = column.map { column in
            let row = Array(column.row(row))
            let actual = (scaling?.undone(row) ?? row).map(JSONValue.number)
            return column.shape.isEmpty || actual.count == 1 ? actual[0] : .array(actual)
          }
        }
        return .members(value)
      })
  }

  private func number(_ values: [JSONValue]) -> JSONValue {
    isSingle ? values[0] : .array(values)
  }
}
