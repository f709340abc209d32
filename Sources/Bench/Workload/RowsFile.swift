import Engine
import Foundation

/// Rows as other processes read them: for each its label, its length and its token ids, as 32-bit
/// little-endian numbers.
enum RowsFile {
  static func write(_ rows: [TokenizedRow], to file: URL) throws {
    let words = rows.flatMap { [Int32($0.label), Int32($0.ids.count)] + $0.ids }
    do {
      try words.map(\.littleEndian).withUnsafeBytes { try Data($0).write(to: file) }
    } catch {
      throw BenchFailure(BenchFailure.Status.output, "\(file.path): cannot be written: \(error)")
    }
  }

  static func read(_ file: URL) throws -> [TokenizedRow] {
    let invalid = BenchFailure(BenchFailure.Status.invalid, "\(file.path): no file of rows")
    guard let data = try? Data(contentsOf: file), data.count % 4 == 0 else { throw invalid }
    var words = data.withUnsafeBytes { bytes in
      bytes.bindMemory(to: Int32.self).map(Int32.init(littleEndian:))
    }[...]
    var rows: [TokenizedRow] = []
    while let label = words.popFirst() {
      guard let count = words.popFirst(), count >= 0, words.count >= count else { throw invalid }
      rows.append(TokenizedRow(ids: Array(words.prefix(Int(count))), label: Int(label)))
      words = words.dropFirst(Int(count))
    }
    return rows
  }
}
