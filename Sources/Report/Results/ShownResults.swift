import Records

/// What `show` has printed: figures under their names, and the first rows of tables.
enum ShownResults {
  /// Columns that a page shows beside each other.
  private static let mostColumns = 12

  static func view(_ reader: inout ResultReader) -> ResultView? {
    guard let shown = reader.take(.shown)?.object, !shown.isEmpty else { return nil }
    let sorted = shown.sorted { $0.key < $1.key }
    let facts = sorted.filter { $0.value.object == nil }
      .map { (name: $0.key, value: [ReportInline.text(ResultText.plain($0.value))]) }
    var blocks: [ReportBlock] = facts.isEmpty ? [] : [.table(.facts("Shown", facts))]
    for (name, value) in sorted where value.object != nil { blocks += rows(name, value) }
    return ResultView(
      gist: facts.map { "\($0.name) \(ResultText.plain(shown[$0.name] ?? .null, limit: 40))" }
        .first, blocks: blocks)
  }

  private static func rows(_ name: String, _ value: JSONValue) -> [ReportBlock] {
    let first = value[.first]?.array ?? []
    let all = Set(first.flatMap { ($0.object ?? [:]).keys }).sorted()
    let columns = all.prefix(mostColumns)
    let size = (value[.shape]?.array ?? []).compactMap(\.int)
    var blocks: [ReportBlock] = [
      .table(
        ReportTable(
          "The first rows" + (name == "value" ? "" : " (\(name))"),
          columns: [.number("row")] + columns.map { .number($0) },
          rows: first.enumerated().map { place, row in
            [[.text("\(place + 1)")]]
              + columns.map { column in
                switch row[column] {
                case .number(let number)?: ResultText.number(number)
                case let value?: [.text(ResultText.plain(value, limit: 40))]
                case nil: ["–"]
                }
              }
          }))
    ]
    if size.count == 2 {
      let hidden = all.count - columns.count
      blocks.append(
        .paragraph([
          .note(
            NumberText.count(size[0], "row") + " of " + NumberText.count(size[1], "column")
              + (hidden > 0 ? "; \(hidden) more columns are in run.json." : "."))
        ]))
    }
    return blocks
  }
}
