import Testing

@testable import Report

struct NumberTextTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (25_000, "25,000"), (22_713_216, "22,713,216"),
    (-1234, "-1,234"),
  ])
  func groupsThousands(value: Int, text: String) {
    #expect(NumberText.count(value) == text)
  }

  @Test func writesPluralsThatAreNotRegular() {
    #expect(NumberText.count(1, "batch", plural: "batches") == "1 batch")
    #expect(NumberText.count(2, "batch", plural: "batches") == "2 batches")
    #expect(NumberText.count(0, "row") == "0 rows")
  }

  @Test(arguments: [
    (0.001, "under 0.01 s"), (0.42, "0.42 s"), (9.996, "10.0 s"), (12.34, "12.3 s"),
    (59.97, "1 min 00 s"), (423.4, "7 min 03 s"), (3725, "1 h 02 min"), (.nan, "unknown"),
    (-1, "unknown"),
  ])
  func writesDurationsAsPeopleDo(seconds: Double, text: String) {
    #expect(NumberText.duration(seconds) == text)
  }

  @Test(arguments: [
    (612, "612 bytes"), (90_868_376, "90.9 MB"), (1_500, "1.5 kB"), (2_000_000_000, "2.00 GB"),
  ])
  func writesSizesInDecimalUnits(bytes: Int, text: String) {
    #expect(NumberText.bytes(bytes) == text)
  }
}
