import Engine
import Records

/// Shows a model layer by layer.
struct SummaryAction: Action {
  private static let model = Argument("", .bound(.network), "The model.")
  private static let rows = Argument(
    "rows", ArgumentType<BoundName>.bound(.table, .rowLoader).optional, default: nil, "none",
    "What goes in, a table or a table's loader: without it no shapes are known.")

  static let manual = ActionManual(
    name: "summary",
    summary: "Lists a model's layers: what comes out of each, and how many numbers it is made of.",
    value: model.description, arguments: [rows.description],
    results: [
      ResultDescription(
        .layers, "One a layer; a shared layer's numbers are counted where it first stands."),
      ResultDescription(.parameters, "Numbers that the model is made of."),
      ResultDescription(.trainableParameters, "Those of them that are not frozen."),
      ResultDescription(
        .operations,
        "Floating-point operations of a forward pass over one batch, or over the whole table."),
    ],
    example: """
      - summary: model
        rows: train_loader
      """)

  let network: PlannedNetwork
  let model: String
  let input: ActivationShape?

  var effect: ActionEffect { .observes }
  var absentResults: Set<ResultKey> { input == nil ? [.operations] : [] }

  init?(_ reader: ActionReader) {
    let model = reader.read(Self.model)
    let rows = reader.read(Self.rows)
    guard let model, let rows, case .network(let network) = model.value else { return nil }
    (self.network, self.model) = (network, model.name)
    guard let rows else {
      input = nil
      return
    }
    let count: Int
    switch rows.value {
    case .table(let table): count = table.rows
    case .rowLoader(let loader): count = loader.batch
    default: return nil
    }
    guard let fit = NetworkFit(model, rows: rows, reader),
      fit.outcome(rows: count, Self.rows.name, isEvaluated: true, givesRows: false) != nil,
      let input = try? fit.table.inputShape(rows: count)
    else { return nil }
    self.input = input
  }

  func run(_ context: RunContext) throws(EngineError) {
    let model: LessonNetwork = try context.value(model)
    let built = try network.chain.build()
    let rows: [BuiltChain.Row]
    do throws(ShapeProblem) {
      rows = try built.rows(input: input)
    } catch {
      // Planning has tried it.
      throw .invalidInput(.shapes(error, of: "model"))
    }
    context.results[.layers] = .array(
      rows.map { row in
        var value: [ResultMember: JSONValue] = [
          .name: .string(row.name), .layer: .string(row.layer),
          .parameters: .int(Self.parameters(row)),
        ]
        value[.outputShape] = row.output.map { .ints($0.shape) }
        return .members(value)
      })
    for row in rows {
      let shape = row.output.map { "\($0.shape)" } ?? ""
      context.print("\(row.name) (\(row.layer)) \(shape) \(Self.parameters(row))")
    }
    let total = model.parameters.reduce(0) { $0 + $1.value.count }
    context.print("parameters: \(total)")
    context.results[.parameters] = .int(total)
    context.results[.trainableParameters] = .int(
      model.parameters.reduce(0) { $0 + ($1.requiresGradient ? $1.value.count : 0) })
    if let input { context.results[.operations] = .number(model.module.operations(of: [input])) }
  }

  private static func parameters(_ row: BuiltChain.Row) -> Int {
    row.isShared
      ? 0
      : row.module.allParameters.reduce(0) { $0 + $1.parameter.shape.reduce(1, *) }
  }
}
