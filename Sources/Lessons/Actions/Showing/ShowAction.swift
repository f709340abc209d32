import Base
import Engine
import Records

/// Prints a figure of an earlier step, or the first rows of a table, as a notebook's cell does.
struct ShowAction: Action {
  /// What is shown.
  enum Work: Sendable {
    case value(ResultPath, ResultShape?, dividedBy: Divisor?, places: Int?)
    case rows(table: String, TableOutline, count: Int)
  }

  /// What a figure is divided by.
  enum Divisor: Sendable {
    case number(Double)
    case result(ResultPath)
  }

  private static let what = Argument(
    "", .text, "A table, or a result of an earlier step, such as `train.losses[-1]`.")
  private static let rows = Argument(
    "rows", ArgumentType.whole(atLeast: 1).optional, default: nil, "5",
    "Of a table: how many rows.")
  private static let dividedBy = Argument(
    "divided_by", ArgumentType<String>.text.optional, default: nil, "1",
    "Of a figure: a number, or a result of an earlier step, that it is divided by.")
  private static let places = Argument(
    "places", ArgumentType.whole(atLeast: 0).optional, default: nil, "all",
    "Of a figure: decimal places that are kept, at most 17.")
  private static let name = Argument(
    "name", .newName, default: "value", "value", "What it is called among this step's results.")
  /// A page that holds more is slow to read for people and programs alike.
  private static let mostValues = 10_000.0

  static let manual = ActionManual(
    name: "show",
    summary: """
      Prints a figure that an earlier step has measured, or the shape and the first rows of a table.
      """,
    value: what.description,
    arguments: [
      rows.description, dividedBy.description, places.description, name.description,
    ],
    results: [
      ResultDescription(
        .shown,
        """
        By `name`: the figure, or of a table `shape` (rows and columns) and `first`, its first rows \
        with their values by column.
        """, isShared: true)
    ],
    example: """
      - show: train.losses[-1]
        divided_by: train.batches
        places: 4
      """)

  let name: String
  let work: Work

  var effect: ActionEffect { .observes }

  init?(_ reader: ActionReader) {
    let what = reader.read(Self.what)
    let rows = reader.read(Self.rows)
    let dividedBy = reader.read(Self.dividedBy)
    let places = reader.read(Self.places)
    let name = reader.read(Self.name)
    guard let what, let rows, let dividedBy, let places, let name else { return nil }
    self.name = name
    do throws(ArgumentProblem) {
      switch try SourceOfValues(what, reader.scope) {
      case .table(let bound, let outline):
        guard dividedBy == nil, places == nil else {
          throw ArgumentProblem(
            code: "wrong-type",
            message: "`\(bound)` is a table: only a figure is divided and rounded",
            range: reader.range(of: dividedBy == nil ? Self.places.name : Self.dividedBy.name))
        }
        let count = min(rows ?? 5, outline.rows)
        guard Double(count) * outline.width <= Self.mostValues else {
          throw ArgumentProblem(
            code: "too-many-rows",
            message: "\(count) rows of `\(bound)` are more than \(Int(Self.mostValues)) values")
        }
        work = .rows(table: bound, outline, count: count)
      case .result(let path, let shape):
        work = try Self.figure(path, shape, dividedBy, places, hasRows: rows != nil, reader)
      }
    } catch {
      reader.scope.report(error, at: error.range ?? reader.range(of: ""))
      return nil
    }
  }

  private static func figure(
    _ path: ResultPath, _ shape: ResultShape?, _ dividedBy: String?, _ places: Int?, hasRows: Bool,
    _ reader: ActionReader
  ) throws(ArgumentProblem) -> Work {
    if let shape, !shape.isScalar {
      throw ArgumentProblem(
        code: "wrong-type", message: "`\(path)` is \(shape.description): one figure is shown")
    }
    if hasRows {
      throw ArgumentProblem(
        code: "wrong-type", message: "`\(path)` is a figure: only a table has rows",
        range: reader.range(of: rows.name))
    }
    if let places, places > 17 {
      throw ArgumentProblem(
        code: "wrong-type", message: "a number has no more than 17 decimal places, not \(places)",
        range: reader.range(of: Self.places.name))
    }
    if let shape, !shape.isNumber, dividedBy != nil || places != nil {
      throw ArgumentProblem(
        code: "wrong-type",
        message: "`\(path)` is \(shape.description): only a number is divided and rounded")
    }
    guard let dividedBy else { return .value(path, shape, dividedBy: nil, places: places) }
    let range = reader.range(of: Self.dividedBy.name)
    if let number = Double(dividedBy) {
      guard number.isFinite, number != 0 else {
        throw ArgumentProblem(
          code: "wrong-type", message: "nothing can be divided by \(dividedBy)", range: range)
      }
      return .value(path, shape, dividedBy: .number(number), places: places)
    }
    do throws(ArgumentProblem) {
      guard case .result(let divisor, let own) = try SourceOfValues(dividedBy, reader.scope),
        own?.isNumber ?? true
      else {
        throw ArgumentProblem(
          code: "wrong-type", message: "`divided_by` takes a number, and `\(dividedBy)` is none")
      }
      return .value(path, shape, dividedBy: .result(divisor), places: places)
    } catch {
      throw error.at(range)
    }
  }

  var results: [ResultDescription] {
    Self.manual.results.map { result in
      var result = result
      switch work {
      case .value(_, let shape?, _, _): result.shape = .object([name: shape])
      case .value: break
      case .rows(_, let outline, _): result.shape = .object([name: outline.rowsShape])
      }
      return result
    }
  }

  func run(_ context: RunContext) throws(EngineError) {
    let shown: JSONValue
    switch work {
    case .value(let path, _, let divisor, let places):
      shown = try figure(path, divisor, places, context)
      context.print(shown.string ?? (try? CanonicalJSON.text(shown)) ?? "")
    case .rows(let table, let outline, let count):
      let rows: Table = try context.value(table)
      shown = outline.shown(rows, count: count)
      context.print("\(table): \(rows.rows) rows, \(outline.columns.count) columns")
    }
    context.merge([.shown: [name: shown]])
  }

  private func figure(
    _ path: ResultPath, _ divisor: Divisor?, _ places: Int?, _ context: RunContext
  ) throws(EngineError) -> JSONValue {
    let value = try context.result(path)
    guard divisor != nil || places != nil else { return value }
    guard var number = value.number else { throw .step(.noNumber(path)) }
    switch divisor {
    case .number(let divisor): number /= divisor
    case .result(let path):
      guard let divisor = try context.result(path).number, divisor != 0 else {
        throw .step(.noDivisor(path))
      }
      number /= divisor
    case nil: break
    }
    return .number(places.map { pythonRounded(number, places: $0) } ?? number)
  }
}

extension TableOutline {
  /// What ``shown(_:count:)`` looks like.
  fileprivate var rowsShape: ResultShape {
    let cells = columns.map { column -> (String, ResultShape) in
      let cell: ResultShape = column.classNames == nil ? .number : .text
      return (column.name, column.shape.isEmpty ? cell : .list(cell))
    }
    return .members([
      .shape: .list(.number),
      .first: .list(.object(Dictionary(cells) { first, _ in first })),
    ])
  }

  /// A table's shape and its first rows, each value under its column's name.
  fileprivate func shown(_ table: Table, count: Int) -> JSONValue {
    let first = (0..<min(count, table.rows)).map { row -> JSONValue in
      let cells = table.columns.map { column -> (String, JSONValue) in
        let values = column.row(row).map { value -> JSONValue in
          column.classNames.map { .string($0[Int(value)]) } ?? .number(value)
        }
        return (column.name, column.shape.isEmpty ? values[0] : .array(values))
      }
      return .object(Dictionary(cells) { first, _ in first })
    }
    return .members([
      .shape: .ints([table.rows, table.columns.count]), .first: .array(first),
    ])
  }
}
