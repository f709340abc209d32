import Records

/// A data set: how many rows each split has, and how its labels are shared out.
enum DatasetResults {
  static func view(_ reader: inout ResultReader, _ context: ReportContext) -> ResultView? {
    guard let splits = reader.take(.splits)?.object else { return nil }
    let classes = reader.take(.classNames)?.array?.compactMap(\.string) ?? []
    let names = splits.sorted { $0.key < $1.key }.reduce(into: classes) { names, split in
      for name in (split.value[.labelCounts]?.object ?? [:]).keys.sorted()
      where !names.contains(name) {
        names.append(name)
      }
    }
    let rows = splits.sorted { $0.key < $1.key }.map { name, split in
      [[.text(name)], ResultText.count(split[.rows])]
        + names.map { ResultText.count(split[.labelCounts]?[$0]) }
    }
    let columns =
      [ReportTable.Column.text("split"), .number("rows")]
      + names.map { name in
        let label = classes.firstIndex(of: name)
        return .number(label.map { "label \($0): \(name)" } ?? name)
      }
    let total = ResultText.sum(splits.values.compactMap { $0[.rows]?.int })
    return ResultView(
      gist: NumberText.count(total) + " rows",
      blocks: [.table(ReportTable("The data set", columns: columns, rows: rows))])
  }
}
