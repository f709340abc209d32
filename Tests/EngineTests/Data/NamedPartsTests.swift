import Testing

@testable import Engine

@Suite struct NamedPartsTests {
  @Test func takesAllRowsOfAGroupAndNoMore() {
    #expect(NamedParts([.rows(2), .rows(1)], of: [[4, 5, 6]])?.rows == [[4, 5], [6]])
    #expect(NamedParts([.rows(1), .rest], of: [[4, 5, 6], [7]])?.rows == [[4, 7], [5, 6]])
    #expect(NamedParts([.rows(2), .rest], of: [[4, 5, 6], [7]]) == nil)
    #expect(NamedParts([.rows(2), .rows(2)], of: [[4, 5, 6]]) == nil)
  }
}
