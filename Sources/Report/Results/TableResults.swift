import Records

/// Tables of columns that a step has made, and how their columns were scaled.
enum TableResults {
  static func view(_ reader: inout ResultReader, _ context: ReportContext) -> ResultView? {
    let tables = reader.take(.tables)?.object ?? [:]
    let scales = reader.take(.scales)?.object ?? [:]
    guard !tables.isEmpty || !scales.isEmpty else { return nil }
    var blocks: [ReportBlock] = []
    if !tables.isEmpty { blocks.append(.table(overview(tables, reader.take(.classNames)))) }
    blocks += columns(of: tables)
    blocks += scales.sorted { $0.key < $1.key }.map { scaling($0.key, $0.value) }
    let sizes = tables.sorted { $0.key < $1.key }.map { name, table in
      "\(name): \(NumberText.count(table[.rows]?.int ?? 0, "row"))"
    }
    return ResultView(
      gist: sizes.isEmpty ? "columns scaled" : sizes.joined(separator: ", "), blocks: blocks)
  }

  /// The columns' names, those of tables that have the same ones together.
  private static func columns(of tables: [String: JSONValue]) -> [ReportBlock] {
    let lists = tables.mapValues { ($0[.columns]?.array ?? []).compactMap(\.string) }
    let groups = Dictionary(grouping: lists.filter { $0.value.count > 2 }.keys.sorted()) {
      lists[$0] ?? []
    }
    return groups.sorted { $0.value[0] < $1.value[0] }.map { columns, names in
      let owners = names.map { [ReportInline.code($0)] }.joined(separator: [", "])
      return .fold(
        .init(
          [.text("The columns of ")] + Array(owners), staysShut: true,
          [.paragraph([.text(columns.joined(separator: ", "))])]))
    }
  }

  /// Rows, columns, target, and the rows of each class.
  private static func overview(
    _ tables: [String: JSONValue], _ classNames: JSONValue?
  ) -> ReportTable {
    let tables = tables.sorted { $0.key < $1.key }
    let known = (classNames?.array ?? []).compactMap(\.string)
    let counted = Set(tables.flatMap { ($0.value[.labelCounts]?.object ?? [:]).keys })
    let classes = known.filter(counted.contains) + counted.subtracting(known).sorted()
    let columns: [ReportTable.Column] =
      [.text("table"), .number("rows"), .number("columns"), .text("target")]
      + classes.map { .number($0) }
    return ReportTable(
      "Tables", columns: columns,
      rows: tables.map { name, table in
        [
          [.code(name)], ResultText.count(table[.rows]),
          [.text(NumberText.count(table[.columns]?.array?.count ?? 0))],
          [.text(table[.target]?.string ?? "–")],
        ] + classes.map { ResultText.count(table[.labelCounts]?[$0]) }
      })
  }

  private static func scaling(_ name: String, _ scale: JSONValue) -> ReportBlock {
    let columns = (scale[.columns]?.array ?? []).compactMap(\.string)
    let shift = scale[.shift]?.array ?? []
    let divisor = scale[.divisor]?.array ?? []
    // Columns of several values have as many numbers; their names stand once.
    let names = columns.count == shift.count ? columns : shift.indices.map { "value \($0 + 1)" }
    let rows = zip(names, zip(shift, divisor)).map { column, scale -> [[ReportInline]] in
      [[.text(column)], ResultText.number(scale.0.number), ResultText.number(scale.1.number)]
    }
    let table = ReportTable(
      "Each value less the first number, divided by the second",
      columns: [.text("column"), .number("less"), .number("divided by")], rows: rows)
    return .fold(
      .init([.text("How columns were scaled, from the rows of "), .code(name)], [.table(table)]))
  }
}
