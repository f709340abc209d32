import Records
import Testing

@testable import Comparison

@Suite struct ValueComparisonTests {
  private func differences(_ a: JSONValue, _ b: JSONValue, _ tolerance: Double = 2e-6)
    -> [ValueDifference]
  {
    ValueComparison(tolerance: Tolerance(tolerance)).differences(a, b, at: "x")
  }

  @Test func findsNothingWhereAllBitsAreTheSame() {
    let value: JSONValue = ["a": [1, 2.5, "t"], "b": true, "c": .null]
    #expect(differences(value, value).isEmpty)
  }

  @Test func tellsRoundingFromADifference() {
    let small = differences([0.5, 0.25], [0.5, 0.250001])
    guard case .rounding(let largest)? = small.first?.agreement else {
      Issue.record("\(small)")
      return
    }
    #expect(abs(largest - 1e-6) < 1e-12)
    #expect(differences([0.5, 0.25], [0.5, 0.25001])[0].agreement == .different)
    #expect(differences([0.5, 0.25], [0.5, 0.250001], 0)[0].agreement == .different)
    #expect(differences(1_000_000.5, 1_000_000.6)[0].agreement != .different)
  }

  @Test func takesCountsExactly() {
    #expect(differences(272_119_000, 272_119_001)[0].agreement == .different)
  }

  @Test func namesTheFirstPlaceAndTheLargestDifference() {
    let found = differences([[1, 2.5], [3.5, 4.5]], [[1, 2.75], [5.5, 4.5]])
    #expect(found.count == 1)
    #expect(
      found[0].text
        == "2 of 4 differ, first [0][1]: 2.5 | 2.75, largest difference 2 (36.4 %) at [1][0]")
    #expect(differences(0.5, 0.75)[0].text == "0.5 | 0.75, off by 0.25 (33.3 %)")
  }

  @Test func comparesWhatListsOfAnotherLengthHaveInCommon() {
    let found = differences([1, 2, 3], [1, 5])
    #expect(found[0].agreement == .different)
    #expect(found[0].text.hasPrefix("3 | 2 values, 1 of 2 differ, first [1]: 2 | 5"))
    #expect(differences([1, 2], [1])[0].text == "2 | 1 values, those that both have are the same")
    #expect(differences([[1], [2]], [[1, 2]])[0].agreement == .different)
  }

  @Test func namesWhatOnlyOneHasAndValuesOfAnotherKind() {
    let found = differences(["a": 1, "b": "t"], ["b": 2, "c": 3])
    #expect(found.map(\.path) == ["x.a", "x.b", "x.c"])
    #expect(found.map(\.text) == ["only in A", "\"t\" | 2", "only in B"])
    #expect(found.allSatisfy { $0.agreement == .different })
  }

  @Test func takesATensorsDigestForRoundingWhereItsNumbersAre() {
    let a: JSONValue = ["sha256": "aa", "first": [0.5]]
    let near: JSONValue = ["sha256": "bb", "first": [0.5000001]]
    #expect(differences(a, near).allSatisfy { $0.agreement != .different })
    // The numbers shown are the same, so what differs is not known to be small.
    let unknown: JSONValue = ["sha256": "bb", "first": [0.5]]
    #expect(differences(a, unknown).map(\.agreement) == [.different])
    let far: JSONValue = ["sha256": "bb", "first": [0.7]]
    #expect(differences(a, far).allSatisfy { $0.agreement == .different })
    #expect(differences(["sha256": "aa"], ["sha256": "bb"])[0].agreement == .different)
  }
}
