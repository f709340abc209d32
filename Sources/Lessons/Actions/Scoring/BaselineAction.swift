import Engine
import Records

/// Scores the simplest guess: what a model has to beat.
struct BaselineAction: Action {
  /// What is guessed.
  enum Guess: String, CaseIterable, Sendable {
    case usual
    case lastValue = "last_value"
  }

  private static let rows = Argument("", .bound(.table), "The rows to score it on.")
  private static let from = Argument(
    "from", ArgumentType<BoundName>.bound(.table).optional, default: nil, "none",
    "The rows that the usual guess is taken of: the mean of their numbers, or their commonest class."
  )
  private static let guess = Argument(
    "guess", .choice(Guess.allCases.map(\.rawValue)), default: Guess.usual.rawValue, "usual",
    """
    What is guessed: `usual` says the same for every row of `from`, `last_value` says of each window \
    of a series its last value, as if nothing changed.
    """)
  private static let inverse = InverseScale.argument(
    "Of numbers: a scale, by which guesses and target are given back as they were before they are scored."
  )

  static let manual = ActionManual(
    name: "baseline",
    summary: """
      Scores the simplest guess: the mean of a target of numbers, the commonest class of one of \
      classes, or of a series the last value. What a model learns is what it adds to that.
      """,
    value: rows.description,
    arguments: [from.description, guess.description, inverse.description],
    results: [
      ResultDescription(
        .baseline,
        """
        Of numbers: the guess where it is one for all, and how far it is from them; of classes: the \
        class's name, and the share of rows that are of it (`guess`, `accuracy`).
        """)
    ],
    example: """
      - baseline: test_rows
        from: train_rows
      """)

  /// Where the guess comes from.
  enum Source: Sendable {
    /// A table: one guess for all rows.
    case table(String)
    /// A row's own column of windows.
    case window(column: String)
  }

  let rows: String
  let source: Source
  let column: TableOutline.Column
  let inverse: InverseScale?

  var effect: ActionEffect { .observes }

  var results: [ResultDescription] {
    let members: [ResultMember: ResultShape]
    if let names = column.classNames {
      members = [.guess: .oneOf(names), .accuracy: .number]
    } else if case .window = source {
      members = [.mse: .number, .mae: .number, .r2: .number]
    } else {
      return Self.manual.results
    }
    return Self.manual.results.map { result in
      var result = result
      result.shape = .members(members)
      return result
    }
  }

  init?(_ reader: ActionReader) {
    let rows = reader.read(Self.rows)
    let from = reader.read(Self.from)
    let guess = reader.read(Self.guess).flatMap(Guess.init)
    let inverse = reader.read(Self.inverse)
    guard let rows, let from, let guess, let inverse, case .table(let table) = rows.value
    else { return nil }
    guard
      let scale = InverseScale.read(inverse, target: table.targetColumn, of: rows.name, reader)
    else { return nil }
    self.inverse = scale
    guard (guess == .lastValue) == (from == nil) else {
      reader.report(
        from == nil ? "missing-argument" : "wrong-type",
        at: from == nil ? reader.action.name.range : reader.range(of: Self.from.name),
        from == nil
          ? "baseline needs `from`: the rows that the guess is taken of"
          : "the last value of a window is in the row itself: `from` has no part in it")
      return nil
    }
    guard let from else {
      guard let column = table.targetColumn, column.shape.isEmpty, column.classNames == nil,
        let window = Self.window(of: table)
      else {
        reader.report(
          "wrong-kind", at: reader.range(of: ""),
          "`\(rows.name)` has no windows of a series: make them with - windows: …")
        return nil
      }
      guard window.scales == column.scales else {
        reader.report(
          "other-scale", at: reader.range(of: ""),
          "the windows of `\(rows.name)` and their target '\(column.name)' were not scaled alike",
          notes: ["scale the series before the windows are cut"])
        return nil
      }
      (self.rows, source, self.column) = (rows.name, .window(column: window.name), column)
      return
    }
    guard case .table(let known) = from.value else { return nil }
    guard Self.isAlike(table.targetColumn, known.targetColumn, rows.name, from.name, reader) else {
      return nil
    }
    guard let column = table.targetColumn, column == known.targetColumn, column.shape.isEmpty
    else {
      reader.report(
        "no-target", at: reader.range(of: ""),
        "`\(rows.name)` and `\(from.name)` have no target in common that is one value a row")
      return nil
    }
    (self.rows, source, self.column) = (rows.name, .table(from.name), column)
  }

  /// Whether two targets of one name have the same classes and the same scale; reports it where not.
  private static func isAlike(
    _ target: TableOutline.Column?, _ other: TableOutline.Column?, _ rows: String,
    _ from: String, _ reader: ActionReader
  ) -> Bool {
    guard let target, let other, target.name == other.name, target != other else { return true }
    let (code, reason) =
      target.classNames != other.classNames
      ? ("other-classes", "has other classes")
      : target.isLike(other)
        ? ("other-scale", "is not scaled alike") : ("wrong-kind", "holds other values")
    reader.report(
      code, at: reader.range(of: Self.from.name),
      "the target '\(target.name)' \(reason) in `\(rows)` and `\(from)`")
    return false
  }

  /// The column that holds windows: the only one beside the target, [steps, 1].
  private static func window(of table: TableOutline) -> TableOutline.Column? {
    let inputs = table.inputColumns
    guard inputs.count == 1, inputs[0].shape.count == 2, inputs[0].shape[1] == 1 else { return nil }
    return inputs[0]
  }

  func run(_ context: RunContext) throws(EngineError) {
    let table: Table = try context.value(rows)
    switch source {
    case .window(let column): try guessLastValue(of: table, in: column, context)
    case .table(let name): try guessTheSame(for: table, from: context.value(name), context)
    }
  }

  private func guessLastValue(
    of table: Table, in column: String, _ context: RunContext
  ) throws(EngineError) {
    guard let actual = table.targetColumn?.values,
      let window = table.columns.first(where: { $0.name == column })
    else { throw .invalidRows(.noTarget) }
    let guesses = actual.indices.map { window.row($0).last ?? 0 }
    context.results[.baseline] = .members(
      try scores(guesses, for: table, context).results)
  }

  /// How far guesses are from the target, a value a row each.
  private func scores(
    _ guesses: [Double], for table: Table, _ context: RunContext
  ) throws(EngineError) -> RegressionScores {
    let actual = try unscaled(table.targetColumn?.values ?? [], of: table, context)
    return RegressionScores(
      zip(try unscaled(guesses, of: table, context), actual).map { ([$0], [$1]) })
  }

  /// Values of the target as they were before they were scaled, where that is asked for.
  private func unscaled(
    _ values: [Double], of table: Table, _ context: RunContext
  ) throws(EngineError) -> [Double] {
    guard let column = table.targetColumn else { throw .invalidRows(.noTarget) }
    return try inverse?.scaling(of: column, context).undone(values) ?? values
  }

  private func guessTheSame(
    for table: Table, from source: Table, _ context: RunContext
  ) throws(EngineError) {
    guard let actual = table.targetColumn?.values, let known = source.targetColumn?.values else {
      throw .invalidRows(.noTarget)
    }
    guard let names = column.classNames else {
      let guess = known.reduce(0, +) / Double(known.count)
      let guesses = [Double](repeating: guess, count: table.rows)
      var result = try scores(guesses, for: table, context).results
      result[.guess] = .number(try unscaled([guess], of: table, context)[0])
      context.results[.baseline] = .members(result)
      return
    }
    // Of equally common classes the first.
    let counts = names.indices.map { label in known.count { Int($0) == label } }
    let guess = counts.indices.reduce(0) { counts[$1] > counts[$0] ? $1 : $0 }
    let right = actual.count { Int($0) == guess }
    context.results[.baseline] = .members([
      .guess: .string(names[guess]),
      .accuracy: .number(Double(right) / Double(max(1, actual.count))),
    ])
  }
}
