import Records
import Testing

@testable import Lessons

@Suite struct ProofTests {
  private static func record(_ steps: [(String, [String: JSONValue])]) -> RunRecord {
    RunRecord(
      status: .complete, lesson: LessonIdentity(id: "x", title: "x", notebook: [:]),
      lessonSHA256: "", document: [], parameters: [:], changedParameters: [], profile: nil, seed: 1,
      departures: [], assets: [], engine: Machine.engine(),
      environment: Machine.environment(threads: 1),
      steps: steps.map { id, results in
        StepRecord(id: id, cell: nil, status: .complete, seed: 1, results: results)
      }, startedAt: "", seconds: 0)
  }

  private static func written(
    _ id: String, _ results: JSONValue, _ more: [String: JSONValue] = [:]
  ) -> JSONValue {
    var step = more
    (step["id"], step["results"]) = (.string(id), results)
    return .object(step)
  }

  private static func losses(_ count: Int, changing: [Int: Double] = [:]) -> JSONValue {
    .array((0..<count).map { .number(0.7 - 0.001 * Double($0) + (changing[$0] ?? 0)) })
  }

  private static func proof(_ ours: JSONValue, _ theirs: JSONValue, double: JSONValue) -> Proof {
    Proof(
      record([("train", ["losses": ours, "batches": 4])]),
      against: [
        "steps": [written("train", ["losses": theirs, "batches": 4], ["double_losses": double])]
      ])
  }

  @Test func passesWhatIsEqualToRounding() {
    let proof = Self.proof(
      Self.losses(20, changing: [3: 1.9e-6]), Self.losses(20), double: Self.losses(20))
    #expect(proof.passes)
    #expect(proof.agreeing == 21)
    #expect(proof.steps[0].horizon.map { [$0.judged, $0.of] } == [20, 20])
  }

  @Test func namesTheFirstBatchThatParts() {
    let proof = Self.proof(
      Self.losses(20, changing: [3: 2.1e-6, 7: 1]), Self.losses(20), double: Self.losses(20))
    #expect(proof.first?.step == "train")
    #expect(proof.first?.place == "losses[3]")
    #expect(proof.first?.batch == 4)
  }

  @Test func judgesNothingPastTheHorizon() {
    let proof = Self.proof(
      Self.losses(20, changing: [15: 1]), Self.losses(20),
      double: Self.losses(20, changing: [12: 3e-7]))
    #expect(proof.passes)
    #expect(proof.steps[0].horizon.map { [$0.judged, $0.of] } == [12, 20])
    #expect(proof.steps[0].shown.count == 1)
  }

  /// A training that parts from itself when its weights move by their last bit says nothing either.
  @Test func judgesNothingPastWhereANudgedTrainingParts() {
    func proof(nudged: JSONValue) -> Proof {
      Proof(
        Self.record([("train", ["losses": Self.losses(20, changing: [15: 1]), "batches": 4])]),
        against: [
          "steps": [
            Self.written(
              "train", ["losses": Self.losses(20), "batches": 4],
              ["double_losses": Self.losses(20), "nudged_losses": nudged])
          ]
        ])
    }
    let judged = { (proof: Proof) in proof.steps[0].horizon.map { [$0.judged, $0.of] } }
    let parting = proof(nudged: Self.losses(20, changing: [14: 3e-7]))
    #expect(parting.passes)
    #expect(judged(parting) == [14, 20])
    // It ends where it has parted.
    let ended = proof(nudged: Self.losses(13))
    #expect(ended.passes)
    #expect(judged(ended) == [13, 20])
    #expect(proof(nudged: Self.losses(20)).first?.batch == 16)
  }

  /// Past a short horizon ten batches are judged all the same, by three times the distance between
  /// PyTorch's own two precisions.
  @Test func judgesTenBatchesWhateverTheHorizon() {
    let double = Self.losses(20, changing: [3: 1e-5, 9: 1e-5])
    let near = Self.proof(
      Self.losses(20, changing: [3: 2.9e-5, 9: -2.9e-5]), Self.losses(20), double: double)
    #expect(near.passes)
    #expect(near.steps[0].horizon.map { [$0.judged, $0.of] } == [10, 20])
    #expect(near.steps[0].shown.contains { $0.hasPrefix("losses[3] to [9]: ") })
    let far = Self.proof(
      Self.losses(20, changing: [9: 3.1e-5]), Self.losses(20), double: double)
    #expect(far.first?.batch == 10)
    // A batch past the horizon in which the two agree is judged as any other.
    let other = Self.proof(
      Self.losses(20, changing: [6: 2.1e-6]), Self.losses(20), double: double)
    #expect(other.first?.batch == 7)
  }

  @Test func needsTenBatchesInDoublePrecision() {
    let proof = Self.proof(
      Self.losses(20), Self.losses(20),
      double: Self.losses(6, changing: [3: 1e-5]))
    #expect(proof.first?.batch == 7)
  }

  @Test func namesTheFirstBatchThatOneOfThemLacks() {
    let proof = Self.proof(Self.losses(20), Self.losses(16), double: Self.losses(16))
    #expect(proof.first?.batch == 17)
  }

  @Test func asksForEqualityOfWhatIsCounted() {
    let ours: [String: JSONValue] = ["rows": 1_000_000, "share": 0.5]
    let theirs: JSONValue = ["rows": 1_000_001, "share": .number(0.5 + 1e-7)]
    let proof = Proof(
      Self.record([("data", ours)]), against: ["steps": [Self.written("data", theirs)]])
    #expect(proof.steps[0].differences.map(\.place) == ["rows"])
    #expect(proof.agreeing == 1)
  }

  @Test func comparesTensorsByTheirNorms() {
    func note(_ difference: Double) -> JSONValue {
      ["norm": 2, "difference": .number(difference)]
    }
    let tensors: JSONValue = [
      "model.a": note(3.9e-6), "model.b": note(4.1e-6), "model.c": ["norm": 1, "missing": true],
    ]
    let proof = Proof(
      Self.record([("build", [:])]),
      against: ["steps": [Self.written("build", [:], ["tensors": tensors])]])
    #expect(proof.steps[0].differences.map(\.place) == ["tensor model.b", "tensor model.c"])
  }

  @Test func tellsOfAStepInWhichTheScriptEnds() {
    let proof = Proof(
      Self.record([("a", ["rows": 1]), ("b", ["rows": 1])]),
      against: ["steps": [Self.written("a", [:], ["error": "KeyError: 'x'"])]])
    #expect(proof.first?.text == "step a, the script: it ended with KeyError: 'x'")
    #expect(proof.steps[1].differences.map(\.reason) == ["the script did not get so far"])
  }

  @Test func saysWhatTheScriptHasNoWordFor() {
    let proof = Proof(
      Self.record([("a", ["rows": 1, "operations": 2])]),
      against: ["steps": [Self.written("a", ["rows": 1])]])
    #expect(proof.passes)
    #expect(proof.steps[0].unspoken == ["operations"])
  }
}
