import HostileText
import Testing

@testable import Base

@Suite struct CSVTests {
  /// The cells of one row as RFC 4180 has them, byte by byte: not by the project's own reader.
  private static func cells(_ row: String) -> [String] {
    var cells: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in row.utf8 {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: cells.append([])
      default: cells[cells.count - 1].append(byte)
      }
    }
    return cells.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: HostileText.all)
  func keepsAnyTextInACellOfItsOwn(text: String) {
    let row = CSV.row([text, "end"], newline: "")
    let cells = Self.cells(row)
    #expect(cells.count == 2 && cells.last == "end")
    let start = cells[0].unicodeScalars.first { $0 != " " }
    #expect(start.map { !"=+-@\t\r\n".unicodeScalars.contains($0) } ?? true)
  }

  @Test(arguments: HostileText.all + ["'=17", "''", "'x", "'", " '=1", "17\u{200B}"])
  func readsBackWhatItWrote(text: String) throws {
    let rows = try CSV.rows(of: CSV.row(["a", text])).rows
    #expect(rows.first.map { CSV.plain($0.cells[1]).utf8.elementsEqual(text.utf8) } == true)
  }
}
