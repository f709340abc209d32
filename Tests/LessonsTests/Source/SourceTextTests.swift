import Foundation
import Testing

@testable import Lessons

@Suite struct SourceTextTests {
  @Test(arguments: [
    ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
    ("\u{FEFF}a\nb\u{FEFF}", ["a", "b\u{FEFF}"]), ("\r\r\n", ["", "", ""]),
  ])
  func splitsAtEveryKindOfLineEnd(text: String, lines: [String]) {
    #expect(SourceText(file: "a", text: text).lines == lines)
  }

  @Test func countsColumnsInBytes() throws {
    let source = SourceText(file: "a", text: "  é x\n\té x")
    #expect(source.range(ofLine: 1).description == "1:3-1:7")
    #expect(source.range(ofLine: 2).description == "2:2-2:6")
    let start = SourceLocation(line: 1, column: 1)
    let first = try #require(source.find("x", from: start, through: 2))
    #expect(first.description == "1:6-1:7")
    #expect(source.find("x", from: first.upperBound, through: 2)?.description == "2:5-2:6")
    #expect(source.find("x", from: first.upperBound, through: 1) == nil)
    #expect(source.find("y", from: start, through: 9) == nil)
  }

  @Test func showsWhatIsNotUTF8() {
    #expect(SourceText(file: "a", data: Data([0x61, 0xFF])).lines == ["a\u{FFFD}"])
  }
}
