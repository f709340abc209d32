import Engine
import Records
import Testing

@testable import Lessons

/// Lessons that train more than a head, on the tiny fixture.
@Suite struct FineTuningTests {
  private let fixture: TinyFixture

  init() throws { fixture = try TinyFixture() }

  /// The tiny lesson with some stretches of it replaced, run.
  private func run(
    _ changes: [(old: String, new: String)], threads: Int = 2
  ) throws -> (record: RunRecord, failure: StepFailure?) {
    let text = changes.reduce(TinyLesson.whole) { text, change in
      #expect(text.contains(change.old))
      return text.replacing(change.old, with: change.new)
    }
    let (plan, diagnostics) = try TinyLesson.plan(text)
    #expect(diagnostics == [])
    let runner = LessonRunner(
      plan: try #require(plan), assets: TinyAssets(fixture: fixture), threads: threads,
      observer: { _ in })
    return runner.run(cancellation: Cancellation())
  }

  private func results(
    _ changes: [(old: String, new: String)], step: String = "train-all"
  ) throws -> [String: JSONValue] {
    let (record, failure) = try run(changes)
    #expect(failure == nil)
    return try #require(record.step(step)).results
  }

  @Test func trainsTheWholeModel() throws {
    let changes = [("- train_mode: model", "- unfreeze: backbone\n- train_mode: model")]
    let all = try results(changes)
    // The key biases' gradients are nothing but rounding, and may even be none.
    #expect(all["trainable_tensors"] == ["backbone": 39, "new_head": 4])
    let moved = try #require(all["moved_by_layer"]?["backbone"])
    #expect(moved["embeddings"] == 5)
    #expect(moved["pooler"] == 2)
    let norms = try #require(all["first_gradient_norms"]?.object)
    #expect(norms.count == 43)
    #expect(try #require(norms["0.encoder.layer.1.output.dense.weight"]?.number) > 0)
    #expect(try #require(norms["1.linear1.weight"]?.number) > 0)
    let digest = try run(changes, threads: 1).record.resultsSHA256
    for threads in [2, 3] {
      #expect(try run(changes, threads: threads).record.resultsSHA256 == digest)
    }
  }

  @Test func trainsTheLayersThatAreNotFrozen() throws {
    let all = try results([
      (
        "- train_mode: model",
        "- unfreeze: [backbone.encoder.layer.1.output, backbone.pooler]\n- freeze: model.1.linear1"
      )
    ])
    #expect(all["requires_gradient"] == ["backbone": 6, "new_head": 2])
    #expect(all["trainable_tensors"] == ["backbone": 6, "new_head": 2])
    #expect(
      all["moved_by_layer"] == [
        "backbone": ["embeddings": 0, "layer_0": 0, "layer_1": 4, "pooler": 2],
        "new_head": ["linear1": 0, "linear2": 2],
      ])
    #expect(try #require(all["first_gradient_norms"]?.object).count == 8)
  }

  /// Its features are computed without gradient.
  @Test func leavesTheBackboneOfAHeadAloneAsItIs() throws {
    let frozen = try results([], step: "train-head")
    var unfrozen = try results(
      [
        ("- freeze: backbone\n", "- unfreeze: backbone\n"),
        ("parameters: [head]", "parameters: [backbone, head]"),
      ], step: "train-head")
    #expect(unfrozen["trainable_tensors"] == ["backbone": 39, "head": 4])
    unfrozen["trainable_tensors"] = frozen["trainable_tensors"]
    #expect(unfrozen == frozen)
  }

  @Test func movesWhatTheOptimizerStepsAlone() throws {
    let all = try results([
      ("- train_mode: model", "- unfreeze: backbone\n- train_mode: model"),
      ("  parameters: [model]\n", "  parameters: [backbone.pooler, new_head.linear2]\n"),
    ])
    #expect(
      all["moved_by_layer"] == [
        "backbone": ["embeddings": 0, "layer_0": 0, "layer_1": 0, "pooler": 2],
        "new_head": ["linear1": 0, "linear2": 2],
      ])
  }

  @Test func givesGroupsTheirOwnSettings() throws {
    let all = try results([
      ("- train_mode: model", "- unfreeze: backbone.pooler\n- train_mode: model"),
      (
        "  parameters: [model]\n",
        "  groups: [{parameters: backbone}, {parameters: new_head, lr: 0, weight_decay: 0}]\n"
      ),
    ])
    #expect(all["moved_tensors"] == ["backbone": 2, "new_head": 0])
  }

  @Test(arguments: ["Adam", "SGD"]) func trainsWithOtherOptimizers(kind: String) throws {
    let other = try results(
      [("optimizer: AdamW", "optimizer: \(kind)"), ("  weight_decay: 0.0005\n", "")],
      step: "train-head")
    let own = try results([], step: "train-head")
    #expect(other["losses"]?.array?.first == own["losses"]?.array?.first)
    #expect(other["losses"] != own["losses"])
    #expect(other["moved_tensors"] == ["backbone": 0, "head": 4])
  }

  @Test(arguments: [
    "max_grad_norm: 0.001", "schedule: linear", "schedule: linear\n  warmup_steps: 3",
    "accumulate: 2",
  ])
  func stepsAsTheSettingsSay(setting: String) throws {
    let other = try results(
      [("  epochs: $epochs\n", "  epochs: $epochs\n  \(setting)\n")], step: "train-head")
    let own = try results([], step: "train-head")
    #expect(other["first_logits"] == own["first_logits"])
    #expect(other["losses"]?.array?.count == own["losses"]?.array?.count)
    #expect(other["losses"] != own["losses"])
  }

  /// The first step of a warm-up is taken at a rate of 0.
  @Test func changesNothingInTheFirstStepOfAWarmUp() throws {
    let step = try results(
      [
        (
          "  epochs: $epochs\n",
          "  epochs: $epochs\n  max_batches: 1\n  schedule: linear\n  warmup_steps: 3\n"
        )
      ], step: "train-head")
    #expect(step["moved_tensors"] == ["backbone": 0, "head": 0])
  }

  @Test func takesTheMeanOverTokensWhereAsked() throws {
    let own = try results([], step: "train-head")
    let mean = try results(
      [("backbone.pooler_output", "backbone.mean_pooling")], step: "train-head")
    #expect(mean["first_batch"] == own["first_batch"])
    #expect(mean["first_logits"] != own["first_logits"])
    let changes = [("new_head]\n  as", "new_head]\n  pooling: mean_pooling\n  as")]
    #expect(try results(changes)["first_logits"] != results([])["first_logits"])
    // Prediction and scoring take the same features as the training.
    #expect(try results(changes, step: "ask")["logits"] != results([], step: "ask")["logits"])
  }

  @Test func refusesALayerThatTheModelDoesNotHave() throws {
    let (record, failure) = try run([("- freeze: backbone", "- freeze: backbone.encoder.layer.2")])
    #expect(failure?.kind == .invalid)
    #expect(failure?.step == "setup-head")
    #expect(
      failure?.message
        == "there is no `backbone.encoder.layer.2`: backbone has 2 layers, counted from 0")
    #expect(record.step("setup-head")?.error == failure?.message)
    // It is found before anything runs.
    #expect(record.steps.allSatisfy { $0.results.isEmpty })
  }

  @Test func refusesAHeadOfAnotherWidthBeforeAnythingRuns() throws {
    let (record, failure) = try run([("- head: backbone.hidden_size", "- head: 9")])
    #expect(failure?.kind == .invalid)
    #expect(
      failure?.message.hasPrefix("`head` takes 9 features, but `backbone` gives 16") == true)
    #expect(record.steps.allSatisfy { $0.results.isEmpty })
  }
}
