import Engine
import Records

/// Makes columns of numbers of columns of classes.
struct OneHotAction: Action {
  private static let tables = Argument(
    "", .tables, "The table, or several with the same columns: each is changed alike.")
  private static let columns = Argument(
    "columns", ArgumentType<[String]>.list(of: .text, "a list of columns").optional, default: nil,
    "all of classes but the target", "Which columns of classes.")
  private static let dropFirst = Argument(
    "drop_first", .flag, default: false, "false",
    "Whether class 0 of each has no column: a row is of it where the others are 0.")

  static let manual = ActionManual(
    name: "one_hot",
    summary: """
      Puts a column of 0 and 1 for each class in the place of a column of classes, so that it can go \
      into a model beside columns of numbers. The new columns stand behind the others, `sex` with the \
      classes `f` and `m` as `sex_f` and `sex_m`. The tables' names stand for the new rows from here on.
      """,
    value: tables.description,
    arguments: [columns.description, dropFirst.description],
    results: [TableResults.description],
    example: """
      - one_hot: dataset
        columns: [sex]
      """)

  let tables: [String]
  let outlines: [TableOutline]
  let columns: [String]
  let dropsFirst: Bool

  var effect: ActionEffect { .makes(holds: false) }

  var results: [ResultDescription] {
    [TableResults.description(Array(zip(tables, outlines)), hasIndices: false)]
  }

  init?(_ reader: ActionReader) {
    let tables = reader.read(Self.tables)
    let columns = reader.read(Self.columns)
    let dropsFirst = reader.read(Self.dropFirst)
    guard let tables, let columns, let dropsFirst else { return nil }
    var outlines: [TableOutline] = []
    var chosen: [String] = []
    for table in tables {
      guard case .table(let outline) = table.value else { return nil }
      guard
        outline.check(table.name, isLike: outlines.first ?? outline, tables[0].name, reader)
      else { return nil }
      outlines.append(outline)
    }
    do throws(ArgumentProblem) {
      chosen = try Self.chosen(columns, of: outlines[0], tables[0].name)
      outlines = try outlines.map { (outline) throws(ArgumentProblem) in
        try outline.oneHot(chosen, dropsFirst: dropsFirst)
      }
    } catch {
      reader.scope.report(
        error, at: reader.range(of: columns == nil ? "" : Self.columns.name))
      return nil
    }
    (self.tables, self.outlines) = (tables.map(\.name), outlines)
    (self.columns, self.dropsFirst) = (chosen, dropsFirst)
    for (table, outline) in zip(self.tables, outlines) {
      reader.scope.bind(table, to: .table(outline))
    }
  }

  private static func chosen(
    _ columns: [String]?, of outline: TableOutline, _ table: String
  ) throws(ArgumentProblem) -> [String] {
    let fitting = outline.inputColumns.filter { $0.classNames != nil }.map(\.name)
    guard !fitting.isEmpty else {
      throw ArgumentProblem(
        code: "unknown-column", message: "`\(table)` has no column of classes but its target")
    }
    guard let columns else { return fitting }
    for column in columns where !fitting.contains(column) {
      if column == outline.target {
        throw ArgumentProblem(
          code: "unknown-column",
          message:
            "`\(column)` is the target of `\(table)`, and a loss takes its classes as they are")
      }
      throw .unknown(
        code: "unknown-column", "`\(table)` has no column of classes `\(column)`", name: column,
        candidates: fitting)
    }
    guard !columns.isEmpty, Set(columns).count == columns.count else {
      throw ArgumentProblem(
        code: columns.isEmpty ? "wrong-type" : "duplicate-name",
        message: columns.isEmpty ? "no column is named" : "a column is named twice")
    }
    return columns
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.bindTables(tables, outlines)
  }

  func run(_ context: RunContext) throws(EngineError) {
    for name in tables {
      var table: Table = try context.value(name)
      let made = columns.flatMap { column in
        table.columns.first { $0.name == column }?.oneHot(dropsFirst: dropsFirst) ?? []
      }
      table.columns.removeAll { columns.contains($0.name) }
      table.columns += made
      context.bind(name, to: table)
      TableResults.add(table, name, context)
    }
  }
}

extension TableOutline {
  /// The same rows with columns of 0 and 1 in the place of some of classes, behind the others.
  fileprivate func oneHot(
    _ chosen: [String], dropsFirst: Bool
  ) throws(ArgumentProblem) -> TableOutline {
    var outline = self
    outline.columns.removeAll { chosen.contains($0.name) }
    var taken = Set(outline.columns.map(\.name))
    for name in chosen {
      let classes = columns.first { $0.name == name }?.classNames ?? []
      for className in classes.dropFirst(dropsFirst ? 1 : 0) {
        let made = Table.Column.oneHotName(name, className)
        guard taken.insert(made).inserted else {
          throw ArgumentProblem(
            code: "duplicate-name",
            message:
              "the column of '\(name)' for `\(className)` would be called `\(made)`, and there is one"
          )
        }
        outline.columns.append(Column(name: made))
      }
    }
    guard !outline.inputColumns.isEmpty else {
      throw ArgumentProblem(
        code: "too-few-columns", message: "no column would be left",
        notes: ["leave `drop_first` out: each class has a column of its own then"])
    }
    guard outline.columns.count <= CSVTable.mostColumns else {
      throw ArgumentProblem(
        code: "too-many-columns",
        message: """
          there would be \(outline.columns.count) columns, and a table has at most \
          \(CSVTable.mostColumns)
          """)
    }
    return outline
  }
}
