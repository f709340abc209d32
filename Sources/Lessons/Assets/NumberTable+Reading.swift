import Engine
import Foundation

extension NumberTable {
  /// Reads the table.
  ///
  /// - Parameter folder: where its files lie.
  /// - Throws: `unreadable`, or `invalidData` for a file that is not as it is described.
  func read(in folder: URL) throws(EngineError) -> Table {
    var columns: [Table.Column] = []
    for part in parts { columns += try read(part, in: folder) }
    if hasUnitNorm {
      let root = Double(rows).squareRoot()
      for index in columns.indices where columns[index].name != target {
        let values = columns[index].values.map { [$0] }
        columns[index].values = ColumnScaling.standard(values).apply(values).map { $0[0] / root }
      }
    }
    return Table(columns: columns, target: target, places: Array(0..<rows))
  }

  private func read(_ part: Part, in folder: URL) throws(EngineError) -> [Table.Column] {
    let url = folder.appendingPathComponent(part.file)
    let read = try NumberFile.read(
      url, separator: part.separator.utf8.first ?? 0, skippedLines: part.skippedLines,
      columns: part.columns.flatMap { column in
        [Bool](repeating: column != nil, count: column?.fields ?? 1)
      })
    guard read.count == rows else {
      throw .invalidData(
        path: url.path, line: nil, reason: "\(read.count) rows, and there should be \(rows)")
    }
    var columns: [Table.Column] = []
    var offset = 0
    for column in part.columns.compactMap({ $0 }) {
      let values = read.flatMap { $0[offset..<offset + column.fields] }
      offset += column.fields
      if let names = classes[column.name] {
        for (row, value) in values.enumerated() {
          guard value >= 0, value.rounded() == value, value < Double(names.count) else {
            throw .invalidData(
              path: url.path, line: row + 1 + part.skippedLines,
              reason: "\(value) is no class of '\(column.name)', which has \(names.count), from 0")
          }
        }
      }
      columns.append(
        Table.Column(
          column.name, shape: column.shape, values: values, classNames: classes[column.name]))
    }
    return columns
  }
}
