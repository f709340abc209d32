import Engine
import Records

/// Scores the simplest guess: what a model has to beat.
struct BaselineAction: Action {
  private static let rows = Argument("", .bound(.table), "The rows to score it on.")
  private static let from = Argument(
    "from", .bound(.table),
    "The rows that the guess is taken of: the mean of their numbers, or their commonest class.")

  static let manual = ActionManual(
    name: "baseline",
    summary: """
      Scores the simplest guess, the same for every row: the mean of a target of numbers, the \
      commonest class of one of classes. What a model learns is what it adds to that.
      """,
    value: rows.description, arguments: [from.description],
    results: [
      ResultDescription(
        "baseline",
        .object([
          "guess": .number, "mse": .number, "mae": .number, "r2": .number,
        ]),
        "Of numbers: the guess, and how far it is from them; of classes: the class's name, and the "
          + "share of rows that are of it (`guess`, `accuracy`).")
    ],
    example: """
      - baseline: test_rows
        from: train_rows
      """)

  let rows, from: String
  let column: TableOutline.Column

  var effect: ActionEffect { .observes }

  var results: [ResultDescription] {
    guard column.classNames != nil else { return Self.manual.results }
    return Self.manual.results.map { result in
      var result = result
      result.shape = .object(["guess": .text, "accuracy": .number])
      return result
    }
  }

  init?(_ reader: ActionReader) {
    let rows = reader.read(Self.rows)
    let from = reader.read(Self.from)
    guard let rows, let from, case .table(let table) = rows.value,
      case .table(let source) = from.value
    else { return nil }
    guard let column = table.targetColumn, column == source.targetColumn, column.shape.isEmpty
    else {
      reader.report(
        "no-target", at: reader.range(of: ""),
        "`\(rows.name)` and `\(from.name)` have no target in common that is one value a row")
      return nil
    }
    (self.rows, self.from, self.column) = (rows.name, from.name, column)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let table: Table = try context.value(rows)
    let source: Table = try context.value(from)
    guard let actual = table.targetColumn?.values, let known = source.targetColumn?.values else {
      throw .invalidInput("the rows have no target")
    }
    guard let names = column.classNames else {
      let guess = known.reduce(0, +) / Double(known.count)
      let scores = RegressionScores(actual.map { ([guess], [$0]) })
      context.results["baseline"] = [
        "guess": .number(guess), "mse": .number(scores.mse), "mae": .number(scores.mae),
        "r2": .number(scores.r2),
      ]
      return
    }
    // Of equally common classes the first.
    let counts = names.indices.map { label in known.count { Int($0) == label } }
    let guess = counts.indices.reduce(0) { counts[$1] > counts[$0] ? $1 : $0 }
    let right = actual.count { Int($0) == guess }
    context.results["baseline"] = [
      "guess": .string(names[guess]),
      "accuracy": .number(Double(right) / Double(max(1, actual.count))),
    ]
  }
}
