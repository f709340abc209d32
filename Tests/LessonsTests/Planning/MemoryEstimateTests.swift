import Engine
import Records
import Testing

@testable import Lessons

/// What is refused before anything runs, since the machine has not the memory for it.
@Suite struct MemoryEstimateTests {
  private let fixture: TinyFixture

  init() throws { fixture = try TinyFixture() }

  private func run(
    _ changes: [(String, String)], bytes: Int = 1 << 30
  ) throws -> (record: RunRecord, failure: StepFailure?) {
    var text = TinyLesson.whole
    for (old, new) in changes { text = text.replacing(old, with: new) }
    let (plan, diagnostics) = try TinyLesson.plan(text)
    #expect(diagnostics.filter { $0.severity == .error } == [])
    var runner = LessonRunner(
      plan: try #require(plan), assets: TinyAssets(fixture: fixture), threads: 1, observer: { _ in }
    )
    runner.memory = MachineMemory(bytes: bytes, source: "this machine has")
    return runner.run(cancellation: Cancellation())
  }

  @Test(arguments: [
    // (what is changed, the step, the beginning of the message)
    ([("hidden: 8", "hidden: 50000000")], "train-head", "training the head of 16 × 50,000,000 × 2"),
    (
      [("hidden: 8", "hidden: 9007199254740991")], "train-head",
      "training the head of 16 × 9.01e+15 × 2 numbers takes"
    ),
    (
      [("epochs: $epochs", "epochs: 9007199254740991")], "train-head",
      "the losses and the order of 4.5e+16 batches takes"
    ),
    (
      [("repeat: 3", "repeat: 9007199254740991")], "ask", "9.01e+15 predictions of 2 logits takes"
    ),
  ])
  func refusesWhatIsLargerThanTheMachine(
    changes: [(String, String)], step: String, message: String
  ) throws {
    let (record, failure) = try run(changes)
    #expect(failure?.kind == .memory && failure?.step == step, "\(String(describing: failure))")
    #expect(failure?.message.hasPrefix(message) == true, "\(failure?.message ?? "")")
    #expect(failure?.message.contains("but this machine has 1.1 GB of memory") == true)
    #expect(record.status == .failed)
    #expect(record.steps.allSatisfy { $0.results.isEmpty })
  }

  @Test func countsTheModelItself() throws {
    let failure = try run([], bytes: 20_000).failure
    #expect(failure?.kind == .memory && failure?.step == "load-backbone")
    #expect(failure?.message.hasPrefix("the model tiny-bert takes ") == true)
  }

  /// A backbone whose every tensor is trained has gradients and an optimizer's states as large as itself.
  @Test func countsABackboneThatTrainsAsAWhole() throws {
    func message(_ changes: [(String, String)], bytes: Int) throws -> String? {
      try run(changes, bytes: bytes).failure?.message
    }
    // Parameters of the tiny backbone but its pooler, twice as many in AdamW, each of four bytes.
    let numbers = TinyFixture.configuration.encoderParameters
    let most = Int(numbers * 3 * 4)
    let freeze = "- freeze: backbone\n"
    let all = [(freeze, "")]
    for changes in [all, [(freeze, freeze + "- unfreeze: backbone\n")]] {
      #expect(
        try message(changes, bytes: most)?.hasPrefix(
          "training the backbone of \(MemoryEstimate.count(numbers)) numbers takes ") == true)
    }
    // Frozen, frozen in part, or stepped in part: what is certain is less.
    let others = [
      [], [(freeze, "- freeze: backbone.embeddings\n")],
      all + [("parameters: [model]", "parameters: [new_head, backbone.pooler]")],
    ]
    for changes in others { #expect(try message(changes, bytes: most) == nil) }
  }

  @Test func letsWhatFitsRun() throws {
    #expect(try run([]).failure == nil)
    // No more than an epoch is averaged, and no batch is larger than the rows.
    let large = [
      ("epochs: $epochs", "epochs: $epochs\n  accumulate: 9007199254740991"),
      ("batch_size: 5", "batch_size: 9007199254740991"),
    ]
    #expect(try run(large).failure == nil)
  }

  @Test func countsWithoutOverflow() {
    #expect(MemoryEstimate.text(4e40) == "4e+28 TB")
    #expect(MemoryEstimate.text(76.8e9) == "76.8 GB")
    #expect(MemoryEstimate.count(50_000_000) == "50,000,000")
    #expect(MemoryEstimate.count(999) == "999")
  }
}
