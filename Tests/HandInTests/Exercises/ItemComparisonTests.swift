import Lessons
import Records
import Testing

@testable import HandIn

/// One thing recorded, held against a replay.
@Suite struct ItemComparisonTests {
  private func outcome(
    _ kind: PlannedExercise.Kind, _ mine: (inout ExerciseRecord.Step) -> Void,
    _ theirs: [String: JSONValue], noise: [String: JSONValue]? = nil
  ) -> ItemOutcome {
    var step = ExerciseRecord.Step()
    mine(&step)
    return ItemComparison(
      item: .init(step: "train", kind: kind), mine: step, bar: 2e-6, theirs: theirs, noise: noise
    ).outcome()
  }

  private func losses(
    _ mine: [Double?], _ theirs: [Double], noise: [Double]? = nil
  ) -> ItemOutcome {
    outcome(
      .losses, { $0.losses = mine }, ["losses": .array(theirs.map(JSONValue.number))],
      noise: noise.map { ["losses": .array($0.map(JSONValue.number))] })
  }

  @Test func tellsBitsFromRoundingAndRoundingFromAMistake() {
    #expect(losses([0.5, 0.25], [0.5, 0.25]) == .exact)
    #expect(losses([0.5, 0.2500001], [0.5, 0.25]) == .rounding(judged: 2, of: 2))
    guard case .parts(let parting) = losses([0.5, 0.251], [0.5, 0.25]) else {
      Issue.record("0.251 is taken for 0.25")
      return
    }
    #expect(parting.place == "losses[1]" && parting.batch == 2 && parting.before == 1)
    #expect(parting.text == "batch 2, losses[1]: 0.25 in the lesson, 0.251 in the record")
  }

  /// Above 1 a figure may be as far off as its share says.
  @Test func allowsLargeFiguresTheirShare() {
    #expect(losses([24898.87], [24898.86]) == .rounding(judged: 1, of: 1))
    #expect(!losses([24899], [24898.86]).agrees)
  }

  @Test func judgesNoFartherThanRoundingAllows() {
    let theirs = [0.5, 0.4, 0.3, 0.2]
    let noise = [0.5, 0.4 + 1e-6, 0.3 + 1e-3, 0.2 + 0.1]
    // Ten times the noise, and nothing behind the place where it grows too large.
    #expect(losses([0.5, 0.400009, 0.9, 0.9], theirs, noise: noise) == .rounding(judged: 2, of: 4))
    #expect(!losses([0.5, 0.40003, 0.3, 0.2], theirs, noise: noise).agrees)
  }

  @Test func countsLosses() {
    guard case .parts(let parting) = losses([0.5], [0.5, 0.25]) else {
      Issue.record("a loss is missing")
      return
    }
    #expect(parting.reason == "there are 2 losses in the lesson, and 1 in the record")
    #expect(!losses([0.5, nil], [0.5, 0.25]).agrees)
    #expect(outcome(.losses, { _ in }, ["losses": [0.5]]) == .missing)
  }

  private static let tensors: JSONValue = [
    "fc.bias": ["shape": [1], "sha256": "b", "first": [0.5]],
    "fc.weight": ["shape": [1, 2], "sha256": "w", "first": [0.1, 0.2]],
  ]

  private func tensor(
    _ name: String, _ shape: [Int], _ digest: String, _ first: [Double?]
  ) -> ExerciseRecord.Tensor {
    ExerciseRecord.Tensor(name: name, shape: shape, sha256: digest, first: first)
  }

  @Test func knowsTensorsByWhatTheyHoldWhateverTheyAreCalled() {
    let mine = [
      tensor("0.weight", [1, 2], "w", [0.1, 0.2]), tensor("0.bias", [1], "b", [0.5]),
    ]
    #expect(outcome(.initial, { $0.initial = mine }, ["initial": Self.tensors]) == .exact)
  }

  @Test func namesTheFirstTensorThatIsAnother() {
    func parting(_ mine: [ExerciseRecord.Tensor]) -> String {
      let outcome = outcome(.initial, { $0.initial = mine }, ["initial": Self.tensors])
      guard case .parts(let parting) = outcome else { return "agrees" }
      return parting.text
    }
    let bias = tensor("0.bias", [1], "b", [0.5])
    #expect(
      parting([tensor("0.weight", [1, 2], "x", [0.3, 0.2]), bias])
        == "initial.fc.weight: it begins with 0.1 in the lesson, 0.3 in the record")
    #expect(
      parting([tensor("0.weight", [1, 3], "x", [0.3, 0.2, 0]), bias])
        == "initial.fc.weight: the lesson's has the shape [1, 2]; the record has 0.weight [1, 3]")
    #expect(
      parting([tensor("0.weight", [1, 2], "w", []), bias, tensor("more", [9], "m", [])])
        == "initial.more: the lesson's model has no such tensor [9]")
    #expect(
      parting([tensor("0.weight", [1, 2], "x", [0.1, 0.2]), bias])
        == "initial.fc.weight: its first values agree, and not those behind them")
    #expect(
      parting([bias])
        == "initial.fc.weight: the lesson's has the shape [1, 2]; the record has no more tensors")
  }

  @Test func letsTrainedTensorsBeApartByRounding() {
    let mine = [
      tensor("fc.weight", [1, 2], "x", [0.100001, 0.2]), tensor("fc.bias", [1], "y", [0.5]),
    ]
    #expect(
      outcome(.final, { $0.final = mine }, ["final": Self.tensors]) == .rounding(judged: 2, of: 2))
  }

  @Test func comparesOrderByItsDigest() throws {
    let order = [2, 0, 1]
    let theirs: [String: JSONValue] = [
      "order_sha256": .string(try CanonicalJSON.sha256(.ints(order))), "first_batch": [2, 0],
    ]
    #expect(outcome(.order, { $0.order = order }, theirs) == .exact)
    guard case .parts(let first) = outcome(.order, { $0.order = [2, 1, 0] }, theirs),
      case .parts(let later) = outcome(.order, { $0.order = [2, 0, 0] }, theirs)
    else {
      Issue.record("another order is taken for the lesson's")
      return
    }
    #expect(first.text == "batch 1, order[1]: row 0 in the lesson, row 1 in the record")
    #expect(later.text == "order: the first batch agrees, and not what comes after it")
  }

  @Test func comparesNumbersByTheirPaths() {
    let theirs: [String: JSONValue] = ["held_out": ["accuracy": 0.75]]
    let kind = PlannedExercise.Kind.value("held_out.accuracy")
    #expect(outcome(kind, { $0.values["held_out.accuracy"] = .some(0.75) }, theirs) == .exact)
    #expect(!outcome(kind, { $0.values["held_out.accuracy"] = .some(0.8) }, theirs).agrees)
    #expect(!outcome(kind, { $0.values["held_out.accuracy"] = .some(nil) }, theirs).agrees)
    #expect(outcome(kind, { $0.values["accuracy"] = .some(0.75) }, theirs) == .missing)
  }
}
