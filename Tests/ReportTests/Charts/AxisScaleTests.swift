import Testing

@testable import Report

struct AxisScaleTests {
  @Test func putsTheEndsOfTheRangeAtTheEndsOfTheAxis() {
    let scale = AxisScale(range: 2...4, start: 100, end: 0)
    #expect([2, 3, 4].map(scale.position) == [100, 50, 0])
  }

  @Test func putsEverythingInTheMiddleOfAnEmptyRange() {
    #expect(AxisScale(range: 2...2, start: 0, end: 10).position(2) == 5)
  }

  @Test(arguments: [
    (0.67...0.71, ["0.67", "0.68", "0.69", "0.70", "0.71"]),
    (0.0106...0.0113, ["0.0106", "0.0108", "0.0110", "0.0112"]),
    (0...10, ["0", "2", "4", "6", "8", "10"]), (-1...1, ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
  ])
  func writesRoundTicks(range: ClosedRange<Double>, expected: [String]) {
    let ticks = AxisScale.ticks(in: range, count: 3)
    #expect(ticks.values.map { NumberText.fixed($0, ticks.places) } == expected)
  }

  @Test(arguments: [[0.6669, 0.7076], [0.5], [0, 0], [-3, 1e6], [1e-12, 2e-12]])
  func holdsEveryValue(values: [Double]) {
    let range = AxisScale.range(holding: values)
    #expect(values.allSatisfy(range.contains))
    #expect(range.lowerBound < range.upperBound)
  }

  @Test func holdsSomethingWhereThereIsNothingToHold() {
    #expect(AxisScale.range(holding: [.nan, .infinity]) == 0...1)
  }
}
