import Records

/// Pictures that have become numbers.
enum TransformedResults {
  static func view(_ reader: inout ResultReader) -> ResultView? {
    guard let tables = reader.take(.transformed)?.object, !tables.isEmpty else { return nil }
    let rows = tables.sorted { $0.key < $1.key }.map { name, table -> [[ReportInline]] in
      let shape = (table[.shape]?.array ?? []).compactMap(\.int).map(String.init)
      return [
        [.code(name)], [.text(table[.column]?.string ?? "")],
        [.text(shape.joined(separator: " × "))], ResultText.number(table[.mean]?.number),
        ResultText.number(table[.least]?.number), ResultText.number(table[.largest]?.number),
      ]
    }
    return ResultView(blocks: [
      .table(
        ReportTable(
          "Pictures as numbers",
          columns: [
            .text("table"), .text("column"), .text("each picture"), .number("mean"),
            .number("least"), .number("largest"),
          ],
          rows: rows))
    ])
  }
}
