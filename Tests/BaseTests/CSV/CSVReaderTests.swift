import Testing

@testable import Base

@Suite struct CSVReaderTests {
  private func rows(_ text: String) throws -> [[String]] {
    try CSV.rows(of: text).rows.map(\.cells)
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r"])
  func readsEveryLineEnd(end: String) throws {
    let text = ["a,b", "1,\"x\(end)y\"", "2,z"].joined(separator: end)
    let expected = [["a", "b"], ["1", "x\(end)y"], ["2", "z"]]
    #expect(try rows(text) == expected)
    #expect(try rows(text + end) == expected)
    #expect(try rows("\u{FEFF}" + end + text) == expected)
  }

  @Test(arguments: [",", ";", "\t"] as [Character])
  func takesTheSeparatorThatTheFirstLineShows(separator: Character) throws {
    let others = [",", ";", "\t"].filter { $0 != String(separator) }.joined()
    let text = "a|\"b\(others)\(others)\n\"\n1\(others)|2\n".replacing("|", with: "\(separator)")
    let (rows, found) = try CSV.rows(of: text)
    #expect(found == separator)
    #expect(rows.map(\.cells) == [["a", "b\(others)\(others)\n"], ["1\(others)", "2"]])
  }

  @Test func takesTheSeparatorThatALineAboveNames() throws {
    #expect(try rows("sep=;\r\na,b;c\r\n1;2\r\n") == [["a,b", "c"], ["1", "2"]])
    #expect(try rows("\u{FEFF}sep=\t\na,b\tc\n") == [["a,b", "c"]])
    #expect(try rows("sep=x\na,b\n") == [["sep=x"], ["a", "b"]])
  }

  @Test func countsLinesFromRowToRow() throws {
    let text = "a,b\r\n\r\n1,\"x\r\ny\nz\"\r2,3\n\n4,5"
    #expect(try CSV.rows(of: text).rows.map(\.line) == [1, 3, 6, 8])
  }

  @Test func takesAQuoteWithinAFieldForItself() throws {
    #expect(try rows("a \"b\" c,1") == [["a \"b\" c", "1"]])
    #expect(try rows("\"a \"\"b\"\"\",\"\"\"\"") == [["a \"b\"", "\""]])
  }

  @Test(arguments: [
    ("a,b\n\"x,1\n2,3\n", 2, "a field is opened with a quote here and never closed"),
    (
      "a,b\n\"x\n\" y,1\n", 3,
      "text after a closing quote; a quote within a field is written twice"
    ),
  ])
  func saysWhereAQuoteIsWrong(text: String, line: Int, reason: String) {
    #expect(throws: CSV.Invalid(line: line, reason: reason)) { try CSV.rows(of: text) }
  }

  @Test func readsNothingFromNothing() throws {
    #expect(try rows("") == [])
    #expect(try rows("\u{FEFF}\r\n\n\r") == [])
  }
}
