import Engine

extension NumberTable {
  /// What is known of the table before it is read.
  var outline: TableOutline {
    TableOutline(
      columns: columns.map { column in
        guard !column.isPicture else {
          return TableOutline.Column(
            name: column.name,
            picture: PictureLayout(
              isBytes: true, channels: column.shape[0], height: column.shape[1],
              width: column.shape[2]))
        }
        return TableOutline.Column(
          name: column.name, shape: column.shape, classNames: classNames(of: column.name))
      }, target: target, rows: rows, parts: parts(of: rows))
  }

  func classNames(of column: String) -> [String]? {
    column == target && !groups.isEmpty ? groups.map(\.name) : classes[column]
  }

  private func parts(of rows: Int) -> [Table.Part] {
    let classes = target.flatMap(classNames)?.count ?? 1
    let taken = divisions.reduce(0) { $0 + ($1.rowsOfEachClass ?? 0) * classes }
    var start = 0
    return divisions.map { division in
      let count = division.rowsOfEachClass.map { $0 * classes } ?? max(0, rows - taken)
      defer { start += count }
      return Table.Part(name: division.name, rows: start..<start + count)
    }
  }
}
