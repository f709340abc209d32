import Testing

@testable import Engine

@Suite struct ColumnScalingTests {
  private let rows = [[1.0, 5], [3, 5]]

  /// The deviation of all rows, as scikit-learn's; a column of one value is only shifted.
  @Test func leavesAColumnOfOneValueItsUnit() {
    let standard = ColumnScaling.standard(rows)
    #expect(standard == ColumnScaling(shift: [2, 5], divisor: [1, 1]))
    #expect(standard.apply(rows) == [[-1, 0], [1, 0]])
    let range = ColumnScaling.unitRange(rows)
    #expect(range == ColumnScaling(shift: [1, 5], divisor: [2, 1]))
    #expect(range.apply(rows) == [[0, 0], [1, 0]])
  }
}
