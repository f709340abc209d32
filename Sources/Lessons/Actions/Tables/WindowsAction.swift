import Engine
import Records

/// Cuts a series into windows, each with the value that comes after it.
struct WindowsAction: Action {
  private static let table = Argument("", .bound(.table), "The series: a row a step.")
  private static let length = Argument("length", .whole(atLeast: 1), "Steps of a window.")
  private static let column = Argument(
    "column", ArgumentType<String>.text.optional, default: nil, "the only one",
    "The column that is the series.")
  private static let name = Argument(
    "as", .newName, default: "windows", "windows", "The name to bind them to.")
  /// The column that holds a row's window.
  private static let window = "window"

  static let manual = ActionManual(
    name: "windows",
    summary: """
      Cuts a series into windows: each row is some steps, [length, 1], and its target the step after \
      them.
      """,
    value: table.description,
    arguments: [length.description, column.description, name.description],
    results: [TableResults.description],
    example: """
      - windows: series
        length: 3
        as: windows
      """)

  let table: String
  let length: Int
  let column: String
  let name: String
  let rows: Int
  /// The scalings that the series has been through.
  private let scales: [Int]

  var effect: ActionEffect { .makes(holds: false) }

  init?(_ reader: ActionReader) {
    let table = reader.read(Self.table)
    let length = reader.read(Self.length)
    let column = reader.read(Self.column)
    let name = reader.read(Self.name)
    guard let table, let length, let column, let name, case .table(let outline) = table.value
    else { return nil }
    let series = outline.columns.filter { $0.shape.isEmpty && $0.holdsNumbers }.map(\.name)
    guard let chosen = column ?? (series.count == 1 ? series.first : nil), series.contains(chosen)
    else {
      reader.scope.report(
        .unknown(
          code: "unknown-column",
          column.map { "`\(table.name)` has no column of single numbers `\($0)`" }
            ?? "`\(table.name)` has \(series.count) columns of single numbers: say which is the series",
          name: column ?? "", candidates: series),
        at: reader.range(of: column == nil ? "" : Self.column.name))
      return nil
    }
    guard length < outline.rows else {
      reader.report(
        "too-many-rows", at: reader.range(of: Self.length.name),
        "`\(table.name)` has \(outline.rows) steps: after a window of \(length) none is left")
      return nil
    }
    (self.table, self.length, self.column, self.name) = (table.name, length, chosen, name)
    rows = outline.rows - length
    scales = outline.columns.first { $0.name == chosen }?.scales ?? []
    if !outline.isInOrder {
      reader.scope.warn(
        "shuffled-series", at: reader.range(of: ""),
        "the rows of `\(table.name)` were drawn: a window of them is no stretch of the series",
        notes: ["cut the windows first, or split with `shuffle: false`", Silencing.remedy])
    }
    reader.scope.bind(name, to: .table(self.outline))
  }

  var results: [ResultDescription] {
    [TableResults.description([(name, outline)], hasIndices: false)]
  }

  /// The target keeps the series' name, so that what is known of its scale holds for it.
  private var outline: TableOutline {
    TableOutline(
      columns: [
        .init(
          name: column == Self.window ? "steps" : Self.window, shape: [length, 1], scales: scales),
        .init(name: column, scales: scales),
      ], target: column, rows: rows)
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.bindTable(name, rows: rows, width: outline.width)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let table: Table = try context.value(table)
    guard let series = table.columns.first(where: { $0.name == column })?.values else {
      throw .invalidRows(.noColumn(column))
    }
    let columns = outline.columns
    let windows = Table(
      columns: [
        .init(
          columns[0].name, shape: columns[0].shape,
          values: (0..<rows).flatMap { series[$0..<$0 + length] }),
        .init(column, values: Array(series[length...])),
      ], target: column, places: Array(table.places[length...]))
    context.bind(name, to: windows)
    TableResults.add(windows, name, context)
  }
}
