import Engine
import Records

/// Moves and scales columns of numbers.
struct ScaleAction: Action {
  /// How a column becomes what a model can learn from.
  enum Way: String, CaseIterable, Sendable {
    case standard
    case minMax = "min_max"
  }

  private static let tables = Argument(
    "", .tables, "The table, or several with the same columns: each is scaled alike.")
  private static let way = Argument(
    "by", .choice(Way.allCases.map(\.rawValue)),
    """
    `standard` gives each column mean 0 and deviation 1, as scikit-learn's `StandardScaler`; \
    `min_max` the range from 0 to 1, as `MinMaxScaler`.
    """)
  private static let fittedOn = Argument(
    "fitted_on", ArgumentType<BoundName>.bound(.table).optional, default: nil, "the first table",
    "The table that means and deviations, or least and largest values, are taken of.")
  private static let columns = Argument(
    "columns", ArgumentType<[String]>.list(of: .text, "a list of columns").optional, default: nil,
    "all numbers but the target", "Which columns.")
  private static let name = Argument(
    "as", ArgumentType<String>.newName.optional, default: nil, "not bound",
    "A name for the scale: `predict`, `evaluate` and `baseline` take it to give numbers back as they were."
  )

  static let manual = ActionManual(
    name: "scale",
    summary: """
      Moves and scales columns of numbers, in double precision. The tables' names stand for the scaled \
      rows from here on.
      """,
    value: tables.description,
    arguments: [
      way.description, fittedOn.description, columns.description, name.description,
    ],
    results: [
      ResultDescription(
        .scales,
        """
        By the name of the table that it is fitted on: which columns, what is taken from each (a mean, \
        or the least value) and what each is divided by (a deviation, or the range).
        """, isShared: true)
    ],
    example: """
      - scale: [train_rows, test_rows]
        by: standard
        fitted_on: train_rows
      """)

  let tables: [String]
  let outlines: [TableOutline]
  let way: Way
  let fittedOn: String
  let columns: [String]
  let name: String?

  var effect: ActionEffect { .makes(holds: false) }

  var results: [ResultDescription] {
    Self.manual.results.map { result in
      var result = result
      result.shape = result.shape.named([fittedOn])
      return result
    }
  }

  init?(_ reader: ActionReader) {
    let tables = reader.read(Self.tables)
    let way = reader.read(Self.way).flatMap(Way.init)
    let fittedOn = reader.read(Self.fittedOn)
    let columns = reader.read(Self.columns)
    let name = reader.read(Self.name)
    guard let tables, let way, let fittedOn, let columns, let name else { return nil }
    var outlines = tables.compactMap { bound in
      if case .table(let outline) = bound.value { outline } else { nil }
    }
    let fit = fittedOn ?? tables[0]
    guard outlines.count == tables.count, case .table(let fitted) = fit.value else { return nil }
    for (table, outline) in zip(tables, outlines) {
      guard outline.check(table.name, isLike: fitted, fit.name, reader) else { return nil }
    }
    if let column = fitted.columns.first(where: { $0.augmentation != nil }) {
      reader.report(
        "wrong-kind", at: reader.range(of: ""),
        "the pictures of '\(column.name)' are drawn anew when they are fetched: scale before `transform`"
      )
      return nil
    }
    let standard = fitted.inputColumns.filter(\.holdsNumbers).map(\.name)
    self.columns = columns ?? standard
    guard Self.check(self.columns, of: fitted, fit.name, reader) else { return nil }
    var scalings: [String: Int] = [:]
    for column in fitted.columns where self.columns.contains(column.name) {
      scalings[column.name] = reader.scope.scaling(
        "\(way) \(fit.name) \(fitted.rows) \(column.name) \(column.scales)")
    }
    for table in outlines.indices {
      for column in outlines[table].columns.indices {
        guard let scaling = scalings[outlines[table].columns[column].name] else { continue }
        outlines[table].columns[column].scales.append(scaling)
      }
    }
    (self.tables, self.outlines, self.way) = (tables.map(\.name), outlines, way)
    (self.fittedOn, self.name) = (fit.name, name)
    for (table, outline) in zip(self.tables, outlines) {
      reader.scope.bind(table, to: .table(outline))
    }
    if let name { reader.scope.bind(name, to: .scaler(columns: scalings)) }
  }

  private static func check(
    _ columns: [String], of table: TableOutline, _ name: String, _ reader: ActionReader
  ) -> Bool {
    let numbers = table.columns.filter(\.holdsNumbers).map(\.name)
    for column in columns where !numbers.contains(column) {
      reader.scope.report(
        .unknown(
          code: "unknown-column", "`\(name)` has no column of numbers `\(column)`", name: column,
          candidates: numbers), at: reader.range(of: Self.columns.name))
      return false
    }
    guard columns.isEmpty || Set(columns).count < columns.count else { return true }
    let target = table.targetColumn.flatMap { $0.holdsNumbers ? $0.name : nil }
    let hint = target.map { "name the target to scale it: `columns: [\($0)]`" }
    reader.report(
      "wrong-type", at: reader.range(of: Self.columns.name),
      columns.isEmpty ? "there is no column of numbers to scale" : "a column is named twice",
      notes: columns.isEmpty ? [hint].compactMap { $0 } : [])
    return false
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.bindTables(tables, outlines)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let fitted: Table = try context.value(fittedOn)
    var scaler = TableScaler(columns: [:])
    var shift: [Double] = []
    var divisor: [Double] = []
    for column in fitted.columns where columns.contains(column.name) {
      let rows = (0..<fitted.rows).map { Array(column.row($0)) }
      let scaling = way == .standard ? ColumnScaling.standard(rows) : .unitRange(rows)
      scaler.columns[column.name] = scaling
      shift += scaling.shift
      divisor += scaling.divisor
    }
    for name in tables {
      var table: Table = try context.value(name)
      for index in table.columns.indices {
        guard let scaling = scaler.columns[table.columns[index].name] else { continue }
        let rows = (0..<table.rows).map { Array(table.columns[index].row($0)) }
        table.columns[index].values = scaling.apply(rows).flatMap { $0 }
      }
      context.bind(name, to: table)
    }
    if let name { context.bind(name, to: scaler) }
    let names = fitted.columns.map(\.name).filter(columns.contains)
    context.merge([
      .scales: [
        fittedOn: .members([
          .columns: .array(names.map(JSONValue.string)),
          .shift: .array(shift.map(JSONValue.number)),
          .divisor: .array(divisor.map(JSONValue.number)),
        ])
      ]
    ])
  }
}
