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
    let table = Table(columns: columns, target: target, places: Array(0..<rows))
    return try divided(regrouped(table), folder)
  }

  private func regrouped(_ table: Table) -> Table {
    guard !groups.isEmpty, let target, let old = classes[target],
      let index = table.columns.firstIndex(where: { $0.name == target })
    else { return table }
    var table = table
    table.columns[index] = table.columns[index].regrouped(
      old.map { name in groups.firstIndex { $0.classes.contains(name) } ?? 0 },
      classNames: groups.map(\.name))
    return table
  }

  private func divided(_ table: Table, _ folder: URL) throws(EngineError) -> Table {
    guard !divisions.isEmpty else { return table }
    let sizes = divisions.map { $0.rowsOfEachClass.map(NamedParts.Size.rows) ?? .rest }
    guard let parts = NamedParts(sizes, of: table.rowsByClass) else {
      throw .invalidData(
        path: folder.path, line: nil,
        reason: "a class has fewer rows than its parts are to have of each class")
    }
    return table.inParts(zip(divisions, parts.rows).map { ($0.name, $1) })
  }

  /// A column's numbers as pictures of bytes.
  private func pictures(
    _ values: [Double], of column: Column, white: Double, _ url: URL
  ) throws(EngineError) -> [PictureSource] {
    var pictures: [PictureSource] = []
    for row in 0..<rows {
      let numbers = values[row * column.fields..<(row + 1) * column.fields].map { Float($0) }
      let way = PictureWay.numbers(
        numbers, channels: column.shape[0], height: column.shape[1], width: column.shape[2])
      do throws(PictureStep.Problem) {
        guard case .bytes(let picture) = try way.taking([.picture(white: white)]) else { continue }
        pictures.append(.inMemory(picture))
      } catch {
        throw .invalidData(
          path: url.path, line: nil, reason: "row \(row) of '\(column.name)' \(error.reason)")
      }
    }
    return pictures
  }

  /// A part whose first line names the columns.
  private func readNamed(_ part: Part, _ url: URL) throws(EngineError) -> [Table.Column] {
    let columns = try CSVTable.read(
      url,
      part.columns.compactMap { column in
        column.map { CSVTable.Column(name: $0.name, classNames: classes[$0.name]) }
      })
    let count = columns.first?.values.count ?? 0
    guard count == rows else {
      throw .invalidData(
        path: url.path, line: nil, reason: "\(count) rows, and there should be \(rows)")
    }
    return columns
  }

  private func read(_ part: Part, in folder: URL) throws(EngineError) -> [Table.Column] {
    let url = folder.appendingPathComponent(part.file)
    guard !part.hasHeader else { return try readNamed(part, url) }
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
      if let white = column.white {
        let pictures = try pictures(values, of: column, white: white, url)
        columns.append(Table.Column(column.name, values: [], pictures: pictures))
        continue
      }
      columns.append(
        Table.Column(
          column.name, shape: column.shape, values: values, classNames: classes[column.name]))
    }
    return columns
  }
}
