import Engine
import Foundation
import Testing

@testable import lesson_bench

@Suite struct RowsFileTests {
  @Test func readsWhatItWrote() throws {
    let folder = try TinyWorkload.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("rows")
    let rows = [TokenizedRow(ids: [101, 7, 102], label: 1), TokenizedRow(ids: [101], label: 0)]
    try RowsFile.write(rows, to: file)
    #expect(try RowsFile.read(file) == rows)
    // As the Python workers read it.
    #expect(try Data(contentsOf: file).prefix(12) == Data([1, 0, 0, 0, 3, 0, 0, 0, 101, 0, 0, 0]))
  }

  @Test(arguments: [[1, 0, 0, 0, 3, 0, 0, 0, 101, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0]])
  func refusesAFileThatIsCutOff(_ bytes: [UInt8]) throws {
    let folder = try TinyWorkload.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("rows")
    try Data(bytes).write(to: file)
    let error = #expect(throws: BenchFailure.self) { try RowsFile.read(file) }
    #expect(error?.text == "\(file.path): no file of rows")
  }
}
