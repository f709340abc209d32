import Testing

@testable import Base

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("opimizer", "optimizer"), ("optimizre", "optimizer"), ("Loader", "loader"),
    ("bacth_size", "batch_size"), ("lr", nil), ("xyz", nil), ("", nil), ("optimizer", nil),
    ("weightdecay", "weight_decay"),
  ])
  func offersTheNearest(name: String, nearest: String?) {
    let names = ["optimizer", "loader", "batch_size", "weight_decay", "subset"]
    #expect(NearestName.of(name, in: names) == nearest)
  }

  @Test(arguments: [
    ("step", "step", 0), ("setp", "step", 1), ("stp", "step", 1), ("steps", "step", 1),
    ("sdep", "step", 1), ("stpe ", "step", 2), ("STEP", "step", 0), ("", "ab", 2),
  ])
  func countsEdits(a: String, b: String, distance: Int) {
    #expect(NearestName.distance(a, b, limit: 2) == distance)
    #expect(NearestName.distance(b, a, limit: 2) == distance)
  }

  @Test func givesUpBeyondTheLimit() {
    #expect(NearestName.distance("kitten", "sitting", limit: 2) == nil)
    #expect(NearestName.distance("kitten", "sitting", limit: 3) == 3)
  }
}
