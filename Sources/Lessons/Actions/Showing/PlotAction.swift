import Base
import Engine
import Records

/// Draws series of numbers.
struct PlotAction: Action {
  /// Where the numbers of a series come from.
  enum Source: Sendable {
    case column(String, table: String)
    case result(ResultPath)
  }

  /// How it is drawn.
  enum Kind: String, CaseIterable, Sendable {
    case lines, scatter
  }

  private static let kind = Argument(
    "", .choice(Kind.allCases.map(\.rawValue)),
    "`lines` joins the points of a series in their order, `scatter` does not.")
  private static let series = Argument(
    "series", seriesType,
    """
    What is drawn, each series under its name: a column of a table, `TABLE.COLUMN`, or a list of \
    numbers that an earlier step has measured, such as `test.predictions[].actual`.
    """)
  private static let over = Argument(
    "over", ArgumentType<String>.text.optional, default: nil, "1, 2, 3 and so on",
    "What stands on the horizontal axis: a column or a list as long as the series.")
  private static let title = Argument(
    "title", ArgumentType<String>.text.optional, default: nil, "the series' names", "Its title.")
  private static let x = Argument(
    "x", ArgumentType<String>.text.optional, default: nil, "none", "The horizontal axis's title.")
  private static let y = Argument(
    "y", ArgumentType<String>.text.optional, default: nil, "none", "The vertical axis's title.")
  private static let name = Argument(
    "name", .newName, default: "plot", "plot", "What it is called among this step's results.")
  /// Marks that can be told from each other without colours.
  private static let mostSeries = 4
  private static let mostPoints = 20_000

  private static let seriesType = ArgumentType<[(name: String, source: Located<String>)]>(
    "a mapping such as {actual: test.predictions[].actual}",
    schema: [
      "type": "object", "minProperties": 1, "maxProperties": .int(mostSeries),
      "additionalProperties": ["type": "string"],
    ]
  ) { value, scope throws(ArgumentProblem) in
    guard case .mapping(let members, _) = value, !members.isEmpty, members.count <= mostSeries
    else { throw .wrongType }
    var series: [(name: String, source: Located<String>)] = []
    for (key, value) in members {
      series.append((key.value, Located(try scope.scalar(value).text, at: value.range)))
    }
    return series
  }

  static let manual = ActionManual(
    name: "plot",
    summary: """
      Draws one or several series: what a table's column holds, or what earlier steps have measured.
      """,
    value: kind.description,
    arguments: [
      series.description, over.description, title.description, x.description, y.description,
      name.description,
    ],
    results: [
      ResultDescription(
        .plots, "By `name`: what is drawn.", isShared: true)
    ],
    example: """
      - plot: lines
        series: {passengers: series.passengers}
        title: "Passengers a month"
        x: month
      """)

  let kind: Kind
  let series: [(name: String, source: Source)]
  let over: Source?
  let title: String
  let x, y: String?
  let name: String

  var effect: ActionEffect { .observes }

  init?(_ reader: ActionReader) {
    let kind = reader.read(Self.kind).flatMap(Kind.init)
    let series = reader.read(Self.series)
    let over = reader.read(Self.over)
    let title = reader.read(Self.title)
    let x = reader.read(Self.x)
    let y = reader.read(Self.y)
    let name = reader.read(Self.name)
    guard let kind, let series, let over, let title, let x, let y, let name else { return nil }
    (self.kind, self.x, self.y, self.name) = (kind, x, y, name)
    self.title = title ?? series.map(\.name).joined(separator: ", ")
    var sources: [(name: String, source: Source)] = []
    var counts: [(rows: Int, range: SourceRange)] = []
    for (name, text) in series {
      guard let (source, rows) = Self.source(text.value, at: text.range, reader) else { continue }
      sources.append((name, source))
      if let rows { counts.append((rows, text.range)) }
    }
    var axis: Source?
    if let over {
      let range = reader.range(of: Self.over.name)
      guard let (source, rows) = Self.source(over, at: range, reader) else { return nil }
      axis = source
      if let rows { counts.append((rows, range)) }
    }
    guard sources.count == series.count else { return nil }
    if let first = counts.first {
      if axis != nil, let other = counts.first(where: { $0.rows != first.rows }) {
        reader.report(
          "shape-mismatch", at: other.range,
          "there are \(other.rows) values here and \(first.rows) elsewhere in this plot")
        return nil
      }
      if let long = counts.first(where: { $0.rows > Self.mostPoints }) {
        reader.report(
          "too-many-rows", at: long.range,
          "a plot has at most \(Self.mostPoints) points a series, not \(long.rows)")
        return nil
      }
    }
    (self.series, self.over) = (sources, axis)
  }

  /// Where numbers come from, and how many there are where that is known; `nil` where a problem has
  /// been reported.
  private static func source(
    _ text: String, at range: SourceRange, _ reader: ActionReader
  ) -> (source: Source, rows: Int?)? {
    do throws(ArgumentProblem) {
      return try source(text, reader.scope)
    } catch {
      reader.scope.report(error, at: error.range ?? range)
      return nil
    }
  }

  private static func source(
    _ text: String, _ scope: PlanScope
  ) throws(ArgumentProblem) -> (source: Source, rows: Int?) {
    // A column's name may hold any characters.
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    let isStep = parts.first.map { first in scope.outlines.contains { $0.id.value == first } }
    if parts.count == 2, case .table(let outline)? = scope.names[parts[0]] {
      guard isStep == false else {
        throw ArgumentProblem(
          code: "ambiguous-name",
          message: "`\(parts[0])` is a table and a step: rename one of them")
      }
      let bound = try scope.bound(parts[0], kinds: [.table])
      let columns = outline.columns.filter { $0.shape.isEmpty && $0.classNames == nil }
      guard columns.contains(where: { $0.name == parts[1] }) else {
        throw .unknown(
          code: "unknown-column", "`\(bound.name)` has no column of single numbers `\(parts[1])`",
          name: parts[1], candidates: columns.map(\.name))
      }
      return (.column(parts[1], table: bound.name), outline.rows)
    }
    guard case .result(let path, let shape) = try SourceOfValues(text, scope) else {
      throw ArgumentProblem(
        code: "wrong-type", message: "`\(text)` is a table: a series is one column, TABLE.COLUMN")
    }
    if let shape, !shape.isNumbers {
      var (kind, notes) = (shape.description, [String]())
      if case .list(let element) = shape {
        kind = "a list of \(element.manualText)"
        if !element.isScalar {
          notes = ["[] takes something of each element: test.predictions[].actual"]
        }
      }
      throw ArgumentProblem(
        code: "wrong-type", message: "`\(path)` is \(kind): a series is a list of numbers",
        notes: notes)
    }
    return (.result(path), nil)
  }

  var results: [ResultDescription] {
    Self.manual.results.map { result in
      var result = result
      guard case .byAnyKey(.object(var members)) = result.shape else { return result }
      if over == nil { members[ResultMember.over.name] = nil }
      if x == nil { members[ResultMember.x.name] = nil }
      if y == nil { members[ResultMember.y.name] = nil }
      result.shape = .object([name: .object(members)])
      return result
    }
  }

  func run(_ context: RunContext) throws(EngineError) {
    var plot: [ResultMember: JSONValue] = [
      .kind: .string(kind.rawValue), .title: .string(title),
    ]
    plot[.x] = x.map(JSONValue.string)
    plot[.y] = y.map(JSONValue.string)
    var drawn: [JSONValue] = []
    var count: Int?
    if let over {
      let values = try values(of: over, context)
      plot[.over] = .array(values.map(JSONValue.number))
      count = values.count
    }
    for (name, source) in series {
      let values = try values(of: source, context)
      guard count == nil || values.count == count else {
        throw .step(.unequalSeries(name, count: values.count, axis: count ?? 0))
      }
      drawn.append(
        .members([.name: .string(name), .values: .array(values.map(JSONValue.number))]))
    }
    plot[.series] = .array(drawn)
    context.merge([.plots: [name: .members(plot)]])
  }

  private func values(of source: Source, _ context: RunContext) throws(EngineError) -> [Double] {
    switch source {
    case .column(let column, let table):
      let table: Table = try context.value(table)
      return table.columns.first { $0.name == column }?.values ?? []
    case .result(let path):
      let list = try context.result(path).array ?? []
      let values = list.compactMap(\.number)
      guard values.count == list.count, !values.isEmpty else {
        throw .step(.noSeries(path))
      }
      guard values.count <= Self.mostPoints else {
        throw .step(.tooManyPoints(path, count: values.count, most: Self.mostPoints))
      }
      return values
    }
  }
}
