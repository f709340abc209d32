import Base
import Foundation

/// A file of numbers, a row a line, as scientific packages hold their small tables; packed by gzip
/// where its name says so.
public enum NumberFile {
  /// Bytes that such a file may have, unpacked.
  private static let mostBytes = 256 << 20
  /// Bytes that a number may have.
  private static let longest = 64

  /// Reads the numbers of every line.
  ///
  /// - Parameters:
  ///   - separator: what stands between two fields; several spaces count as one.
  ///   - skippedLines: lines at the start that are no rows.
  ///   - columns: for each field of a line whether it is a number that is wanted.
  /// - Returns: rows of as many numbers as are wanted.
  /// - Throws: `unreadable`, or `invalidData` with the line.
  public static func read(
    _ url: URL, separator: UInt8, skippedLines: Int, columns: [Bool]
  ) throws(EngineError) -> [[Double]] {
    let file = try MappedFile(url)
    guard url.pathExtension == "gz" else {
      return try rows(file.bytes, file.path, separator, skippedLines, columns)
    }
    let unpacked: [UInt8]
    do throws(Gzip.Problem) {
      unpacked = try Gzip.unpack(file.bytes, limit: mostBytes)
    } catch {
      throw .invalidData(path: file.path, line: nil, reason: error.description)
    }
    var result: Result<[[Double]], EngineError> = .success([])
    unpacked.withUnsafeBytes { bytes in
      do throws(EngineError) {
        result = .success(try rows(bytes, file.path, separator, skippedLines, columns))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  private static func rows(
    _ bytes: UnsafeRawBufferPointer, _ path: String, _ separator: UInt8, _ skippedLines: Int,
    _ columns: [Bool]
  ) throws(EngineError) -> [[Double]] {
    guard bytes.count <= mostBytes else {
      throw .invalidData(
        path: path, line: nil, reason: "larger than \(ByteCount.text(mostBytes)), unpacked")
    }
    var rows: [[Double]] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where index >= skippedLines && !line.isEmpty {
      let fields = line.split(
        separator: separator, omittingEmptySubsequences: separator == UInt8(ascii: " "))
      guard fields.count == columns.count else {
        throw .invalidData(
          path: path, line: index + 1,
          reason: "\(fields.count) fields, but there are \(columns.count) columns")
      }
      var row: [Double] = []
      for (field, isWanted) in zip(fields, columns) where isWanted {
        let text = String(decoding: field.prefix(longest + 1), as: UTF8.self)
          .trimmingCharacters(in: .whitespacesAndNewlines)
        guard field.count <= longest, let number = Double(text), Float(number).isFinite else {
          throw .invalidData(
            path: path, line: index + 1, reason: "'\(OneLine.of(text, limit: 40))' is no number")
        }
        row.append(number)
      }
      rows.append(row)
    }
    return rows
  }
}
