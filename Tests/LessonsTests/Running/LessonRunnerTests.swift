import Engine
import Foundation
import Records
import Synchronization
import Testing

@testable import Lessons

/// Whole lessons on the tiny fixture.
@Suite struct LessonRunnerTests {
  private let fixture: TinyFixture

  init() throws { fixture = try TinyFixture() }

  private func plan(_ text: String, _ options: PlanOptions = PlanOptions()) throws -> LessonPlan {
    let (plan, diagnostics) = try TinyLesson.plan(text, options)
    #expect(diagnostics.filter { $0.severity == .error } == [])
    return try #require(plan)
  }

  private func run(
    _ plan: LessonPlan, threads: Int = 2, cancellation: Cancellation = Cancellation(),
    interval: Duration = .seconds(30), observer: @escaping RunObserver = { _ in }
  ) -> (record: RunRecord, failure: StepFailure?) {
    var runner = LessonRunner(
      plan: plan, assets: TinyAssets(fixture: fixture), threads: threads, observer: observer)
    runner.recordInterval = interval
    return runner.run(cancellation: cancellation)
  }

  @Test func runsAWholeLesson() throws {
    let (record, failure) = run(try plan(TinyLesson.whole))
    #expect(failure == nil)
    #expect(record.status == .complete)
    #expect(record.steps.allSatisfy { $0.status == .complete && $0.error == nil })
    #expect(record.assets.map(\.name) == ["tiny-reviews", "tiny-bert"])
    #expect(record.resultsSHA256 == (try RunRecord.resultsDigest(of: record.steps)))
    // The record can be written and read back.
    let text = try CanonicalJSON.text(record)
    #expect(try JSONDecoder().decode(RunRecord.self, from: Data(text.utf8)) == record)
  }

  @Test func countsPaddingOfABatchToItsLongestRow() throws {
    let text = TinyLesson.whole.replacing("padding: max_length", with: "padding: longest")
    let (record, _) = run(try plan(text, PlanOptions(parameters: ["rows": "5"])))
    let lengths = try #require(record.step("setup-head")?.results["lengths"]?.array)
    let longest = try #require(lengths.compactMap(\.int).max())
    #expect(record.step("train-head")?.results["padded_tokens"] == .int(5 * longest))
  }

  @Test func measuresWhatTheDataSetAndTheModelsAre() throws {
    let (record, _) = run(try plan(TinyLesson.whole))
    let data = try #require(record.step("load-data")).results
    #expect(data["class_names"] == ["negative", "positive"])
    #expect(
      data["splits"] == [
        "train": ["rows": 80, "label_counts": ["negative": 40, "positive": 40]]
      ])
    #expect(data["vocabulary_size"] == .int(TinyFixture.vocabulary.count))
    #expect(data["padding"] == "max_length")
    let models = try #require(record.step("load-backbone")).results
    #expect(models["hidden_size"] == 16)
    #expect(models["layers"] == 2)
    #expect(models["head_parameters"] == .int(16 * 8 + 8 + 8 * 2 + 2))
    let weight = try #require(models["initial"]?["linear1.weight"])
    #expect(weight["shape"] == [8, 16])
    // Drawn from the step's own generator, whatever was loaded before.
    let generator = TorchGenerator(seed: 42)
    let drawn = LinearInitialization.draw(inputs: 16, outputs: 8, from: generator).weight
    #expect(weight["first"] == .floats(drawn.values.prefix(8)))
    #expect(weight["sha256"] == .string(SHA256Digest.hex(of: drawn.bytes)))
  }

  @Test func takesTheRowsThatTheSeedShuffles() throws {
    let (record, _) = run(try plan(TinyLesson.whole))
    let results = try #require(record.step("setup-head")).results
    var generator = NumPyGenerator(seed: 42)
    let order = generator.permutation(80)
    #expect(results["indices"] == .ints(order.prefix(24)))
    #expect(results["lengths"]?.array?.count == 24)
    #expect(try #require(results["truncated_rows"]?.int) > 0)
    #expect(results["lengths"]?.array?.compactMap(\.int).max() == 20)
    #expect(results["requires_gradient"] == ["backbone": 0])
    let score = try #require(record.step("score")).results
    #expect(score["indices"] == .ints(order[24..<40]))
    #expect(score["training_mode"] == ["backbone": false, "new_head": false])
    let heldOut = try #require(score["held_out"])
    let counts = try #require(heldOut["confusion"]?.array).flatMap { $0.array ?? [] }
    #expect(counts.compactMap(\.int).reduce(0, +) == 16)
  }

  @Test func scoresHeldOutRowsByTheNamesOfTheirClasses() throws {
    let (record, _) = run(try plan(TinyLesson.whole))
    let heldOut = try #require(record.step("score")?.results["held_out"])
    let counts = try #require(heldOut["confusion"]?.array).map { row in
      (row.array ?? []).compactMap(\.number)
    }
    #expect(heldOut["rows"] == 16)
    #expect(heldOut["accuracy"]?.number == (counts[0][0] + counts[1][1]) / 16)
    #expect(heldOut["classes"]?.object?.keys.sorted() == ["negative", "positive"])
    let recall = counts[0][0] / (counts[0][0] + counts[0][1])
    #expect(heldOut["classes"]?["negative"]?["recall"]?.number == recall)
    let precision = counts[1][1] / max(counts[0][1] + counts[1][1], 1)
    #expect(heldOut["classes"]?["positive"]?["precision"]?.number == precision)
    #expect(heldOut["macro"]?.object?.keys.sorted() == ["f1", "precision", "recall"])
    #expect(try #require(heldOut["mean_loss"]?.number) > 0)
  }

  @Test func showsThatAFrozenBackboneDoesNotMove() throws {
    let (record, _) = run(try plan(TinyLesson.whole))
    let head = try #require(record.step("train-head")).results
    #expect(head["moved_tensors"] == ["backbone": 0, "head": 4])
    #expect(head["trainable_tensors"] == ["backbone": 0, "head": 4])
    #expect(head["training_mode"] == ["backbone": false, "head": true])
    #expect(head["moved_by_layer"]?["head"] == ["linear1": 2, "linear2": 2])
    #expect(
      head["moved_by_layer"]?["backbone"]
        == ["embeddings": 0, "layer_0": 0, "layer_1": 0, "pooler": 0])
    let all = try #require(record.step("train-all")).results
    #expect(all["moved_tensors"] == ["backbone": 0, "new_head": 4])
    #expect(all["training_mode"] == ["backbone": true, "new_head": true])
    #expect(
      try #require(all["first_gradient_norms"]?.object).keys.sorted() == [
        "1.linear1.bias", "1.linear1.weight", "1.linear2.bias", "1.linear2.weight",
      ])
  }

  @Test func printsWhatTheNotebookPrints() throws {
    let lines = Mutex<[String]>([])
    let (record, _) = run(try plan(TinyLesson.whole)) { event in
      if case .printed(_, let line) = event { lines.withLock { $0.append(line) } }
    }
    let step = try #require(record.step("train-head"))
    let losses = try #require(step.results["losses"]?.array).compactMap(\.number)
    #expect(losses.count == 10)
    #expect(step.results["batches"] == 5)
    // Single-precision losses: their shortest decimals are near enough for four places.
    let expected = [losses[4], losses[9]].map { pythonRounded($0 / 5, places: 4) }
    #expect(step.results["printed_loss"] == .array(expected.map(JSONValue.number)))
    #expect(
      step.printed == [
        "Epoch [1/2], Loss: \(expected[0])", "Epoch [2/2], Loss: \(expected[1])",
      ])
    let answer = try #require(record.step("ask"))
    let label = try #require(answer.results["printed_label"]?.string)
    #expect(answer.printed == ["Prediction for 'This movie is terrible!': \(label)"])
    #expect(lines.withLock { $0 } == record.steps.flatMap(\.printed))
  }

  @Test func leavesABrokenOffEpochOutOfTheEpochsFigures() throws {
    let (record, _) = run(try plan(TinyLesson.whole))
    let results = try #require(record.step("train-all")).results
    #expect(results["losses"]?.array?.count == 7)
    #expect(results["mean_loss"]?.array?.count == 1)
    #expect(results["printed_loss"]?.array?.count == 1)
    #expect(results["epochs"] == 2)
    #expect(results["padded_tokens"] == .int(24 * 20))
  }

  @Test func predictsWithDropoutWhereAModelWasLeftInTrainingMode() throws {
    let (record, _) = run(try plan(TinyLesson.whole))
    let results = try #require(record.step("ask")).results
    #expect(results["dropout_active"] == true)
    let draws = try #require(results["repeated"]?["logits"]?.array)
    #expect(draws.count == 3)
    #expect(draws[0] == results["logits"])
    #expect(draws[1] != draws[0])
    let argmax = try #require(results["argmax"]?.int)
    #expect(results["printed_label"] == .string(["positive", "negative"][argmax]))
    #expect(results["dataset_label"] == .string(["negative", "positive"][argmax]))
    let sum = try #require(results["probabilities"]?.array).compactMap(\.number).reduce(0, +)
    #expect(abs(sum - 1) < 1e-6)
  }

  @Test func predictsTheSameWheneverItIsAskedInEvaluationMode() throws {
    let text = TinyLesson.whole.replacing("- train_mode: model", with: "- eval_mode: model")
    let (record, _) = run(try plan(text))
    let results = try #require(record.step("ask")).results
    #expect(results["dropout_active"] == false)
    #expect(results["repeated"] == nil)
  }

  @Test(arguments: [1, 2, 3, 8])
  func computesTheSameBitsWithAnyNumberOfThreads(threads: Int) throws {
    let plan = try plan(TinyLesson.whole)
    let digest = run(plan, threads: 2).record.resultsSHA256
    #expect(run(plan, threads: threads).record.resultsSHA256 == digest)
  }

  @Test func computesOtherBitsWithAnotherSeed() throws {
    let own = run(try plan(TinyLesson.whole)).record
    let other = run(try plan(TinyLesson.whole, PlanOptions(seed: 7))).record
    #expect(own.resultsSHA256 != other.resultsSHA256)
    let (a, b) = (own.step("load-data"), other.step("load-data"))
    #expect(a?.results == b?.results)
  }

  @Test func startsEveryStepFromItsSeedAlone() throws {
    // Without the steps before it that draw, the second head is the same.
    let text =
      TinyLesson.frontMatter + TinyLesson.load.replacing("- backbone", with: "- backbone")
      + TinyLesson.setup + TinyLesson.sequential
    let short = run(try plan(text)).record
    let long = run(try plan(TinyLesson.whole)).record
    for step in ["setup-all", "train-all", "ask", "score"] {
      #expect(short.step(step)?.results == long.step(step)?.results)
    }
    let first = long.step("load-backbone")?.results["initial"]
    #expect(long.step("setup-all")?.results["initial"] == first)
    let seeded = text.replacing("```step setup-all", with: "```step setup-all seed=5")
    #expect(run(try plan(seeded)).record.step("setup-all")?.results["initial"] != first)
  }

  @Test func stopsWhereALossIsNotFiniteAndSaysWhere() throws {
    let (record, failure) = run(try plan(TinyLesson.whole, PlanOptions(parameters: ["lr": "1e38"])))
    #expect(failure?.kind == .computation)
    #expect(failure?.step == "train-head")
    #expect(failure?.message.contains("epoch 1, batch 2") == true)
    #expect(record.status == .failed)
    let step = try #require(record.step("train-head"))
    #expect(step.status == .failed)
    #expect(step.error == failure?.message)
    #expect(step.results == [:])
    #expect(record.step("setup-head")?.status == .complete)
    #expect(record.step("setup-all")?.status == .pending)
    #expect(record.expectations == [] && record.claims == [])
    #expect(throws: Never.self) { try RunRecordFile.data(record) }
  }

  @Test func stopsInTheMiddleOfATrainingWhenAsked() throws {
    let cancellation = Cancellation()
    let (record, failure) = run(try plan(TinyLesson.whole), cancellation: cancellation) { event in
      if case .batch("train-head", let batch) = event, batch.epoch == 1 { cancellation.cancel() }
    }
    #expect(failure?.kind == .interrupted)
    #expect(record.status == .interrupted)
    let step = try #require(record.step("train-head"))
    #expect(step.status == .interrupted)
    #expect(step.results == [:])
    #expect(step.printed.count == 1)
    #expect(record.step("train-all")?.status == .pending)
    // What completed before is what a whole run has there.
    let whole = run(try plan(TinyLesson.whole)).record
    #expect(record.step("setup-head")?.results == whole.step("setup-head")?.results)
  }

  @Test func sendsTheRecordOutAfterEveryStepAndWithinOne() throws {
    let records = Mutex<[RunRecord]>([])
    let plan = try plan(TinyLesson.whole)
    let (last, _) = run(plan, interval: .zero) { event in
      if case .record(let record) = event { records.withLock { $0.append(record) } }
    }
    let sent = records.withLock { $0 }
    for index in plan.steps.indices {
      #expect(sent.contains { $0.steps[index].status == .running })
      #expect(
        sent.contains { record in
          record.steps[...index].allSatisfy { $0.status == .complete } && record.status == .running
        })
    }
    let withinTraining = sent.filter { $0.step("train-head")?.status == .running }
    #expect(withinTraining.count > 10)
    #expect(withinTraining.allSatisfy { $0.step("train-head")?.results == [:] })
    #expect(sent.last == last)
  }

  @Test func announcesStepsInOrder() throws {
    let seen = Mutex<[String]>([])
    let plan = try plan(TinyLesson.whole)
    _ = run(plan) { event in
      switch event {
      case .stepStarted(let id, let index, let count):
        seen.withLock { $0.append("\(index)/\(count) \(id)") }
      case .stepEnded(let step): seen.withLock { $0.append("\(step.id) \(step.status)") }
      default: break
      }
    }
    let expected = plan.steps.enumerated().flatMap { index, step in
      ["\(index + 1)/8 \(step.id)", "\(step.id) complete"]
    }
    #expect(seen.withLock { $0 } == expected)
  }

  @Test func saysBeforeAnythingRunsWhatIsMissing() throws {
    let (record, failure) = run(
      try plan(TinyLesson.whole, PlanOptions(parameters: ["backbone": "no-such-model"])))
    #expect(failure?.kind == .missing)
    #expect(failure?.step == "load-data")
    #expect(record.steps.dropFirst().allSatisfy { $0.status == .pending })
    #expect(record.steps.first?.error?.contains("no-such-model") == true)
  }

  @Test func refusesMoreRowsThanThereAre() throws {
    let (_, failure) = run(
      try plan(TinyLesson.whole, PlanOptions(parameters: ["rows": "81"])))
    #expect(failure?.kind == .invalid)
    #expect(failure?.step == "setup-head")
    #expect(failure?.message == "81 rows were asked for, but `train` has 80")
    let (_, huge) = run(
      try plan(TinyLesson.whole, PlanOptions(parameters: ["rows": "9007199254740991"])))
    #expect(huge?.kind == .memory)
  }

  @Test func namesNeitherHostNorUserInTheRecord() throws {
    let (record, _) = run(try plan(TinyLesson.whole))
    let text = try CanonicalJSON.text(record.environment)
    #expect(!text.contains(ProcessInfo.processInfo.hostName))
    #expect(!text.contains(NSUserName()) || NSUserName().count < 5)
    #expect(!record.environment.processor.isEmpty)
    #expect(record.environment.threads == 2)
  }
}
