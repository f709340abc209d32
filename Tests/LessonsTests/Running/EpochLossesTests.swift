import Testing

@testable import Lessons

@Suite struct EpochLossesTests {
  // Values of Python's round(x, 4), ties that the binary value decides among them.
  @Test(arguments: [
    (0.68654, 0.6865), (0.00005, 0.0001), (0.00015, 0.0001), (0.00025, 0.0003), (2.5, 2.5),
    (1.00005, 1.0001), (0.01095, 0.0109), (0.125, 0.125), (0.03125, 0.0312), (0.09375, 0.0938),
    (0, 0),
  ])
  func roundsAsPythonDoes(value: Double, rounded: Double) {
    #expect(pythonRounded(value, places: 4) == rounded)
  }

  @Test func dividesTheLastLossByTheNumberOfBatches() {
    var losses = EpochLosses(batches: 3, printed: .lastBatchOverBatches)
    #expect([0.9, 0.8, 0.75].map { losses.add($0) } == [nil, nil, "0.25"])
    #expect(losses.printedLosses == [0.25])
    #expect(losses.means == [(Double(Float(0.9)) + Double(Float(0.8)) + 0.75) / 3])
  }

  @Test func printsTheMeanWhereThatIsAskedFor() {
    var losses = EpochLosses(batches: 2, printed: .mean)
    #expect([0.5, 0.25, 0.5].map { losses.add($0) } == [nil, "0.375", nil])
    #expect(losses.printedLosses == [0.375])
  }
}
