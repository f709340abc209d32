import Foundation
import Testing

@testable import Lessons

@Suite struct LineEditsTests {
  private func range(_ line: Int, _ columns: Range<Int>) -> SourceRange {
    SourceRange(
      SourceLocation(line: line, column: columns.lowerBound),
      SourceLocation(line: line, column: columns.upperBound))
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func keepsEveryOtherByte(ending: String) throws {
    let text = ["\u{FEFF}one", "twö: 2  # c", "", "three: 33"].joined(separator: ending)
    let new = try #require(
      LineEdits.apply(
        [(range(2, 7..<8), "200"), (range(4, 8..<10), "4")], to: Data(text.utf8)))
    let expected = ["\u{FEFF}one", "twö: 200  # c", "", "three: 4"].joined(separator: ending)
    #expect(new == Data(expected.utf8))
  }

  @Test func refusesAPlaceThatIsNotInTheFile() {
    #expect(LineEdits.apply([(range(3, 1..<2), "x")], to: Data("a\n".utf8)) == nil)
    #expect(LineEdits.apply([(range(2, 1..<9), "x")], to: Data("a\nb".utf8)) == nil)
  }
}
