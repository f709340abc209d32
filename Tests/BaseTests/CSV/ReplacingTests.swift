import Testing

@testable import Base

@Suite struct CSVReplacingTests {
  @Test(arguments: [
    ("a,b\n1,2\n3,4\n", "a,b\n1,x\n3,4\n"),
    ("a;b\r\n1;2\r\n3;4", "a;b\r\n1;x\r\n3;4"),
    ("\u{FEFF}a\tb\r1\t\r", "\u{FEFF}a\tb\r1\tx\r"),
    ("sep=;\na;b\n\n\n\"1, \"\"one\"\"\";\"2\n2\"\n", "sep=;\na;b\n\n\n\"1, \"\"one\"\"\";x\n"),
    ("a,b,c\n1\n2,3,4\n", "a,b,c\n1,x\n2,3,4\n"),
    ("a,b\n\"\",\"\"\n", "a,b\n\"\",x\n"),
    ("a,b\n1,\"2\"", "a,b\n1,x"),
    ("a,b,c\n1,2,=3+4\n", "a,b,c\n1,x,=3+4\n"),
  ])
  func changesOneCellAndNoOtherByte(table: String, changed: String) throws {
    #expect(try CSV.replacing([1: "x"], inRow: 1, of: table) == changed)
  }

  @Test(arguments: ["=1+1", "-1", "a,b", "a;b", "a\"b", "two\nlines", "'", "@x", ""])
  func writesCellsThatReadBack(cell: String) throws {
    let text = try CSV.replacing([0: cell], inRow: 1, of: "a,b\n1,2\n")
    let row = try CSV.rows(of: text).rows[1]
    #expect(CSV.plain(row.cells[0]) == cell)
    #expect(!row.cells[0].hasPrefix("=") && row.cells[1] == "2")
  }

  @Test func addsColumnsThatAreMissing() throws {
    #expect(try CSV.replacing([3: "x"], inRow: 1, of: "a,b\n1,2\n3,4\n") == "a,b\n1,2,,x\n3,4\n")
  }

  @Test func leavesATableAloneThatHasNoSuchRow() throws {
    #expect(try CSV.replacing([0: "x"], inRow: 9, of: "a,b\n1,2\n") == "a,b\n1,2\n")
    #expect(
      throws: CSV.Invalid(line: 2, reason: "a field is opened with a quote here and never closed")
    ) { try CSV.replacing([0: "x"], inRow: 1, of: "a,b\n\"1,2\n") }
  }
}
