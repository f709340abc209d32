import Engine
import Records

/// Holds what the notebook's author saw.
struct NotebookPrintedAction: Action {
  private static let figures = Argument(
    "",
    ArgumentType<[String: JSONValue]>(
      "a mapping such as {printed_label: positive}",
      schema: ["type": "object", "minProperties": 1]
    ) {
      value, scope throws(ArgumentProblem) in
      guard case .object(let figures) = try value.resolved(scope.parameters), !figures.isEmpty
      else {
        throw .wrongType
      }
      return figures
    },
    "The figures, under the names of this step's results.")

  static let manual = ActionManual(
    name: "notebook_printed",
    summary: """
      Holds what the notebook's author saw printed: shown beside this run's figures, never judged.
      """,
    value: figures.description,
    example: "- notebook_printed: {printed_label: positive}")

  let notebookPrinted: [String: JSONValue]

  var effect: ActionEffect { .observes }

  init?(_ reader: ActionReader) {
    guard let figures = reader.read(Self.figures) else { return nil }
    notebookPrinted = figures
  }

  func run(_ context: RunContext) throws(EngineError) {}
}
