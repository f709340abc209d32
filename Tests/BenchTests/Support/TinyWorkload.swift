import Engine
import Foundation

@testable import lesson_bench

/// A model of one narrow layer and eight short rows, in a folder that the caller removes.
enum TinyWorkload {
  static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  static func make(in folder: URL) throws -> Workload {
    try RandomModel(layers: 1, hidden: 16, vocabulary: 30).write(to: folder)
    var sizes = Sizes.quick
    (sizes.rows, sizes.batchSize, sizes.maxLength, sizes.epochs) = (8, 2, 12, 3)
    let rows = GrowthTable.rows(8, length: 5, vocabulary: 30)
    let file = folder.appendingPathComponent("rows")
    try RowsFile.write(rows, to: file)
    return try Workload(model: folder, rows: rows, rowsFile: file, sizes: sizes)
  }
}
