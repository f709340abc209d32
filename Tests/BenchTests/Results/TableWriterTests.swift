import Testing

@testable import lesson_bench

@Suite struct TableWriterTests {
  @Test func alignsColumnsAndLeavesAbsentFiguresEmpty() {
    let writer = TableWriter(columns: [.seconds, .rate, .fraction])
    let row = Row(name: "forward", seconds: 6.114, fraction: 0.853)
    #expect(
      writer.line(row, note: "a note")
        == "forward" + String(repeating: " ", count: 39) + "         6.11"
        + "             " + "          85%" + "  a note")
  }

  @Test func endsALineWithItsLastFigure() {
    let line = TableWriter(columns: [.seconds, .memory]).line(Row(name: "x", seconds: 1), note: nil)
    #expect(line.hasSuffix("1.00"))
  }
}
