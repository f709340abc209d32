import Testing

@testable import Lessons

@Suite struct OutputReadingTests {
  @Test func givesClass1FromTheThresholdItselfOn() {
    let reading = OutputReading.threshold(0.5, classNames: ["a", "b"])
    #expect(reading.prediction([Float(0.5)]) == 1)
    #expect(reading.prediction([Float(0.5).nextDown]) == 0)
    #expect(reading.prediction([Float.nan]) == 0)
  }

  @Test func givesTheFirstOfEqualOutputs() {
    let reading = OutputReading.argmax(classNames: ["a", "b", "c"])
    #expect(reading.prediction([1, 2, 2] as [Float]) == 1)
  }
}
